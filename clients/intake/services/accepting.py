"""Taking a signed intake over into the record: what it told becomes reports of one episode."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.intake.models import (
    ActivityGoal,
    Circumstances,
    IntakeSubmission,
    PriorInjury,
    PriorTreatment,
)
from clients.intake.queries import ACCEPTED, REOPENED, get_submission
from clients.intake.rules import PSFS_DIRECTION, PSFS_VERSION, goals_of
from clients.intake.services.own import own_answers
from clients.records.models import Episode
from clients.records.queries import refuse_archived
from clients.records.rules import ClientState
from clients.records.services import begin_episode, update_contact
from clients.symptoms.services import Told, region_reports, sign_reports, symptom_reports
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.services import AlreadyDone, insert_together


@transaction.atomic
def accept_intake(*, actor: Actor, submission_id: UUID) -> Episode:
    """Take a signed intake over into the record, once: AlreadyDone names the episode it opened.

    Http404 for one that is out of reach or still a draft.
    """
    actor.require("intake.accept")
    submission = get_submission(actor, submission_id, "intake.accept", lock=True)
    if submission.state == ACCEPTED:
        raise AlreadyDone(submission.episode_id)
    refuse_archived(actor, submission.client)
    if submission.state == REOPENED:
        raise DomainError(_("It was asked back on. The answer comes as a version of its own."))
    episode = _open(actor, submission)
    answers, told = submission.answers, Told.now(submission.client, episode)
    insert_together(
        [
            *symptom_reports(actor, told, answers.get("symptoms", [])),
            *sign_reports(actor, told, answers.get("posture", {})),
            *region_reports(told, answers.get("body", {}), answers.get("sensing", {})),
            *_treatments(told, answers.get("earlier_treatments", [])),
            *_injuries(told, answers.get("injuries", [])),
            *_circumstances(told, answers),
            *_goals(told, answers),
            *own_answers(actor, told, answers),
        ]
    )
    submission.state, submission.accepted_at = ACCEPTED, now()
    submission.accepted_by_id, submission.episode = actor.membership_id, episode
    submission.save(update_fields=["state", "accepted_at", "accepted_by", "episode"])
    return episode


def _open(actor: Actor, submission: IntakeSubmission) -> Episode:
    client, contact = submission.client, submission.answers["contact"]
    life = submission.answers.get("life", {})
    if client.state == ClientState.ENQUIRY:
        client.state = ClientState.ACTIVE.value  # written with the contact, in one statement
    update_contact(
        actor=actor,
        client=client,
        phone=contact.get("phone", ""),
        preferred_name=contact.get("preferred_name", ""),
        timezone=contact["timezone"],
        occupation=life.get("occupation", ""),
        habits=life.get("habits", ""),
    )
    return begin_episode(actor=actor, client=client, concern=submission.answers["concern"])


def _treatments(told: Told, treatments: list[Mapping[str, Any]]) -> list[PriorTreatment]:
    return [
        PriorTreatment(
            **told.keys,
            approach=treatment["approach"],
            what=treatment.get("what") or "",
            relief_extent=treatment["relief_extent"],
            relief_days=treatment.get("relief_days"),
            who=treatment.get("who") or "",
            happened=treatment.get("happened") or "",
        )
        for treatment in treatments
    ]


def _injuries(told: Told, injuries: list[Mapping[str, Any]]) -> list[PriorInjury]:
    return [PriorInjury(**told.keys, **injury) for injury in injuries]


def _circumstances(told: Told, answers: Mapping[str, Any]) -> list[Circumstances]:
    """One row, if the form asked about their days at all."""
    asked = {name: answers[name] for name in ("life", "doctors") if name in answers}
    fields = {name: value for part in asked.values() for name, value in part.items()}
    return [Circumstances(**told.keys, **fields, reported_on=told.on)] if asked else []


def _goals(told: Told, answers: Mapping[str, Any]) -> list[ActivityGoal]:
    return [
        ActivityGoal(
            **told.keys,
            position=position,
            activity=goal.activity,
            ability=goal.ability,
            version=PSFS_VERSION,
            direction=PSFS_DIRECTION,
            reported_on=told.on,
        )
        for position, goal in enumerate(goals_of(answers))
    ]
