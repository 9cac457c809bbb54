"""Lines of a lesson: own techniques, movements, protocols, and what closes with touch."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client, ConsentDocument, ConsentRecord
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import now
from practice.core.errors import DomainError
from sessions.evaluations.improvement import improved
from sessions.evaluations.rules import CellData
from sessions.notes.models import SessionNote
from sessions.notes.queries import about
from sessions.notes.rules import LineData, NoteData, ReleaseData, content_hash
from sessions.notes.services import save_draft, sign_note, take_protocol, withdraw_touch
from sessions.notes.touching import touch_of
from sessions.techniques.models import LessonProtocol, Technique
from sessions.techniques.queries import lines_of, teachable
from sessions.techniques.services import (
    add_technique,
    edit_technique,
    retire_protocol,
    retire_technique,
    save_protocol_lines,
)
from tests.cast import House, sign_in
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import fresh, kept, rows

pytestmark = pytest.mark.django_db
HANDS = LineData(technique="kinetic_mirroring", side="left")


@pytest.fixture
def actor(linden: House) -> Actor:
    found = linden.actor(linden.practitioner)
    enter_as(found)
    return found


@pytest.fixture
def own(linden: House) -> Technique:
    with acting(linden.boss) as boss:
        return add_technique(
            actor=boss, name="The  Rolf Method", lineage="Ida Rolf", hands_on=False
        )


def agree(client: Client, *, days: int = 0, given: bool = True, name: str = "Nora Ng") -> None:
    text = ConsentDocument._base_manager.get(practice_id=client.practice_id, kind="touch")
    ConsentRecord(
        practice_id=client.practice_id,
        client=client,
        document=text,
        given=given,
        typed_name=name,
        answered_at=now() - timedelta(days=days),
    ).save(force_insert=True)


def post(browser: Browser, note: SessionNote, **more: Any) -> Any:
    return browser.post(reverse("note_page", args=[note.pk]), typed(**more))


def test_a_line_holds_all_its_parts_and_the_last_may_hold_a_slash(
    actor: Actor, note: SessionNote, practitioner: Browser
) -> None:
    line = "line-0"
    sent = {key: value for key, value in typed().items() if not key.startswith("line-0")}
    sent[line] = "assisted_pandiculation/m:back_lift/both/lying/12/Left/right, at once."
    assert practitioner.post(reverse("note_page", args=[note.pk]), sent).status_code == 302
    (said,) = kept(actor, note).lines
    assert said == LineData(
        technique="assisted_pandiculation",
        muscle_group="",
        movement="back_lift",
        movement_name="Back Lift",
        side="both",
        place="lying",
        repetitions=12,
        response="Left/right, at once.",
    )
    page = practitioner.get(reverse("note_page", args=[note.pk])).content.decode()
    assert "Assisted Pandiculation · Back Lift · Both sides · Lying · 12 × · Left/right" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"line-0-technique": "own_nothing"},
        {"line-0-muscle_group": "m:tap_dance"},
        {"line-0-muscle_group": "heart"},
        {"line-0-place": "flying"},
        {"line-0-repetitions": "0"},
        {"line-0-repetitions": "100"},
        {"line-0-repetitions": "often"},
        {"line-0-response": "x" * 1_000_000},
        {"release-0-evidence": "sworn"},
        {"take": "protocol", "protocol": ""},
        {"take": "protocol", "protocol": "x"},
    ],
)
def test_what_cannot_be_is_said_and_the_text_is_still_there(
    actor: Actor, note: SessionNote, practitioner: Browser, wrong: dict[str, Any]
) -> None:
    before = rows(actor)
    for address in ("note_page", "note_save") if "take" not in wrong else ("note_page",):
        answer = practitioner.post(reverse(address, args=[note.pk]), typed(**wrong))
        assert answer.status_code == 422
        assert rows(actor) == before
        if address == "note_page":
            page = answer.content.decode()
            assert "field__error" in page or "notice--stop" in page
            assert "It pulled again after the drive." in page


def test_another_practices_movement_and_technique_are_none(
    linden: House, harbour: House, actor: Actor, note: SessionNote
) -> None:
    with acting(harbour.boss) as boss:
        theirs = add_technique(actor=boss, name="Theirs", lineage="", hands_on=False)
    enter_as(actor)
    data = NoteData(lines=(LineData(technique=theirs.built_in_code, side="left"),))
    with pytest.raises(DomainError):
        save_draft(actor=actor, note=note, data=data, version=1)
    assert kept(actor, note) == NoteData()


def test_an_own_technique_keeps_its_name_in_what_was_signed(
    linden: House, actor: Actor, note: SessionNote, own: Technique
) -> None:
    enter_as(actor)
    line = LineData(technique=own.built_in_code, side="left")
    save_draft(actor=actor, note=note, data=NoteData(observed="!", lines=(line,)), version=1)
    signed = sign_note(actor=actor, note=note, version=2)
    with acting(linden.boss) as boss:
        edit_technique(actor=boss, technique=own, name="Another", lineage="", hands_on=False)
        retire_technique(actor=boss, technique=own, retired=True)
    (said,) = kept(actor, note).lines
    assert said.technique_name == "The Rolf Method"
    assert content_hash(kept(actor, note), about(fresh(actor, note))) == signed.content_hash


def test_a_retired_technique_stays_where_it_stands_and_is_chosen_no_more(
    linden: House, actor: Actor, note: SessionNote, own: Technique, practitioner: Browser
) -> None:
    enter_as(actor)
    line = LineData(technique=own.built_in_code, side="left")
    save_draft(actor=actor, note=note, data=NoteData(lines=(line,)), version=1)
    with acting(linden.boss) as boss:
        retire_technique(actor=boss, technique=own, retired=True)
    enter_as(actor)
    save_draft(actor=actor, note=note, data=NoteData(lines=(line,), plan="On."), version=2)
    save_draft(actor=actor, note=note, data=NoteData(plan="On."), version=3)
    with pytest.raises(DomainError, match="retired meanwhile"):
        save_draft(actor=actor, note=note, data=NoteData(lines=(line,)), version=4)
    assert kept(actor, note) == NoteData(plan="On.")


def test_lines_come_from_a_protocol_and_its_name_stays(
    linden: House, actor: Actor, note: SessionNote, practitioner: Browser
) -> None:
    enter_as(actor)
    protocol = LessonProtocol.objects.visible_to(actor).get(order=1)
    take = {"take": "protocol", "protocol": str(protocol.pk)}
    assert post(practitioner, note, **take).status_code == 302
    enter_as(actor)
    data = kept(actor, note)
    assert [line.technique for line in data.lines[1:]] == [
        read.line.technique for read in lines_of(actor, protocol)
    ]
    assert data.lines[0].response == "Let go unevenly."
    assert data.protocols == ("Lesson 1, the back of the body",)
    with acting(linden.boss) as boss:
        retire_protocol(actor=boss, protocol=protocol, retired=True)
    before = rows(actor)
    answer = post(practitioner, note, version=2, **take)
    assert answer.status_code == 422
    assert "was retired meanwhile" in answer.content.decode()
    assert rows(actor) == before
    assert (
        "Lines from: Lesson 1"
        in practitioner.get(reverse("note_page", args=[note.pk]) + "?review=1").content.decode()
    )


def test_a_note_takes_no_more_than_it_holds(actor: Actor, note: SessionNote) -> None:
    enter_as(actor)
    protocol = LessonProtocol.objects.visible_to(actor).get(order=1)
    full = NoteData(lines=(HANDS,) * 38)
    save_draft(actor=actor, note=note, data=full, version=1)
    with pytest.raises(DomainError, match="40 lines"):
        take_protocol(
            actor=actor,
            note_id=note.pk,
            typed=lambda stored: stored,
            version=2,
            protocol_id=str(protocol.pk),
        )
    assert kept(actor, note) == full


def test_taken_back_in_the_lesson_it_closes_hands_on_lines(
    linden: House, actor: Actor, nora: Client, note: SessionNote, own: Technique,
    practitioner: Browser,
) -> None:  # fmt: skip
    enter_as(actor)
    agree(nora)
    page = reverse("note_page", args=[note.pk])
    assert "Hands-on work: agreed to" in practitioner.get(page).content.decode()
    answer = post(practitioner, note, touch="1")
    assert answer["Location"] == reverse("note_touch", args=[note.pk])
    assert len(kept(actor, note).lines) == 1  # what was done until now is kept
    assert "Yes, they took it back" in practitioner.get(answer["Location"]).content.decode()
    assert practitioner.post(answer["Location"]).status_code == 302
    shown = practitioner.get(page).content.decode()
    assert "Hands-on work: taken back" in shown
    assert "closed" in shown
    assert '<option value="kinetic_mirroring">' not in shown
    enter_as(actor)
    before, done = rows(actor), kept(actor, note)
    for lines in (
        (*done.lines, HANDS),
        (),
        (LineData(technique="assisted_pandiculation", side="left", response="Later."),),
    ):
        with pytest.raises(DomainError, match="taken back"):
            save_draft(actor=actor, note=note, data=NoteData(lines=lines), version=2)
    assert rows(actor) == before
    enter_as(actor)
    free = LineData(technique=own.built_in_code, side="left")
    after = NoteData(observed="On.", lines=(*done.lines, free))
    save_draft(actor=actor, note=note, data=after, version=2)
    signed = sign_note(actor=actor, note=note, version=3)
    assert signed.touch == "withdrawn"
    agree(nora)
    assert touch_of(fresh(actor, note)).state == "withdrawn"  # frozen with the note
    assert "Hands-on work: taken back" in practitioner.get(page).content.decode()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE care_sessions_sessionnote SET touch = 'agreed'")


def test_what_was_said_after_the_lessons_day_does_not_close_it(
    actor: Actor, nora: Client, note: SessionNote
) -> None:
    enter_as(actor)
    agree(nora, days=3)
    agree(nora, days=-1, given=False, name="")
    data = NoteData(lines=(HANDS,))
    save_draft(actor=actor, note=note, data=data, version=1)
    assert kept(actor, note) == data


def test_a_no_and_nothing_are_told_and_close_nothing(
    actor: Actor, nora: Client, note: SessionNote, practitioner: Browser
) -> None:
    page = reverse("note_page", args=[note.pk])
    shown = practitioner.get(page).content.decode()
    assert "no agreement by the day" in shown
    assert "They agree, aloud" in shown
    enter_as(actor)
    agree(nora, given=False)
    assert "they said no" in practitioner.get(page).content.decode()
    enter_as(actor)
    save_draft(actor=actor, note=note, data=NoteData(lines=(HANDS,)), version=1)
    with pytest.raises(DomainError, match="Nothing stands"):
        withdraw_touch(actor=actor, note=note)


BETTER = (
    CellData(side="left", place="lying", moment="before", tone=6),
    CellData(side="left", place="lying", moment="after", tone=1),
    CellData(side="right", place="lying", moment="before", tone=6),
    CellData(side="right", place="lying", moment="after", tone=6, pain=1),
)


def test_a_release_that_rests_on_cells_needs_one_that_improved(
    actor: Actor, note: SessionNote
) -> None:
    enter_as(actor)
    release = ReleaseData(side="right", evidence="cells")
    data = NoteData(observed="!", cells=BETTER, releases=(release,))
    save_draft(actor=actor, note=note, data=data, version=1)
    with pytest.raises(DomainError, match="none of its cells did"):
        sign_note(actor=actor, note=note, version=2)
    data = NoteData(
        observed="!", cells=BETTER, releases=(ReleaseData(side="both", evidence="cells"),)
    )
    save_draft(actor=actor, note=note, data=data, version=2)
    assert sign_note(actor=actor, note=note, version=3).content_hash


def test_what_improved_is_told_at_a_press(
    actor: Actor, note: SessionNote, practitioner: Browser
) -> None:
    sent = {key: value for key, value in typed().items() if not key.startswith("cell-left")}
    sent |= {"release-0-side": "", "take": "improved"}
    page = reverse("note_page", args=[note.pk])
    answer = practitioner.post(page, sent)
    assert answer.status_code == 422
    assert "No cell is better" in answer.content.decode()
    enter_as(actor)
    save_draft(actor=actor, note=note, data=NoteData(cells=BETTER), version=1)
    assert practitioner.post(page, sent | {"version": 2}).status_code == 302
    enter_as(actor)
    assert kept(actor, note).releases == (ReleaseData(side="left", evidence="cells"),)


def test_the_owner_keeps_techniques_and_protocols(linden: House, actor: Actor) -> None:
    browser = sign_in("owner@linden.example")
    sent = {"name": "The Rolf Method", "lineage": "Ida Rolf", "hands_on": "on"}
    assert browser.post(reverse("technique_list"), sent).status_code == 302
    assert (
        browser.post(reverse("technique_list"), sent | {"name": "the rolf  method"}).status_code
        == 422
    )
    enter_as(actor)
    ours = Technique.objects.visible_to(actor).get(built_in_code="means_whereby")
    answer = browser.post(reverse("technique_edit", args=[ours.pk]), sent | {"name": "Mine"})
    assert answer.status_code == 422
    made = browser.post(reverse("protocol_new"), {"name": "Hands", "order": "4"})
    address = made["Location"]
    for where in ("chest", "m:washrag"):
        line = {"technique": "means_whereby", "where": where, "repetitions": "3"}
        assert browser.post(f"{address}lines/", line).status_code == 302
    assert browser.post(f"{address}lines/", {"technique": "x", "where": "chest"}).status_code == 422
    enter_as(actor)
    protocol = LessonProtocol.objects.visible_to(actor).get(name="Hands")
    first, second = lines_of(actor, protocol)
    assert (first.where, second.where) == ("Chest", "Washrag")
    assert browser.post(f"{address}lines/", {"up": str(second.id)}).status_code == 302
    enter_as(actor)
    assert [read.where for read in lines_of(actor, protocol)] == ["Washrag", "Chest"]
    browser.post(f"{address}lines/", {"out": str(first.id)})  # it is another one meanwhile
    enter_as(actor)
    lines = lines_of(actor, protocol)
    assert len(lines) == 2
    browser.post(f"{address}lines/", {"out": str(lines[0].id)})
    enter_as(actor)
    assert [read.where for read in lines_of(actor, protocol)] == ["Chest"]
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="20 lines"):
        save_protocol_lines(
            actor=boss,
            protocol=protocol,
            stored=(),
            lines=[lines[0].line] * 21,
            known=teachable(boss),
        )


@pytest.mark.parametrize("times", [0, 100])
def test_repetitions_out_of_range_are_refused_whoever_sends_them(
    actor: Actor, note: SessionNote, times: int
) -> None:
    enter_as(actor)
    data = NoteData(lines=(LineData(technique="means_whereby", side="left", repetitions=times),))
    with pytest.raises(DomainError, match="1 to 99"):
        save_draft(actor=actor, note=note, data=data, version=1)
    assert kept(actor, note) == NoteData()


def test_less_tone_with_more_pain_is_not_better() -> None:
    lying: dict[str, Any] = {"side": "left", "place": "lying"}
    before = CellData(**lying, moment="before", tone=6, fit="too_high", pain=2)
    after = CellData(**lying, moment="after", tone=1, fit="fits", pain=2)
    assert improved((before, after)) == {("iliopsoas", "left"): ("lying",)}
    assert improved((before, replace(after, pain=3))) == {}
    assert improved((after,)) == {}
