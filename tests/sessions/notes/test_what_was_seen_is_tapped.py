"""Reflexes, posture, breath and amnesia in the editor: kept as tapped, refused in words."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse

from practice.core.actor import acting, enter_as
from practice.core.errors import DomainError
from sessions.evaluations.amnesia import SmaData
from sessions.evaluations.findings import FindingData
from sessions.evaluations.models import Finding, SmaFinding
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, start_lesson
from tests.cast import House
from tests.full import HTML_MOST, fill_note
from tests.sending import sent_of
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import kept, rows

pytestmark = pytest.mark.django_db
TAPPED: dict[str, Any] = {
    "reflex-green_light-both": "2",
    "reflex-red_light-left": "3",
    "reflex-trauma-right": "0",
    "posture-pubes_back": "1",
    "quality-heavy": "1",
    "quality-graceful": "1",
    "breathing-ribs-left": "1",
    "breathing-belly": "0",
    "alternation-walking-left": "1",
    "alternation-walking-right": "3",
    "height-cm": "171.5",
    "full_stature-own": "7",
    "sma-0-region": "front_groin_core",
    "sma-0-side": "left",
    "sma-0-control": "jerky",
    "pattern": "Leans to the right.",
}
SEEN = NoteData(
    findings=(
        FindingData(kind="reflex", code="green_light", side="both", value=2),
        FindingData(kind="reflex", code="red_light", side="left", value=3),
        FindingData(kind="reflex", code="trauma", side="right", value=0),
        FindingData(kind="posture", code="pubes_back", value=1),
        FindingData(kind="quality", code="heavy"),
        FindingData(kind="quality", code="graceful"),
        FindingData(kind="breathing", code="ribs", side="left", value=1),
        FindingData(kind="breathing", code="belly", value=0),
        FindingData(kind="alternation", code="walking", side="left", value=1),
        FindingData(kind="alternation", code="walking", side="right", value=3),
        FindingData(kind="height", code="cm", value=1715),
        FindingData(kind="full_stature", code="own", value=7),
    ),
    amnesia=(SmaData(region="front_groin_core", side="left", control="jerky"),),
    pattern="Leans to the right.",
)


def page_of(note: SessionNote, query: str = "") -> str:
    return reverse("note_page", args=[note.pk]) + query


def saved(linden: House, note: SessionNote, data: NoteData = SEEN) -> SessionNote:
    with acting(linden.actor(linden.practitioner)) as actor:
        return save_draft(actor=actor, note=note, data=data, version=note.version)


def stored(linden: House, note: SessionNote) -> NoteData:
    with acting(linden.boss) as boss:
        return kept(boss, note)


def drawn(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    page: str = answer.content.decode()
    return page


@pytest.mark.parametrize("address", ["note_page", "note_save"])
def test_what_is_tapped_is_kept(
    linden: House, note: SessionNote, practitioner: Browser, address: str
) -> None:
    answer = practitioner.post(reverse(address, args=[note.pk]), typed(**TAPPED))
    assert answer.status_code in (200, 302)
    after = stored(linden, note)
    assert (after.findings, after.amnesia, after.pattern) == (
        SEEN.findings,
        SEEN.amnesia,
        SEEN.pattern,
    )


def test_what_is_stored_is_read_and_follows(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    saved(linden, note, replace(SEEN, observed="Seen."))
    for address in (page_of(note, "?review=1"), reverse("note_seen", args=[note.pk])):
        page = drawn(practitioner, address)
        for words in (
            "Dark Vise",
            "The pubic bone is held back: 1 of 3",
            "Graceful",
            "Ribs, left: held",
            "171.5 cm",
            "Groin, front, deep",
            "Leans to the right.",
            "Hamstrings: tends to tighten when Iliopsoas is held",
        ):
            assert words in page, (address, words)
    read = drawn(practitioner, page_of(note, "?review=1"))
    assert "Index -50 of 100: the right is freer" in read
    assert "3 of 3, left" in read


@pytest.mark.parametrize("query", ["?open=seen", "?open=reflex", "?open=sma-0", "?open=sma-1"])
def test_saving_the_page_as_it_is_keeps_all_of_it(
    linden: House, note: SessionNote, practitioner: Browser, query: str
) -> None:
    saved(linden, note)
    sent = sent_of(drawn(practitioner, page_of(note, query)), "data-note")
    assert practitioner.post(page_of(note), sent | {"plan": ["Rest."]}).status_code == 302
    assert stored(linden, note) == replace(SEEN, plan="Rest.")


def test_a_page_that_does_not_show_them_leaves_them_as_they_are(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    saved(linden, note)
    page = drawn(practitioner, page_of(note))
    assert "Leans to the right." not in page
    sent = sent_of(page, "data-note")
    assert "pattern" not in sent
    assert "reflex" not in sent
    practitioner.post(reverse("note_save", args=[note.pk]), sent | {"plan": ["Rest."]})
    assert stored(linden, note) == replace(SEEN, plan="Rest.")


def test_what_is_cleared_is_not_looked_at_again(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    saved(linden, note)
    sent: dict[str, Any] = {"version": 2, "reflex": "", "quality": "", "height": "", "amnesia": ""}
    practitioner.post(page_of(note), sent | {"reflex-trauma-left": "1", "reflex-trauma-right": ""})
    after = stored(linden, note)
    kinds = {one.kind for one in after.findings}
    assert kinds == {"reflex", "posture", "breathing", "alternation", "full_stature"}
    trauma = FindingData(kind="reflex", code="trauma", side="left", value=1)
    assert [one for one in after.findings if one.kind == "reflex"] == [trauma]
    assert after.amnesia == ()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reflex-trauma-left": "4"}, "Trauma, left: The number is not on its scale."),
        ({"reflex-trauma-left": "x"}, "Trauma, left: The number is not on its scale."),
        ({"reflex-trauma-left": "9" * 9000}, "Trauma, left: The number is not on its scale."),
        ({"reflex-trauma-left": "²"}, "Trauma, left: The number is not on its scale."),
        ({"reflex-trauma-both": "1"}, "It does not have that side."),
        ({"reflex-blue_light-left": "1"}, "This is not on the list."),
        ({"reflex": "trauma-left=1 trauma-left=2"}, "Trauma, left: It is there twice."),
        ({"reflex": "trauma-left=1", "reflex-trauma-left": "2"}, "It is there twice."),
        ({"reflex-red_light-both": "1", "reflex-red_light-left": "1"}, "or of each by itself."),
        ({"posture-pubes_back": "1.5"}, "The number is not on its scale."),
        ({"quality-heavy": "2"}, "Heavy: The number is not on its scale."),
        ({"height-cm": "170", "height-in": "67"}, "Say the height in one unit."),
        ({"height-cm": "170.55"}, "cm: The number is not on its scale."),
        ({"full_stature-own": "11"}, "Full stature: The number is not on its scale."),
        ({"sma-0-region": "left_ear", "sma-0-sense": "clear"}, "Select a valid choice."),
        (
            {"sma-0-region": "front_groin_core", "sma-0-side": "middle", "sma-0-sense": "clear"},
            "This region does not have that side.",
        ),
        ({"sma-0-sense": "clear"}, "Choose a region from the list."),
        (
            {
                "sma-0": "front_groin_core/left/clear//",
                "sma-1": "front_groin_core/left/absent//",
            },
            "This region is there twice on that side.",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_it_and_the_text_is_still_there(
    linden: House, note: SessionNote, practitioner: Browser, wrong: dict[str, str], words: str
) -> None:
    saved(linden, note)
    before = rows(linden.boss)
    answer = practitioner.post(page_of(note), typed(version=2, plan="A long plan.") | wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "A long plan." in page
    assert rows(linden.boss) == before


def test_an_autosave_keeps_one_of_two_and_waits_for_a_region(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    save = reverse("note_save", args=[note.pk])
    twice: dict[str, Any] = {
        "sma-0": "front_groin_core/left/clear//",
        "sma-1": "front_groin_core/left/absent//",
        "sma-2-sense": "clear",
    }
    assert practitioner.post(save, typed(**twice)).status_code == 200
    last = SmaData(region="front_groin_core", side="left", sense="absent")
    assert stored(linden, note).amnesia == (last,)


@pytest.mark.parametrize(
    "data",
    [
        NoteData(findings=(FindingData(kind="reflex", code="trauma", side="left", value=4),)),
        NoteData(findings=(FindingData(kind="reflex", code="trauma", side="both", value=1),)),
        NoteData(amnesia=(SmaData(region="left_ear", sense="clear"),)),
        NoteData(amnesia=(SmaData(region="front_groin_core", side="middle", sense="clear"),)),
    ],
)
def test_the_service_refuses_whoever_calls(
    linden: House, note: SessionNote, data: NoteData
) -> None:
    before = rows(linden.boss)
    with acting(linden.actor(linden.practitioner)) as actor, pytest.raises(DomainError):
        save_draft(actor=actor, note=note, data=data, version=1)
    assert rows(linden.boss) == before


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "reflex", "code": "trauma", "side": "left", "value": 4},
        {"kind": "reflex", "code": "trauma", "side": "left", "value": None},
        {"kind": "reflex", "code": "trauma", "side": "both", "value": 1},
        {"kind": "reflex", "code": "green_light", "side": "", "value": 1},
        {"kind": "quality", "code": "heavy", "side": "", "value": 1},
        {"kind": "posture", "code": "pubes_back", "side": "left", "value": 1},
        {"kind": "height", "code": "ft", "side": "", "value": 600},
        {"kind": "mood", "code": "good", "side": "", "value": 1},
        {"region": "front_groin_core", "side": "left"},
        {"region": "front_groin_core", "side": "left", "sense": "smooth"},
    ],
)
def test_the_database_refuses_what_cannot_be(
    linden: House, note: SessionNote, row: dict[str, Any]
) -> None:
    enter_as(linden.boss)
    table: Any = Finding if "kind" in row else SmaFinding
    owner = {"practice_id": note.practice_id, "assessment_id": note.assessment_id}
    with pytest.raises(IntegrityError), transaction.atomic():
        table(**owner, **row).save(force_insert=True)


def test_the_pattern_that_stands_is_offered_and_kept_or_changed(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    """Each version stays in its note; nothing is written before somebody says so."""
    saved(linden, note)
    with acting(linden.actor(linden.practitioner)) as actor:
        second = start_lesson(actor=actor, client=note.client, episode=note.session.episode)
        third = start_lesson(actor=actor, client=note.client, episode=note.session.episode)
    for later in (second, third):
        part = drawn(practitioner, reverse("note_seen", args=[later.pk]))
        assert "Leans to the right." in part
        assert "Since lesson 1:" in part
        assert stored(linden, later).pattern == ""
    page = drawn(practitioner, page_of(second, "?open=seen"))
    sent = sent_of(page, "data-note")
    assert sent["pattern"][0].strip() == ""
    practitioner.post(page_of(second), sent | {"keep": ["id_pattern"]})
    assert stored(linden, second).pattern == "Leans to the right."
    practitioner.post(page_of(third), typed(pattern="Stands on both.", keep="id_pattern"))
    assert stored(linden, third).pattern == "Stands on both."
    assert stored(linden, note).pattern == "Leans to the right."


def test_the_part_is_light_and_only_for_who_writes(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    with acting(linden.actor(linden.practitioner)) as actor:
        fill_note(actor, note)
    part = drawn(practitioner, reverse("note_seen", args=[note.pk]))
    assert len(part.encode()) <= HTML_MOST
