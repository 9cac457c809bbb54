"""Muscle groups of a practice: added, named anew, retired; what was signed stays as it read."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse

from clients.symptoms.models import MuscleGroup
from clients.symptoms.queries import muscle_groups_of
from clients.symptoms.rules import MUSCLE_GROUP_LENGTH, MUSCLE_GROUPS, MUSCLE_GROUPS_MOST
from clients.symptoms.services import add_muscle_group, edit_muscle_group, retire_muscle_group
from practice.core.actor import acting, enter_as
from sessions.evaluations.rules import CellData
from sessions.notes.models import SessionNote
from sessions.notes.queries import about, content_of
from sessions.notes.rules import LineData, NoteData, ReleaseData, content_hash
from sessions.notes.services import save_draft, sign_note
from sessions.notes.visibility.rules import SharedPart, Visibility
from sessions.notes.visibility.services import say_who_reads
from tests.cast import House, sign_in
from tests.clients.intake.test_the_pdf_says_what_was_signed import read
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import fresh, kept

pytestmark = pytest.mark.django_db
OWNER, SETTINGS = "owner@linden.example", "/settings/muscle-groups/"
JAW = {"name": "Jaw", "layer": "sleeve"}


@pytest.fixture
def jaw(linden: House) -> MuscleGroup:
    with acting(linden.boss) as boss:
        return add_muscle_group(actor=boss, **JAW)


def own(house: House) -> list[tuple[str, bool]]:
    """What the practice added, and whether it is offered."""
    with acting(house.boss) as boss:
        groups = [one for one in muscle_groups_of(boss) if not one.built_in_version]
        return [(one.name, one.retired_at is None) for one in groups]


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def told_of(code: str) -> NoteData:
    return NoteData(
        observed="!",
        cells=(
            CellData(side="left", place="sitting", moment="before", muscle_group=code, tone=8),
            CellData(side="left", place="sitting", moment="after", muscle_group=code, tone=2),
        ),
        lines=(LineData(technique="means_whereby", muscle_group=code, side="left"),),
        releases=(ReleaseData(side="left", muscle_group=code, evidence="cells"),),
    )


def test_added_renamed_retired_and_brought_back(linden: House) -> None:
    browser = sign_in(OWNER)
    assert browser.post(SETTINGS, JAW).status_code == 302
    with acting(linden.boss) as boss:
        made = muscle_groups_of(boss)[-1]
    assert (made.name, made.built_in_version, made.layer) == ("Jaw", 0, "sleeve")
    at = f"{SETTINGS}{made.pk}/"
    assert browser.post(at, JAW | {"name": "Hinge of the jaw"}).status_code == 302
    assert "Hinge of the jaw" in words(browser.get(SETTINGS))
    browser.post(f"{at}retire/", {"retired": "1"})
    assert own(linden) == [("Hinge of the jaw", False)]
    browser.post(f"{at}retire/", {"retired": "0"})
    assert own(linden) == [("Hinge of the jaw", True)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": " – "}, "name"),
        ({"name": "x" * (MUSCLE_GROUP_LENGTH + 1)}, "name"),
        ({"name": "JAW "}, "name"),
        ({"name": "Hamstrings"}, "name"),
        ({"name": "psoas"}, "name"),  # it is the iliopsoas
        ({"layer": "bone"}, "layer"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    linden: House, jaw: MuscleGroup, wrong: dict[str, str], field: str
) -> None:
    answer = sign_in(OWNER).post(SETTINGS, {"name": "Tongue", "layer": "core"} | wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert own(linden) == [("Jaw", True)]


def test_ours_keep_their_names_and_the_first_stays(linden: House) -> None:
    with acting(linden.boss) as boss:
        groups = {one.built_in_code: one for one in muscle_groups_of(boss)}
    browser = sign_in(OWNER)
    calves, first = (f"{SETTINGS}{groups[code].pk}/" for code in ("calves", "iliopsoas"))
    assert browser.post(calves, JAW).status_code == 422
    answer = browser.post(f"{first}retire/", {"retired": "1"}, follow=True)
    assert "Every matrix begins with the iliopsoas" in words(answer)
    assert browser.post(f"{calves}retire/", {"retired": "1"}).status_code == 302
    with acting(linden.boss) as boss:
        retired = [one.built_in_code for one in muscle_groups_of(boss) if one.retired_at]
    assert retired == ["calves"]


def test_no_more_are_offered_than_anybody_chooses_from(linden: House) -> None:
    room = MUSCLE_GROUPS_MOST - len(MUSCLE_GROUPS)
    with acting(linden.boss) as boss:
        for n in range(room):
            made = add_muscle_group(actor=boss, name=f"Number {n}", layer="core")
    assert sign_in(OWNER).post(SETTINGS, JAW).status_code == 422
    with acting(linden.boss) as boss:
        retire_muscle_group(actor=boss, muscle_group=made, retired=True)
    assert sign_in(OWNER).post(SETTINGS, JAW).status_code == 302


def test_only_the_owner_writes_and_another_practice_sees_none(
    harbour: House, linden: House, jaw: MuscleGroup
) -> None:
    at = f"{SETTINGS}{jaw.pk}/"
    for role in ("practitioner", "trainee", "assistant"):
        browser = sign_in(f"{role}@linden.example")
        assert ">Jaw<" in words(browser.get(SETTINGS))
        assert browser.post(SETTINGS, JAW | {"name": "Other"}).status_code == 403
        assert browser.post(f"{at}retire/", {"retired": "1"}).status_code == 403
    foreign = sign_in("owner@harbour.example")
    assert ">Jaw<" not in words(foreign.get(SETTINGS))
    assert foreign.get(at).status_code == 404
    assert foreign.post(f"{at}retire/", {"retired": "1"}).status_code == 404
    assert own(linden) == [("Jaw", True)]


def test_the_database_knows_ours_from_the_practices_own(linden: House, jaw: MuscleGroup) -> None:
    with acting(linden.boss) as boss:
        for wrong in (
            "UPDATE clients_musclegroup SET built_in_code = 'jaw' WHERE id = %s",
            "UPDATE clients_musclegroup SET built_in_version = 1 WHERE id = %s",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(wrong, [jaw.pk])
        assert muscle_groups_of(boss)


def test_a_row_of_its_own_is_filled_signed_and_reads_as_it_was_signed(
    linden: House, note: SessionNote, jaw: MuscleGroup, practitioner: Browser
) -> None:
    actor, code = linden.actor(linden.practitioner), jaw.built_in_code
    with acting(actor):
        save_draft(actor=actor, note=note, data=told_of(code), version=1)
    page = reverse("note_page", args=[note.pk])
    assert "Jaw" in practitioner.get(f"{page}?open={code}-left-sitting").content.decode()
    with acting(actor):
        sign_note(actor=actor, note=note, version=2)
        shared: dict[str, Any] = {"visibility": Visibility.CLIENT, "parts": [SharedPart.LESSON]}
        say_who_reads(actor=actor, note_id=note.pk, **shared)
    with acting(linden.boss) as boss:
        edit_muscle_group(actor=boss, muscle_group=jaw, name="Left foot", layer="core")
        retire_muscle_group(actor=boss, muscle_group=jaw, retired=True)
        signed = fresh(boss, note)
        assert signed.muscle_names == {code: "Jaw"}
        assert signed.content_hash == content_hash(content_of(signed), about(signed))
    for shown in (
        words(practitioner.get(page)),
        read(practitioner.get(reverse("note_paper", args=[note.pk])).content),
        words(sign_in("nora@clients.example").get(reverse("portal_notes"))),
    ):
        assert "Jaw" in shown
        assert "Left foot" not in shown


def test_a_retired_one_is_chosen_no_more_and_the_text_is_still_there(
    linden: House, note: SessionNote, jaw: MuscleGroup, practitioner: Browser
) -> None:
    page, code = reverse("note_page", args=[note.pk]), jaw.built_in_code
    assert f'value="{code}"' in practitioner.get(page).content.decode()
    with acting(linden.boss) as boss:
        retire_muscle_group(actor=boss, muscle_group=jaw, retired=True)
    assert f'value="{code}"' not in practitioner.get(page).content.decode()
    typed_of: tuple[dict[str, Any], ...] = (
        {f"cell-{code}-left-sitting-before-tone": "8"},
        {"line-0-muscle_group": code},
        {"release-0-muscle_group": code},
    )
    for sent in typed_of:
        answer = practitioner.post(page, typed(observed="Still here.", **sent))
        assert answer.status_code == 422
        assert "Jaw" in words(answer)
        assert "Still here." in words(answer)
    enter_as(linden.boss)
    assert kept(linden.boss, note) == NoteData()
