"""An answer that cannot wait: the practitioner hears of it by mail, without what was answered."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from clients.intake.models import IntakeSubmission
from clients.intake.rules import RedFlagLevel, highest_level
from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.rules import Role
from practice.outbox.models import Message
from practice.outbox.rules import State
from practice.outbox.services import Planned, plan_messages

KIND = "safety_answer"


def tell_if_urgent(actor: Actor, draft: IntakeSubmission) -> None:
    """Plan a mail to whoever works with the client once an answer is an emergency; one a day.

    Where that is a trainee, their supervisor is told, and a second mail tells the trainee.
    It is planned for the practice: the list of mails is read by who may not know of it. One that
    was dropped, since it was answered otherwise in between, stands in no other's way.
    """
    if highest_level(draft.answers.get("red_flags", {})) is RedFlagLevel.EMERGENCY:
        dropped = Message._base_manager.filter(
            practice_id=actor.practice_id,
            kind=KIND,
            subject_id=draft.pk,
            recipient_id=None,
            state=State.SUPPRESSED,
        ).count()
        mail = Planned(
            kind=KIND,
            person_id=actor.practice_id,
            subject_id=draft.pk,
            local_date=today_in(actor.zone),
            slot=str(dropped) if dropped else "",
        )
        told = [replace(mail, recipient_id=pk) for pk in _trainees_with(actor, draft)]
        plan_messages(actor=actor, planned=[mail, *told])


def _trainees_with(actor: Actor, draft: IntakeSubmission) -> Iterable[UUID]:
    """The trainee who works with the client; nobody where it is somebody else."""
    client = Client._base_manager.filter(
        practice_id=actor.practice_id, pk=draft.client_id, assigned_to__role=Role.TRAINEE
    )
    return client.values_list("assigned_to_id", flat=True)
