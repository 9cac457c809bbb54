"""What is read beside a row is of rows that the actor reaches, and nothing for whom it is shut."""

import pytest

from clients.guardians.models import Guardian
from clients.intake.models import ActivityGoal, IntakeSubmission
from clients.mail_wishes.models import MailWish
from clients.own_questions.models import OwnForm
from clients.records.models import Client, ClientTag, ConsentRecord, Invitation
from clients.records.queries import get_client_and_invitation
from clients.symptoms.models import RegionReport
from practice.core.actor import acting
from practice.core.beside import beside
from practice.core.rules import Reach, Role, reach_of
from sessions.notes.models import SessionNote
from tests.cast import House

BESIDE = [
    (Client.subject, "person_note.read"),
    (Client.subject, "client.merge"),
    (Client.subject, "red_flag.read"),
    (Client.subject, "measure.read"),
    (Client.subject, "message.read"),
    (SessionNote.subject, "red_flag.read"),
    (IntakeSubmission.subject, "intake.read"),
    *(
        (Client.subject, f"{model.subject}.read")
        for model in (Guardian, MailWish, Invitation, ClientTag, ConsentRecord)
    ),
    *(
        (IntakeSubmission.subject, f"{model.subject}.read")
        for model in (ActivityGoal, RegionReport, OwnForm)
    ),
]


@pytest.mark.parametrize(("outside", "action"), BESIDE)
def test_whoever_may_reaches_as_far_as_with_the_row_outside(outside: str, action: str) -> None:
    for role in Role:
        for only_own in (False, True):
            reach = reach_of(role, action, only_own_clients=only_own)
            around = reach_of(role, f"{outside}.read", only_own_clients=only_own)
            assert reach in (Reach.NONE, around, Reach.ALL), role


@pytest.mark.django_db
def test_nothing_stands_there_for_whom_it_is_shut(linden: House, nora: Client) -> None:
    one = "SELECT to_jsonb(clients_client.given_name) WHERE clients_client.practice_id = %s"
    for house_actor, told in ((linden.boss, ["Nora"]), (linden.actor(linden.assistant), [])):
        with acting(house_actor) as actor:
            listed = beside(actor, "client.merge", one, actor.practice_id)
            client, _invitation = get_client_and_invitation(actor, nora.pk, told=listed)
            assert client.told == told  # type: ignore[attr-defined]
