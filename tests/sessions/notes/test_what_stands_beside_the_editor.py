"""Beside the editor: last time, safety, practice since, measures due; whoever writes, whatever is
kept from them is kept from there too."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.intake.models import RedFlagAnswer
from clients.records.models import Client, Episode
from clients.records.services import open_episode
from clients.red_flags.rules import DecisionData
from clients.red_flags.services import decide
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import today_in
from sessions.notes.beside import SHORT, BesideEditor, beside_editor
from sessions.notes.models import SessionNote
from sessions.notes.queries import get_note
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, sign_note, start_lesson
from sessions.notes.visibility.rules import Visibility
from sessions.notes.visibility.services import say_who_reads
from sessions.practice_logs.beside import PracticeSince
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from tests.cast import House
from tests.clients.red_flags.conftest import told_yes
from tests.world import build_world

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 11, 2), date(2026, 11, 16)
TOLD = NoteData(
    clients_words="word-said " * 60,
    observed="word-seen",
    felt_change="word-felt",
    home_movements="word-home",
    plan="word-plan",
)


@pytest.fixture
def author(linden: House) -> Actor:
    return linden.actor(linden.practitioner)


@pytest.fixture
def lessons(author: Actor, nora: Client, episode: Episode) -> list[SessionNote]:
    """The first lesson signed, the second a draft."""
    with acting(author):
        first = start_lesson(actor=author, client=nora, episode=episode, held_on=FIRST)
        save_draft(actor=author, note=first, data=TOLD, version=1)
        sign_note(actor=author, note=first, version=2)
        second = start_lesson(actor=author, client=nora, episode=episode, held_on=SECOND)
    return [first, second]


def beside(actor: Actor, note: SessionNote) -> BesideEditor:
    enter_as(actor)
    return beside_editor(actor, get_note(actor, note.pk))


def practised(found: BesideEditor) -> PracticeSince | None:
    told = [told for _template, told in found.panels]
    assert all(isinstance(one, PracticeSince) for one in told)
    return told[0] if told else None


def test_last_time_in_short_and_whole_by_a_link(
    author: Actor, lessons: list[SessionNote], practitioner: Browser
) -> None:
    first, second = lessons
    last = beside(author, second).last
    assert last is not None
    assert (last.note_id, last.number, last.held_on) == (first.pk, 1, FIRST)
    told = dict(last.parts)
    assert [*told] == ["plan", "home_movements", "felt_change", "clients_words"]
    assert len(told["clients_words"]) <= SHORT + 1
    assert told["clients_words"].endswith("…")
    page = practitioner.get(reverse("note_page", args=[second.pk])).content.decode()
    assert f"{reverse('note_page', args=[first.pk])}?review=1" in page
    assert all(f"word-{part}" in page for part in ("plan", "home", "felt", "said"))
    assert "word-seen" not in page
    assert beside(author, first).last is None


def test_what_another_keeps_to_themselves_is_not_last_time(
    linden: House, author: Actor, lessons: list[SessionNote]
) -> None:
    first, second = lessons
    assert beside(linden.boss, second).last is not None
    with acting(author):
        say_who_reads(actor=author, note_id=first.pk, visibility=Visibility.AUTHOR)
    assert beside(linden.boss, second).last is None
    assert beside(author, second).last is not None


def test_a_lesson_written_down_late_is_not_last_time(
    author: Actor, nora: Client, episode: Episode, lessons: list[SessionNote]
) -> None:
    with acting(author):
        late = start_lesson(
            actor=author, client=nora, episode=episode, held_on=FIRST - timedelta(days=7)
        )
        third = start_lesson(actor=author, client=nora, episode=episode, held_on=SECOND)
    last = beside(author, third).last
    assert last is not None
    assert last.note_id == lessons[1].pk
    assert beside(author, late).last is None


def test_practice_since_the_lesson_before(
    linden: House, author: Actor, nora: Client, episode: Episode, lessons: list[SessionNote]
) -> None:
    assert practised(beside(author, lessons[1])) is None

    def put(model: Any, **fields: Any) -> Any:
        row = model(practice=linden.practice, client=nora, **fields)
        row.save(force_insert=True)
        return row

    with acting(linden.boss):
        at = lessons[0].saved_at
        program = put(
            HomeProgram, episode=episode, state="active", days=[1], times=[], created_at=at
        )
        said: list[dict[str, Any]] = [
            {"local_date": FIRST - timedelta(days=1), "done": True, "slowness": 0},
            {"local_date": FIRST, "done": True, "slowness": 4, "ease_after": 6, "line": "early"},
            {"local_date": SECOND, "done": True, "slowness": 8, "pain_during": 3},
            {"local_date": SECOND, "done": True, "soreness_hours": 40, "line": "word-line"},
            {"local_date": SECOND, "done": False, "skip_reason": "tired"},
            {"local_date": SECOND + timedelta(days=1), "done": True, "slowness": 0},
        ]
        for n, one in enumerate(said):
            more = {"home_program": program, "client_key": uuid4(), "source": "portal"}
            put(PracticeLog, logged_at=at + timedelta(hours=n), **more, **one)
    told = practised(beside(author, lessons[1]))
    assert told is not None
    assert (told.since, told.times, told.days, told.skipped) == (FIRST, 3, 2, 1)
    assert (told.slowness, told.ease, told.pain, told.soreness) == (6, 6, 3, 40)
    assert (told.attention, told.line, told.is_flare) == (None, "word-line", True)
    first = practised(beside(author, lessons[0]))
    assert first is not None
    assert (first.since, first.times) == (FIRST - timedelta(days=90), 2)


def test_safety_and_measures_due_stand_there(
    linden: House, author: Actor, nora: Client, practitioner: Browser
) -> None:
    told_yes(linden, nora)
    with acting(author):
        episode = open_episode(actor=author, client=nora, concern="A pull.")
        note = start_lesson(actor=author, client=nora, episode=episode)
    found = beside(author, note)
    assert len(found.flags) == found.undecided == 4
    assert any("NPRS" in name for name in found.due)
    page = practitioner.get(reverse("note_page", args=[note.pk])).content.decode()
    aside = page[page.index("<aside") : page.index("</aside>")]
    assert "to decide" in aside
    assert reverse("measures_page", args=[nora.pk]) in aside


def test_what_movements_leave_out_is_told(
    linden: House, nora: Client, practitioner: Browser
) -> None:
    told_yes(linden, nora)
    with acting(linden.boss) as boss:
        yes = RedFlagAnswer.objects.visible_to(boss).get(code="osteoporosis", answer=True)
        data = DecisionData(
            choice="adapted",
            decided_on=today_in("America/Denver"),
            reason="Slowly.",
            avoid=["loaded_flexion"],
        )
        decide(actor=boss, answer_id=yes.pk, said=data)
        episode = open_episode(actor=boss, client=nora, concern="A pull.")
        note = start_lesson(actor=boss, client=nora, episode=episode)
    assert [one.value for one in beside(linden.boss, note).left_out] == ["loaded_flexion"]
    page = practitioner.get(reverse("note_page", args=[note.pk])).content.decode()
    assert "Movements leave out:" in page


def test_the_editor_takes_eight_statements_and_one_for_all_of_it(
    linden: House, nora: Client, practitioner: Browser
) -> None:
    world = build_world(linden, nora)
    url = reverse("note_page", args=[world.ids["note_id"]])
    practitioner.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert practitioner.get(url).status_code == 200
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 8
    author = linden.actor(linden.practitioner)
    enter_as(author)
    note = get_note(author, world.ids["note_id"])
    with CaptureQueriesContext(connection) as seen:
        beside_editor(author, note)
    assert len(seen) == 1


def test_without_anything_to_tell_nothing_stands_there(
    note: SessionNote, practitioner: Browser
) -> None:
    page = practitioner.get(reverse("note_page", args=[note.pk])).content.decode()
    assert ("<aside" in page) is ("Measures due" in page)
