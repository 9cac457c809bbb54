"""Reads of the intake: the client's own, those to review, and the one door to a submission."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.http import Http404

from clients.guardians.queries import (
    Guarding,
    guarding_beside,
    guarding_of,
    told_guarding,
)
from clients.intake.models import IntakeSubmission, QuestionBack
from clients.intake.rules import (
    CORE_STEPS,
    Asked,
    IntakeStep,
    brought_over,
    given_anew,
    reopened_steps,
)
from clients.own_questions.queries import form_beside, form_read, newest_form
from clients.own_questions.rules import Form
from clients.records.models import ConsentDocument
from clients.symptoms.queries import MARKS
from clients.symptoms.rules import BodyMark
from clients.texts.queries import consent_documents
from clients.texts.rules import CONSENT_TEXTS
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import today_in
from practice.core.tenancy import TenantQuerySet

DRAFT, SIGNED, ACCEPTED = "draft", "signed", "accepted"
REOPENED, WITHDRAWN = "reopened", "withdrawn"

_YES = """
    SELECT json_build_array(yes.code, yes.id) FROM clients_redflaganswer yes
    WHERE yes.practice_id = %s AND yes.answer AND yes.submission_id = clients_intakesubmission.id"""
_GOALS = """
    SELECT json_build_object('activity', goal.activity, 'ability', goal.ability)
    FROM clients_activitygoal goal
    WHERE goal.practice_id = %s
        AND goal.client_id = clients_intakesubmission.client_id
        AND goal.episode_id = clients_intakesubmission.episode_id
    ORDER BY goal.position"""

_TOLD = f"""
    SELECT json_build_array(
        clients_intakesubmission.id, clients_intakesubmission.state,
        clients_intakesubmission.signed_at, clients_intakesubmission.saved_at,
        clients_intakesubmission.filled_with_id, ARRAY({MARKS}), ARRAY({_GOALS}))
    FROM clients_intakesubmission
    WHERE clients_intakesubmission.practice_id = %s
        AND clients_intakesubmission.client_id = clients_client.id
    ORDER BY clients_intakesubmission.id DESC LIMIT %s"""  # noqa: S608 – constants


class ToldIntake(NamedTuple):
    """What a client's page says of an intake; `marks` and `goals` stand once it is accepted."""

    submission_id: UUID
    state: str
    signed_at: datetime | None
    saved_at: datetime
    filled_with_id: UUID | None
    marks: Sequence[Mapping[str, str]] = ()
    goals: Sequence[Mapping[str, Any]] = ()


def intakes_beside(actor: Actor, most: int) -> Any:
    """Of clients: their newest intakes, for `told_intakes`."""
    practice = actor.practice_id
    values = (practice, list(BodyMark), practice, practice, most)
    return beside(actor, f"{IntakeSubmission.subject}.read", _TOLD, *values)


def told_intakes(found: Sequence[Sequence[Any]]) -> list[ToldIntake]:
    """What `intakes_beside` read."""
    return [
        ToldIntake(
            UUID(submission_id),
            state,
            datetime.fromisoformat(signed_at) if signed_at else None,
            datetime.fromisoformat(saved_at),
            UUID(filled_with_id) if filled_with_id else None,
            marks,
            goals,
        )
        for submission_id, state, signed_at, saved_at, filled_with_id, marks, goals in found
    ]


def latest_intake(actor: Actor, client_id: UUID) -> IntakeSubmission | None:
    """A client's newest intake, with the version it follows, for the actor who may read it."""
    rows: Any = IntakeSubmission.objects.visible_to(actor).filter(client_id=client_id)
    rows = rows.exclude(state=WITHDRAWN).select_related("previous", "filled_with")
    found: IntakeSubmission | None = (
        rows.annotate(asked_now=form_beside(actor), **guarding_of_intakes(actor))
        .order_by("-id")
        .first()
    )
    return found


def asked_beside(actor: Actor, intake: IntakeSubmission | None) -> Form | None:
    """What the practice asks of its own, read along with an intake; in a statement without one."""
    return newest_form(actor) if intake is None else form_read(intake.asked_now)


def guarding_of_intakes(actor: Actor) -> dict[str, Any]:
    """Annotations of intakes: how the client stands to being of age (`guarding_around`)."""
    column = "clients_intakesubmission.client_id"
    return guarding_beside(actor, "client__", column=column)


def guarding_around(actor: Actor, intake: IntakeSubmission | None, client_id: UUID) -> Guarding:
    """Who signs for a client: as read along with an intake, or by a statement of its own."""
    return told_guarding(intake) if intake is not None else guarding_of(actor, client_id)


