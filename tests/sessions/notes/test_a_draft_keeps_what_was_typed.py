"""Saving, by script or by plain submit, keeps the whole content and nothing twice."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.symptoms.rules import Position
from practice.core.actor import enter_as
from practice.core.errors import DomainError
from sessions.evaluations.rules import CellData
from sessions.notes.models import SessionNote
from sessions.notes.rules import LineData, NoteData, ReleaseData
from sessions.notes.services import save_draft
from tests.cast import House
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import fresh, kept, rows

pytestmark = pytest.mark.django_db


def autosave(browser: Browser, note: SessionNote, data: dict[str, Any]) -> Any:
    url = reverse("note_save", args=[note.pk])
    return browser.post(url, data, headers={"Accept": "application/json"})


def test_an_autosave_keeps_everything(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    answer = autosave(practitioner, note, typed())
    assert answer.status_code == 200, answer.content
    assert answer.json()["version"] == 2
    assert answer.json()["saved_at"] == fresh(linden.boss, note).saved_at.isoformat()
    assert kept(linden.boss, note) == NoteData(
        clients_words="It pulled again after the drive.",
        observed="Weight on the right.",
        felt_change="Longer on the left.",
        plan="Slow arch and flatten.",
        cells=(
            CellData(side="left", place="lying", moment="after", fit="fits"),
            CellData(side="left", place="lying", moment="before", tone=4, fit="too_high", pain=0),
        ),
        lines=(
            LineData(technique="assisted_pandiculation", side="left", response="Let go unevenly."),
        ),
        releases=(ReleaseData(side="left"),),
    )


def test_saving_the_same_again_changes_nothing(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    autosave(practitioner, note, typed())
    before = rows(linden.boss)
    answer = autosave(practitioner, note, typed(version=1))
    assert answer.json()["version"] == 2
    assert rows(linden.boss) == before


def test_a_plain_submit_saves_and_leads_back(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    url = reverse("note_page", args=[note.pk])
    answer = practitioner.post(url, typed())
    assert answer.status_code == 302
    assert answer["Location"] == url
    assert kept(linden.boss, note).plan == "Slow arch and flatten."
    shown = practitioner.get(url).content.decode()
    assert "It pulled again after the drive." in shown
    assert "Let go unevenly." in shown
    assert 'name="version" value="2"' in shown


def test_nothing_is_preset(note: SessionNote, practitioner: Browser) -> None:
    url = reverse("note_page", args=[note.pk])
    shown = practitioner.get(url).content.decode()
    assert "cell-left-lying" not in shown  # not looked at
    opened = practitioner.get(f"{url}?open=left-lying").content.decode()
    assert 'name="cell-left-lying-before-pain" value=""' in opened
    for page in (shown, opened):
        assert "data-pain" in page
        assert 'value="fits" checked' not in page
        assert 'value="too_high" checked' not in page


def test_what_is_emptied_is_gone_and_a_line_can_be_taken_out(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    autosave(practitioner, note, typed())
    changed = typed(version=2) | {
        "cell-left-lying-before-tone": "",
        "cell-left-lying-before-pain": "",
        "line-0-gone": "on",
        "line-1-technique": "kinetic_mirroring",
        "release-0-side": "",
    }
    assert autosave(practitioner, note, changed).status_code == 200
    data = kept(linden.boss, note)
    assert data.cells == (CellData(side="left", place="lying", moment="after", fit="fits"),)
    assert data.lines == (LineData(technique="kinetic_mirroring"),)
    assert data.releases == ()


def test_a_value_off_the_scale_is_refused_and_nothing_is_written(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    before = rows(linden.boss)
    wrong = typed() | {"cell-left-lying-before-pain": "11"}
    answer = autosave(practitioner, note, wrong)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["cell-left-lying-before-pain"]
    page = practitioner.post(reverse("note_page", args=[note.pk]), wrong)
    assert page.status_code == 422
    assert "It pulled again after the drive." in page.content.decode()
    assert "tray--wrong" in page.content.decode()
    assert rows(linden.boss) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"line-0-technique": "massage"},
        {"line-0-muscle_group": "heart"},
        {"release-0-side": "up"},
        {"cell-left-lying-after-fit": "perfect"},
        {"low_tone_choice": "wait"},
        {"clients_words": "nul \0 here"},
        {"version": ""},
        {"line-57-side": "left"},
    ],
)
def test_unknown_words_are_refused(
    linden: House, note: SessionNote, practitioner: Browser, wrong: dict[str, str]
) -> None:
    before = rows(linden.boss)
    assert autosave(practitioner, note, typed() | wrong).status_code == 422
    assert rows(linden.boss) == before


def test_a_service_refuses_what_a_form_would(linden: House, note: SessionNote) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    good = CellData(side="left", place=Position.LYING, moment="before", pain=3)
    for wrong in (
        NoteData(cells=(replace(good, pain=12),)),
        NoteData(cells=(replace(good, tone=12),)),
        NoteData(cells=(replace(good, place="floating"),)),
        NoteData(cells=(good, good)),
        NoteData(lines=(LineData(technique="massage"),)),
        NoteData(lines=(LineData(side="left", muscle_group="heart"),)),
        NoteData(releases=(ReleaseData(side=""),)),
        NoteData(releases=(ReleaseData(side="left"), ReleaseData(side="left", method="at_home"))),
    ):
        before = rows(actor)
        with pytest.raises(DomainError):
            save_draft(actor=actor, note=note, data=wrong, version=1)
        assert rows(actor) == before


def test_saving_takes_few_statements(linden: House, note: SessionNote) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)

    def data(pain: int, lines: int) -> NoteData:
        sides, places = ("left", "right"), ("lying", "sitting", "standing", "walking")
        cells = tuple(
            CellData(side=side, place=place, moment="before", pain=pain)
            for side in sides
            for place in places
        )
        line = LineData(technique="means_whereby", side="left")
        releases = tuple(ReleaseData(side=side) for side in sides[:lines])
        return NoteData(
            plan=f"{pain}",
            cells=cells[: 8 - pain],
            lines=tuple(replace(line, response=f"{pain} {n}") for n in range(lines * 2)),
            releases=releases,
        )

    save_draft(actor=actor, note=note, data=data(1, 2), version=1)
    with CaptureQueriesContext(connection) as seen:
        save_draft(actor=actor, note=note, data=data(4, 1), version=2)
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 12
