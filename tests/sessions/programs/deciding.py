"""What a practitioner decides to leave out, by the same services that a person uses."""

from clients.intake.models import RedFlagAnswer
from clients.intake.services import accept_intake
from clients.records.models import Client, Episode
from clients.red_flags.rules import DecisionData
from clients.red_flags.services import decide
from practice.core.actor import acting
from practice.core.clock import today_in
from tests.cast import House
from tests.clients.red_flags.conftest import YES, told_yes


def avoids(house: House, nora: Client, *avoid: str) -> tuple[Episode, RedFlagAnswer]:
    """Nora's course of work, and the yes that leaves something out once that is decided."""
    submission = told_yes(house, nora)
    with acting(house.boss) as boss:
        episode = accept_intake(actor=boss, submission_id=submission.pk)
        yes = RedFlagAnswer.objects.visible_to(boss).get(code=YES["adapt"], answer=True)
    if avoid:
        decided(house, yes, *avoid)
    return episode, yes


def decided(house: House, yes: RedFlagAnswer, *avoid: str) -> None:
    """Decide on it, or decide anew."""
    with acting(house.boss) as boss:
        today = today_in(boss.zone)
        said = DecisionData(choice="adapted", decided_on=today, reason="Softly.", avoid=avoid)
        decide(actor=boss, answer_id=yes.pk, said=said)
