"""What waits is put off until a day or said to be done; it comes back when its day has come."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client as Browser

from clients.messages.models import MessageThread
from clients.records.models import Client, Invitation
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from practice.core.clock import clock_at, now, today_in
from practice.core.errors import DomainError
from practice.dashboard.aside import get_need, say_done
from practice.dashboard.models import SetAside
from practice.dashboard.narrowed import Narrowed
from practice.dashboard.rules import NeedKind
from practice.dashboard.waiting import people_waiting
from tests.cast import House, sign_in
from tests.practice.dashboard.test_today_is_ranked import _put_yes

pytestmark = pytest.mark.django_db
MESSAGE, ASKING = NeedKind.MESSAGE, NeedKind.ASKING


@pytest.fixture
def thread(linden: House, nora: Client) -> MessageThread:
    with acting(linden.boss):
        row = MessageThread(practice=linden.practice, client=nora, last_at=now(), waits_since=now())
        row.save(force_insert=True)
    return row


@pytest.fixture
def invitation(linden: House) -> Invitation:
    """Of somebody whose invitation no longer opened, and who asks for a new one."""
    with acting(linden.boss) as boss:
        data = ClientData(given_name="Ned", email="ned@clients.example")
        client = create_client(actor=boss, data=data)
        row = Invitation(
            practice=linden.practice,
            client=client,
            email=client.email,
            digest="0" * 64,
            sent_at=now(),
            expires_at=now(),
            asked_again_at=now(),
        )
        row.save(force_insert=True)
    return row


@pytest.fixture
def owner(linden: House) -> Browser:
    return sign_in("owner@linden.example")


def there(kind: NeedKind, about: UUID) -> str:
    return f"/needs/{kind}/{about}/"


def waiting(house: House, kind: NeedKind, *, aside: bool = False) -> int:
    with acting(house.boss) as boss:
        return len(people_waiting(boss, Narrowed(aside=aside))[kind])


def stored(house: House) -> list[tuple[str, UUID, date | None, UUID]]:
    with acting(house.boss):
        rows = SetAside._base_manager.filter(practice=house.practice)
        return list(rows.values_list("kind", "about", "until", "said_by"))


def test_it_stays_away_until_its_day(
    linden: House, nora: Client, thread: MessageThread, owner: Browser
) -> None:
    today = today_in(linden.practice.timezone)
    page = owner.get("/").content.decode()
    assert there(MESSAGE, nora.pk) in page
    answer = owner.post(there(MESSAGE, nora.pk), {"what": "3"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert stored(linden) == [("message", nora.pk, today + timedelta(days=3), linden.owner.pk)]
    assert there(MESSAGE, nora.pk) not in owner.get("/").content.decode()
    assert there(MESSAGE, nora.pk) in owner.get("/?show=aside").content.decode()
    assert (waiting(linden, MESSAGE), waiting(linden, MESSAGE, aside=True)) == (0, 1)
    with clock_at(now() + timedelta(days=2)):
        assert waiting(linden, MESSAGE) == 0
    with clock_at(now() + timedelta(days=3)):
        assert (waiting(linden, MESSAGE), waiting(linden, MESSAGE, aside=True)) == (1, 0)


def test_it_stays_away_for_everybody_and_says_who_put_it_off(
    linden: House, nora: Client, thread: MessageThread, owner: Browser
) -> None:
    owner.post(there(MESSAGE, nora.pk), {"what": "1"})
    other = sign_in("practitioner@linden.example")
    assert there(MESSAGE, nora.pk) not in other.get("/").content.decode()
    assert "by Olive Owner" in other.get(there(MESSAGE, nora.pk)).content.decode()


def test_it_is_brought_back(
    linden: House, nora: Client, thread: MessageThread, owner: Browser
) -> None:
    assert "Bring it back now" not in owner.get(there(MESSAGE, nora.pk)).content.decode()
    owner.post(there(MESSAGE, nora.pk), {"what": "7"})
    assert "Bring it back now" in owner.get(there(MESSAGE, nora.pk)).content.decode()
    owner.post(there(MESSAGE, nora.pk), {"what": "back"})
    assert waiting(linden, MESSAGE) == 1
    assert len(stored(linden)) == 1


def test_what_begins_later_waits_anew(
    linden: House, nora: Client, thread: MessageThread, owner: Browser
) -> None:
    owner.post(there(MESSAGE, nora.pk), {"what": "14"})
    with acting(linden.boss):
        rows = MessageThread._base_manager.filter(pk=thread.pk)
        rows.update(waits_since=now() + timedelta(seconds=1))
    assert waiting(linden, MESSAGE) == 1


def test_done_stays_done(linden: House, invitation: Invitation, owner: Browser) -> None:
    whose = there(ASKING, invitation.client_id)
    assert waiting(linden, ASKING) == 1
    assert owner.post(whose, {"what": "done"}).status_code == 302
    assert [row[2] for row in stored(linden)] == [None]
    with clock_at(now() + timedelta(days=400)):
        assert waiting(linden, ASKING) == 0
    assert "Said to be done" in owner.get(whose).content.decode()


@pytest.mark.parametrize("what", ["done", "14", "", "sometime"])
def test_a_safety_answer_ends_by_a_decision(
    linden: House, nora: Client, owner: Browser, what: str
) -> None:
    _put_yes(linden, nora)
    answer = owner.post(there(NeedKind.FLAG, nora.pk), {"what": what})
    assert answer.status_code == 422
    assert "error" in answer.content.decode()
    assert stored(linden) == []
    assert waiting(linden, NeedKind.FLAG) == 1


def test_nor_by_a_call(linden: House, nora: Client) -> None:
    _put_yes(linden, nora)
    with acting(linden.boss) as boss:
        need = get_need(boss, NeedKind.FLAG, nora.pk)
        with pytest.raises(DomainError) as refused:
            say_done(actor=boss, need=need)
    assert refused.value.field == "what"
    assert stored(linden) == []


@pytest.mark.parametrize(
    ("until", "says"),
    [
        ("", "Say until which day."),
        ("yesterday", "Enter a valid date"),
        ("2020-01-01", "Choose a day from tomorrow to"),
        ("2120-01-01", "Choose a day from tomorrow to"),
    ],
)
def test_a_day_that_cannot_be_is_said_beside_it(
    linden: House, nora: Client, thread: MessageThread, owner: Browser, until: str, says: str
) -> None:
    typed = {"what": "day", "until": until}
    answer = owner.post(there(MESSAGE, nora.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert until in page
    assert stored(linden) == []


def test_a_safety_answer_is_put_off_for_three_days_at_most(
    linden: House, nora: Client, owner: Browser
) -> None:
    _put_yes(linden, nora)
    today = today_in(linden.practice.timezone)
    late = {"what": "day", "until": (today + timedelta(days=4)).isoformat()}
    assert owner.post(there(NeedKind.FLAG, nora.pk), late).status_code == 422
    near = {"what": "day", "until": (today + timedelta(days=3)).isoformat()}
    assert owner.post(there(NeedKind.FLAG, nora.pk), near).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("assistant@linden.example", 403),
        ("trainee@linden.example", 404),
        ("owner@harbour.example", 404),
        ("nora@clients.example", 403),
    ],
)
def test_out_of_reach_nothing_is_told_or_kept(
    harbour: House, linden: House, nora: Client, thread: MessageThread, who: str, status: int
) -> None:
    browser = sign_in(who)
    assert browser.get(there(MESSAGE, nora.pk)).status_code == status
    assert browser.post(there(MESSAGE, nora.pk), {"what": "1"}).status_code == status
    assert stored(linden) == stored(harbour) == []


def test_what_does_not_wait_cannot_be_put_off(linden: House, nora: Client, owner: Browser) -> None:
    for kind in (*NeedKind, "nonsense"):
        assert owner.get(f"/needs/{kind}/{nora.pk}/").status_code == 404


def test_one_practices_word_moves_nothing_in_another(
    harbour: House, linden: House, nora: Client, thread: MessageThread
) -> None:
    with acting(harbour.boss):
        SetAside(
            practice=harbour.practice,
            kind="message",
            about=nora.pk,
            since=now() + timedelta(days=1),
            until=None,
            said_by=harbour.owner,
            said_at=now(),
        ).save(force_insert=True)
    assert waiting(linden, MESSAGE) == 1
