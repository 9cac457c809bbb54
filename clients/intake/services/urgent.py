"""An answer that cannot wait: the practitioner hears of it by mail, without what was answered."""

from clients.intake.models import IntakeSubmission
from clients.intake.rules import RedFlagLevel, highest_level
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.outbox.models import Message
from practice.outbox.rules import State
from practice.outbox.services import plan_message

KIND = "safety_answer"


def tell_if_urgent(actor: Actor, draft: IntakeSubmission) -> None:
    """Plan a mail to whoever works with the client once an answer is an emergency; one a day.

    It is planned for the practice: the list of mails is read by who may not know of it. One that
    was dropped, since it was answered otherwise in between, stands in no other's way.
    """
    if highest_level(draft.answers.get("red_flags", {})) is RedFlagLevel.EMERGENCY:
        dropped = Message._base_manager.filter(
            practice_id=actor.practice_id,
            kind=KIND,
            subject_id=draft.pk,
            state=State.SUPPRESSED,
        ).count()
        plan_message(
            actor=actor,
            kind=KIND,
            person_id=actor.practice_id,
            subject_id=draft.pk,
            local_date=today_in(actor.zone),
            slot=str(dropped) if dropped else "",
        )
