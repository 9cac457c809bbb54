"""The PDF of a note holds all of it, in the eight parts and as SOAP; nothing typed is markup."""

import io
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser
from pypdf import PdfReader

from clients.records.models import Client, Episode
from clients.records.services import open_episode
from practice.core.actor import acting
from sessions.evaluations.amnesia import SmaData
from sessions.evaluations.findings import FindingData, FindingKind
from sessions.evaluations.rules import CellData
from sessions.notes.models import SessionNote
from sessions.notes.paper import Arrangement, PrintedNote, paper_of
from sessions.notes.queries import addenda_of, get_note, muscle_groups
from sessions.notes.rules import TEXTS, LineData, NoteData, ReleaseData
from sessions.notes.services import add_addendum, save_draft, sign_note, start_lesson
from sessions.techniques.services import add_technique
from tests.cast import House, sign_in
from tests.sessions.notes.test_lines_say_more import agree

pytestmark = pytest.mark.django_db
CELL: dict[str, Any] = {"side": "left", "place": "lying_to_sitting"}
TOLD: dict[str, Any] = {
    name: f"The {name.replace('_', ' ')} *#[x] $1" for name in TEXTS if name[:8] != "low_tone"
}
WHOLE = NoteData(
    **TOLD,
    low_tone_choice="refer_out",
    low_tone_to="Dr. Vale, the neurologist",
    low_tone_on=date(2026, 12, 4),
    low_tone_reason="Since the fall.",
    cells=(
        CellData(
            **CELL,
            moment="before",
            tone=9,
            pain=6,
            effort=7,
            sensation="unclear",
            findings=("pelvic_seizing", "groin_pull"),
        ),
        CellData(**CELL, moment="after", tone=3, pain=0),
        CellData(side="right", place="walking", moment="after", fit="too_low"),
        CellData(
            side="left",
            place="sitting_to_lying",
            moment="before",
            muscle_group="calves",
            effort=0,
            sensation="absent",
        ),
    ),
    lines=(
        LineData(technique="means_whereby", side="left", response="Slowly."),
        LineData(
            technique="kinetic_mirroring",
            muscle_group="",
            movement="back_lift",
            side="right",
            place="lying",
            repetitions=3,
            response="At once.",
        ),
    ),
    releases=(
        ReleaseData(side="left", evidence="cells"),
        ReleaseData(side="right", method="at_home", evidence="felt"),
    ),
    protocols=("Lesson 4, the hands",),
    findings=(
        FindingData(kind="reflex", code="green_light", side="both", value=2),
        FindingData(kind="reflex", code="red_light", side="left", value=3),
        FindingData(kind="reflex", code="trauma", side="right", value=0),
        FindingData(kind="posture", code="pubes_back", value=1),
        FindingData(kind="quality", code="labored"),
        FindingData(kind="quality", code="graceful"),
        FindingData(kind="breathing", code="ribs", side="left", value=1),
        FindingData(kind="alternation", code="walking", side="left", value=1),
        FindingData(kind="alternation", code="walking", side="right", value=3),
        FindingData(kind="height", code="cm", value=1715),
        FindingData(kind="full_stature", code="own", value=7),
    ),
    amnesia=(
        SmaData(
            region="front_groin_core",
            side="left",
            sense="unclear",
            control="jerky",
            release="partial",
        ),
        SmaData(region="back_low_back_sleeve", release="none"),
    ),
)
SAID = {
    "findings": "Reflexes: Green Light, both sides: 2 of 3; Red Light, left: 3 of 3; "
    "Trauma, right: 0 of 3; Dark Vise: Green Light and Red Light are both high | "
    "Posture signs: The pubic bone is held back: 1 of 3 | "
    "How movement looks: Labored; Graceful | Breathing: Ribs, left: held | "
    "Alternation in walking: Left: 1 of 3; Right: 3 of 3; Index -50 of 100: the right is freer | "
    "Height: 171.5 cm | Full stature, in their own rating: 7 of 10",
    "amnesia": "Groin, front, deep, left: sensed unclearly, moves in jerks, lets go in part | "
    "Low back, surface: does not let go",
    "cells": "Left Lying to sitting tone 9; too high; pain 6; effort 7; felt: unclear; "
    "a pull in the groin; seizes in the pelvis tone 3; fits; pain 0 | Right Walking – too low | "
    "Calves Left Sitting to lying effort 0; felt: cannot feel",
    "lines": "1. Means-Whereby. Iliopsoas, left: Slowly. | "
    "2. Kinetic Mirroring. Back Lift, right, lying, 3 ×: At once.",
    "releases": "Iliopsoas, left, in a session, cells improved: lying to sitting | "
    "Iliopsoas, right, at home, felt by the client",
    "protocols": "Lines from: Lesson 4, the hands",
    "touch": "Hands-on work Not asked for",
    "low_tone_on": "2026-12-04",
    "muscle_names": "Calves",  # those of the practice's own as they were called: none here
    "low_tone_choice": "Refer for a neurological check",
}
# What saving and signing put there by themselves.
KEPT_AS_IT_WAS = {"touch", "touch_at", "technique_name", "movement_name", "muscle_names"}
ORDER = {
    Arrangement.NOTE: (
        *("clients_words", "observed", "findings", "pattern", "sensed_by_hand", "amnesia"),
        *("cells", "lines", "retest"),
    ),
    Arrangement.SOAP: (
        *("clients_words", "observed", "findings", "pattern", "amnesia", "cells", "lines"),
        *("felt_change", "plan"),
    ),
}


