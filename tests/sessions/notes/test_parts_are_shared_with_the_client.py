"""A client reads the parts of signed notes that were shared with them, and nothing else."""

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import acting, enter_as
from practice.core.models import AccessLog
from practice.team.services import make_user
from sessions.notes.models import SessionNote
from sessions.notes.rules import LineData, NoteData
from sessions.notes.services import save_draft, sign_note
from sessions.notes.visibility.models import NoteVisibility
from tests.cast import PASSWORD, House, sign_in
from tests.sessions.notes.stored import fresh, rows

pytestmark = pytest.mark.django_db
TOLD = NoteData(
    clients_words="word-said",
    observed="word-seen",
    sensed_by_hand="word-sensed",
    retest="word-again",
    felt_change="word-felt",
    home_movements="word-home",
    plan="word-plan",
    lines=(LineData(technique="assisted_pandiculation", side="left", response="word-answered"),),
)
WORDS = {
    "clients_words": "word-said",
    "lesson": "word-answered",
    "retest": "word-again",
    "felt_change": "word-felt",
    "home_movements": "word-home",
    "plan": "word-plan",
}
NEVER = ("word-seen", "word-sensed")


@pytest.fixture
def written(linden: House, note: SessionNote) -> SessionNote:
    author = linden.actor(linden.practitioner)
    with acting(author):
        return save_draft(actor=author, note=note, data=TOLD, version=1)


def sign(linden: House, note: SessionNote) -> None:
    author = linden.actor(linden.practitioner)
    with acting(author):
        sign_note(actor=author, note=note, version=2)


def share(browser: Browser, note: SessionNote, *parts: str) -> int:
    sent = {"visibility": "client", "parts": parts}
    return browser.post(reverse("note_visibility", args=[note.pk]), sent).status_code


def portal(email: str = "nora@clients.example") -> str:
    answer = sign_in(email).get(reverse("portal_notes"))
    assert answer.status_code == 200
    return answer.content.decode()


def shown(page: str) -> set[str]:
    assert not [word for word in NEVER if word in page]
    return {part for part, word in WORDS.items() if word in page}


@pytest.mark.parametrize("part", sorted(WORDS))
def test_a_part_is_shown_alone(
    linden: House, written: SessionNote, practitioner: Browser, part: str
) -> None:
    sign(linden, written)
    assert shown(portal()) == set()
    assert share(practitioner, written, part) == 302
    assert shown(portal()) == {part}


def test_before_it_is_signed_nothing_is_shown(
    linden: House, written: SessionNote, practitioner: Browser
) -> None:
    assert share(practitioner, written, "plan", "felt_change") == 302
    assert shown(portal()) == set()
    sign(linden, written)
    assert shown(portal()) == {"plan", "felt_change"}


@pytest.mark.parametrize("then", ["practice", "author"])
def test_what_is_taken_back_is_gone(
    linden: House, written: SessionNote, practitioner: Browser, then: str
) -> None:
    sign(linden, written)
    share(practitioner, written, *WORDS)
    assert shown(portal()) == set(WORDS)
    page = reverse("note_visibility", args=[written.pk])
    assert practitioner.post(page, {"visibility": then}).status_code == 302
    assert shown(portal()) == set()


def test_nobody_else_is_shown_it(
    linden: House, written: SessionNote, practitioner: Browser
) -> None:
    with acting(linden.boss) as boss:
        other = create_client(actor=boss, data=ClientData(given_name="Nell"))
        other.user = make_user(email="nell@clients.example", name="Nell", password=PASSWORD)
        other.save(update_fields=["user"])
    sign(linden, written)
    share(practitioner, written, *WORDS)
    assert shown(portal("nell@clients.example")) == set()
    assert practitioner.get(reverse("portal_notes")).status_code in {302, 403}


def test_the_signed_note_stays_and_each_change_says_who_and_when(
    linden: House, written: SessionNote, practitioner: Browser
) -> None:
    sign(linden, written)
    before, stored = rows(linden.boss), fresh(linden.boss, written)
    logged = AccessLog.objects.count()
    share(practitioner, written, "plan")
    share(practitioner, written, "plan")
    share(sign_in("owner@linden.example"), written, "plan", "retest")
    assert rows(linden.boss) == before
    assert fresh(linden.boss, written).content_hash == stored.content_hash
    said = list(NoteVisibility.objects.visible_to(linden.boss).order_by("id"))
    told = [(one.said_by_id, one.parts) for one in said]
    assert told == [
        (linden.practitioner.pk, ["plan"]),
        (linden.owner.pk, ["retest", "plan"]),
    ]
    assert all(one.said_at for one in said)
    assert AccessLog.objects.count() > logged
    page = practitioner.get(reverse("note_visibility", args=[written.pk])).content.decode()
    assert "Olive Owner" in page


def test_sharing_nothing_and_unknown_parts_are_refused(
    linden: House, written: SessionNote, practitioner: Browser
) -> None:
    for parts in ((), ("observed",), ("content_hash",)):
        assert share(practitioner, written, *parts) == 422
    enter_as(linden.boss)
    assert not NoteVisibility._base_manager.exists()


def test_the_portal_page_takes_few_statements(
    linden: House, nora: Client, written: SessionNote, practitioner: Browser
) -> None:
    sign(linden, written)
    share(practitioner, written, *WORDS)
    browser = sign_in("nora@clients.example")
    browser.get(reverse("portal_notes"))
    with CaptureQueriesContext(connection) as seen:
        browser.get(reverse("portal_notes"))
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 8


@pytest.mark.parametrize("after", ["x", "-1", "9" * 20, "9" * 5000])
def test_a_page_that_is_not_there_says_so(linden: House, nora: Client, after: str) -> None:
    answer = sign_in("nora@clients.example").get(reverse("portal_notes"), {"after": after})
    assert answer.status_code == 200