def questions_in(actor: Actor, draft: IntakeSubmission | None) -> list[QuestionBack]:
    """What was asked back on in a draft, oldest first; nothing (and no statement) for a new one."""
    if draft is None or draft.previous_id is None:
        return []
    rows = QuestionBack.objects.visible_to(actor).filter(submission=draft)
    return list(rows.select_related("asked_by").order_by("id"))


def questions_around(actor: Actor, submission: IntakeSubmission) -> list[QuestionBack]:
    """What this version answers, and what was asked back on it; each with its `submission`."""
    rows = QuestionBack.objects.visible_to(actor).filter(
        Q(submission=submission) | Q(submission__previous=submission)
    )
    rows = rows.exclude(submission__state=WITHDRAWN)
    return list(rows.select_related("asked_by", "submission").order_by("id"))


def as_asked(questions: Sequence[QuestionBack]) -> list[Asked]:
    """The questions as the rules know them."""
    return [Asked(one.step, one.answered_at is not None) for one in questions]


def open_steps_of(
    actor: Actor,
    draft: IntakeSubmission | None,
    questions: Sequence[QuestionBack],
    form: Form | None,
) -> frozenset[IntakeStep]:
    """What may be changed: everything, until something was signed; then what was asked.

    `form` is what the practice asks of its own.
    """
    if draft is None or draft.previous is None:
        return frozenset(IntakeStep if form else CORE_STEPS)
    before = brought_over(draft.previous.answers, form, today_in(actor.zone))
    anew = given_anew(draft.previous.answers, draft.answers)
    safety = {IntakeStep.RED_FLAGS} if anew or "red_flags" not in draft.answers else set()
    return reopened_steps(before, {one.step for one in questions}) | safety


def get_submission(
    actor: Actor, submission_id: UUID, action: str = "intake.read", *, lock: bool = False
) -> IntakeSubmission:
    """The one door to a signed intake, with its client; a draft is still the client's own."""
    rows = _signed(actor, action)
    if lock:
        rows = rows.select_for_update(of=("client", "self"))  # client first, as everywhere
    return _the_submission(rows, submission_id)


@dataclass(frozen=True)
class LastIntake:
    """What was told in the intake that was accepted before another one."""

    submission_id: UUID
    signed_at: datetime
    answers: dict[str, Any]


def get_with_last(actor: Actor, submission_id: UUID) -> tuple[IntakeSubmission, LastIntake | None]:
    """A signed intake by the same door, with the one accepted before it: one statement.

    `said_yes` of it are its safety questions that were answered yes: pairs of code and answer.
    """
    earlier = IntakeSubmission.objects.visible_to(actor).filter(
        client_id=OuterRef("client_id"), state=ACCEPTED, pk__lt=OuterRef("pk")
    )
    told = JSONObject(id="id", at="signed_at", answers="answers")
    last = earlier.order_by("-id").values(told=told)[:1]
    rows: Any = _signed(actor, "intake.read").annotate(
        last=last, said_yes=beside(actor, "intake.read", _YES, actor.practice_id)
    )
    found: Any = _the_submission(rows, submission_id)
    if found.last is None:
        return found, None
    at = datetime.fromisoformat(found.last["at"])
    return found, LastIntake(UUID(found.last["id"]), at, found.last["answers"])


def _signed(actor: Actor, action: str) -> TenantQuerySet[IntakeSubmission]:
    rows = IntakeSubmission.objects.visible_to(actor, action)
    rows = rows.exclude(state__in=[DRAFT, WITHDRAWN])
    rows = rows.select_related("client", "accepted_by", "previous", "filled_with")
    return rows.annotate(**guarding_of_intakes(actor))


def _the_submission(
    rows: TenantQuerySet[IntakeSubmission], submission_id: UUID
) -> IntakeSubmission:
    found = rows.by_id(submission_id)
    if found is None:
        raise Http404("intake")
    return found


def documents_of(actor: Actor, submission: IntakeSubmission) -> list[ConsentDocument]:
    """The versions that a submission answers, in the order they are asked; else the newest."""
    kept = [*submission.answers.get("consent_documents", {}).values()]
    if not kept:
        return consent_documents(actor)
    rows = ConsentDocument.objects.visible_to(actor).filter(pk__in=kept)
    found = {document.kind: document for document in rows}
    return [found[kind.value] for kind in CONSENT_TEXTS if kind.value in found]