def letters(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def read(browser: Browser, note: SessionNote, query: str = "") -> str:
    answer = browser.get(f"/notes/{note.pk}/note.pdf{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="note.pdf"'
    assert "no-store" in answer["Cache-Control"]
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return letters("\n".join(page.extract_text() for page in pages))


def said(name: str) -> list[str]:
    """What has to stand on the paper for one field of the content."""
    words = SAID.get(name) or getattr(WHOLE, name)
    return [letters(part) for part in words.split(" | ")]


@pytest.fixture
def signed(linden: House, note: SessionNote) -> SessionNote:
    with acting(linden.actor(linden.practitioner)) as actor:
        save_draft(actor=actor, note=note, data=WHOLE, version=1)
        return sign_note(actor=actor, note=note, version=2)


@pytest.mark.parametrize("arrangement", Arrangement)
def test_nothing_is_left_out_and_each_stands_where_it_belongs(
    signed: SessionNote, practitioner: Browser, arrangement: Arrangement
) -> None:
    text = read(practitioner, signed, f"?as={arrangement}")
    again = "Hamstrings: tends to tighten when Iliopsoas is held. Not looked at in this note"
    assert letters(again) in text
    for field in fields(WHOLE):
        for part in said(field.name):
            assert part in text, field.name
    assert letters("Signed by Practitioner") in text
    assert signed.content_hash in text
    at = [text.index(said(name)[0]) for name in ORDER[arrangement]]
    assert at == sorted(at)
    assert ("S:toldbytheclient" in text) is (arrangement is Arrangement.SOAP)


@pytest.mark.parametrize("kind", [NoteData, CellData, LineData, ReleaseData, FindingData, SmaData])
def test_the_whole_note_above_says_all_that_there_is(kind: type) -> None:
    """A field that a later release adds has to be said above, and so found on the paper."""
    parts = (getattr(WHOLE, field.name) for field in fields(WHOLE))
    held = [WHOLE, *(one for part in parts if isinstance(part, tuple) for one in part)]
    for field in fields(kind):
        said = [getattr(one, field.name) for one in held if type(one) is kind]
        assert field.name in KEPT_AS_IT_WAS or any(one not in ("", None, ()) for one in said), (
            field.name
        )
    assert {one.kind for one in WHOLE.findings} == set(FindingKind)


def test_the_agreement_and_an_own_technique_stand_in_both(
    linden: House, nora: Client, note: SessionNote, practitioner: Browser
) -> None:
    with acting(linden.boss) as boss:
        own = add_technique(actor=boss, name="The Rolf Method", lineage="", hands_on=True)
    line = LineData(technique=own.built_in_code, side="both", response="Wider.")
    with acting(linden.actor(linden.practitioner)) as actor:
        data = NoteData(observed="Even.", lines=(line,))
        save_draft(actor=actor, note=note, data=data, version=1)
        agree(nora)
        signed = sign_note(actor=actor, note=note, version=2)
    assert signed.touch_at is not None
    at = signed.touch_at.astimezone(ZoneInfo(linden.practice.timezone))
    for query in ("", "?as=soap"):
        text = read(practitioner, signed, query)
        assert letters(f"Hands-on work Agreed to, {at:%Y-%m-%d %H:%M} (America/Denver)") in text
        assert letters("1. The Rolf Method. Iliopsoas, both sides: Wider.") in text


def test_what_was_added_later_stands_in_it(
    linden: House, signed: SessionNote, practitioner: Browser
) -> None:
    before = read(practitioner, signed)
    with acting(linden.actor(linden.practitioner)) as actor:
        add_addendum(actor=actor, note=signed, reason="Forgot the knee.", text="It was warm.")
    for query in ("", "?as=soap"):
        text = read(practitioner, signed, query)
        assert letters("Forgot the knee. Practitioner, 20") in text
        assert letters("It was warm.") in text
    assert letters("It was warm.") not in before


def test_a_draft_says_so_and_holds_what_there_is(note: SessionNote, practitioner: Browser) -> None:
    text = read(practitioner, note)
    assert letters("Not signed yet") in text
    assert "Signedby" not in text
    assert text.count(letters("Nothing written down.")) == 9  # each part, none passed over


def strings(value: Any) -> Iterator[str]:
    """Every word of what goes on the paper."""
    if not isinstance(value, dict | list | tuple):
        yield str(value)
        return
    for entry in value.values() if isinstance(value, dict) else value:
        yield from strings(entry)


def test_both_say_the_same_in_another_order(linden: House, signed: SessionNote) -> None:
    with acting(linden.boss) as boss:
        printed = PrintedNote(get_note(boss, signed.pk), addenda_of(boss, signed))
        groups = muscle_groups(boss)
        note, soap = (set(strings(paper_of(boss, printed, groups, a))) for a in Arrangement)
    titles = {word for word in note | soap if word[:2] in {"S:", "O:", "A:", "P:"}}
    kept = {getattr(WHOLE, name) for name in TEXTS} - {"refer_out"}
    assert kept <= note & soap
    assert len(titles) == 4


def test_it_goes_to_those_who_read_notes_alone(
    linden: House, nora: Client, signed: SessionNote
) -> None:
    url = f"/notes/{signed.pk}/note.pdf"
    people = [f"{who}@linden.example" for who in ("owner", "trainee", "assistant")]
    seen = [sign_in(who).get(url).status_code for who in (*people, "nora@clients.example")]
    assert seen[0] == 200
    assert set(seen[1:]) <= {403, 404}
    assert sign_in("owner@linden.example").get(f"{url}?as=novel").status_code == 404


def test_long_words_and_other_scripts_stay_on_the_page(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    with acting(linden.actor(linden.practitioner)) as actor:
        data = NoteData(observed="x" * 3_000 + "\n漢字 שלום 🙂\n" + "Line\n" * 200)
        save_draft(actor=actor, note=note, data=data, version=1)
    answer = practitioner.get(f"/notes/{note.pk}/note.pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) > 3
    text = letters("\n".join(page.extract_text() for page in pages))
    assert text.count("x") >= 3_000
    assert "漢字" in text


def test_a_course_of_work_holds_its_signed_notes_in_order(
    linden: House, nora: Client, episode: Episode, signed: SessionNote, practitioner: Browser
) -> None:
    with acting(linden.actor(linden.practitioner)) as actor:
        add_addendum(actor=actor, note=signed, reason="The knee.", text="It was warm.")
        second = start_lesson(actor=actor, client=nora, episode=episode)
        save_draft(actor=actor, note=second, data=NoteData(observed="Level hips."), version=1)
        sign_note(actor=actor, note=second, version=2)
        draft = start_lesson(actor=actor, client=nora, episode=episode)
        save_draft(actor=actor, note=draft, data=NoteData(observed="Half a word"), version=1)
        other = open_episode(actor=actor, client=nora, concern="Another one.")
        elsewhere = start_lesson(actor=actor, client=nora, episode=other)
        save_draft(actor=actor, note=elsewhere, data=NoteData(observed="Elsewhere."), version=1)
        sign_note(actor=actor, note=elsewhere, version=2)
    answer = practitioner.get(f"/episodes/{episode.pk}/work.pdf")
    pages = [letters(page.extract_text()) for page in PdfReader(io.BytesIO(answer.content)).pages]
    text = "".join(pages)
    for words in ("A pull in the left groin.", "The retest *#[x] $1", "It was warm."):
        assert letters(words) in text
    assert text.index("lesson1") < text.index("Itwaswarm.") < text.index("Levelhips.")
    assert letters("Signed notes 2") in pages[0]
    assert letters(f"2 {second.session.held_on} Practitioner") in pages[0]  # what follows, in short
    assert "lesson2" not in pages[1]  # each on a page of its own
    assert "Halfaword" not in text
    assert "Elsewhere" not in text


def test_of_a_great_many_notes_the_newest_are_printed_and_it_says_so(
    linden: House,
    nora: Client,
    episode: Episode,
    signed: SessionNote,
    practitioner: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("queries", "views.paper"):
        monkeypatch.setattr(f"sessions.notes.{module}.MOST_PRINTED", 1)
    url = f"/episodes/{episode.pk}/work.pdf"

    def printed() -> str:
        content = practitioner.get(url).content
        return letters("".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages))

    assert letters("Signed notes 1") in printed()
    with acting(linden.actor(linden.practitioner)) as actor:
        second = start_lesson(actor=actor, client=nora, episode=episode)
        save_draft(actor=actor, note=second, data=NoteData(observed="Level hips."), version=1)
        sign_note(actor=actor, note=second, version=2)
    text = printed()
    assert letters("Signed notes the newest 1; print earlier ones one by one") in text
    assert "Levelhips." in text
    assert "lesson1" not in text


def test_work_out_of_reach_is_not_found(linden: House, episode: Episode) -> None:
    url = f"/episodes/{episode.pk}/work.pdf"
    assert sign_in("owner@linden.example").get(url).status_code == 200  # with no note yet
    for who in ("trainee@linden.example", "assistant@linden.example", "nora@clients.example"):
        assert sign_in(who).get(url).status_code in {403, 404}
