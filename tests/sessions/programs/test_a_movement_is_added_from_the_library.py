"""From a cell to the movements that train it, and from there into the client's program."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client, Episode
from practice.core.actor import acting
from sessions.movements.models import Movement
from sessions.notes.services import start_lesson
from sessions.programs.models import HomeProgram
from tests.cast import House, sign_in
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db


@pytest.fixture
def practitioner(linden: House) -> Browser:
    return sign_in("practitioner@linden.example")


@pytest.fixture
def episode(linden: House, nora: Client) -> Episode:
    with acting(linden.boss) as boss:
        return building.episode_of(boss, nora)


def curl(house: House) -> Movement:
    with acting(house.boss) as boss:
        return building.movement(boss, "side_curl")


def add_url(client: Client, movement: Movement) -> str:
    return f"{reverse('program_add', args=[client.pk])}?movement={movement.pk}"


def test_the_cell_leads_to_the_library_for_this_client(
    linden: House, nora: Client, episode: Episode, practitioner: Browser
) -> None:
    with acting(linden.boss) as boss:
        note = start_lesson(actor=boss, client=nora, episode=episode)
    page = practitioner.get(reverse("note_page", args=[note.pk]) + "?open=left-lying")
    library = f"{reverse('movement_list')}?muscle=iliopsoas&amp;place=lying&amp;client={nora.pk}"
    assert f'href="{library}"' in page.content.decode()
    shown = practitioner.get(library.replace("&amp;", "&")).content.decode()
    assert "Nora Ng" in shown
    assert f'name="client" value="{nora.pk}"' in shown  # narrowed further, it stays hers
    assert "Add to the program" in shown
    assert "Add to the program" not in practitioner.get(reverse("movement_list")).content.decode()


def test_without_a_program_it_begins_one(
    linden: House, nora: Client, episode: Episode, practitioner: Browser
) -> None:
    movement = curl(linden)
    answer = practitioner.get(add_url(nora, movement))
    new = reverse("program_new", args=[nora.pk])
    assert answer["Location"] == f"{new}?add={movement.pk}#items"
    form = practitioner.get(answer["Location"]).context["form"]
    assert form["items-0-movement"].value() == str(movement.pk)
    assert form["items-0-phase"].value() == "free"
    assert "items-1-movement" not in form.fields


@pytest.mark.parametrize("make", [building.draft, building.running])
def test_it_stands_in_the_next_row_of_the_program_that_is_there(
    linden: House, nora: Client, practitioner: Browser, make: Callable[..., HomeProgram]
) -> None:
    with acting(linden.boss) as boss:
        program = make(boss, nora)
    movement = curl(linden)
    answer = practitioner.get(add_url(nora, movement))
    edit = reverse("program_edit", args=[program.pk])
    assert answer["Location"] == f"{edit}?add={movement.pk}#items"
    form = practitioner.get(answer["Location"]).context["form"]
    assert form["items-1-movement"].value() == str(movement.pk)
    there = form["items-0-movement"].value()
    again = practitioner.get(f"{edit}?add={there}").context["form"]
    assert "items-1-movement" not in again.fields  # it is in the program already
    for wrong in ("", "x", "01a21779-98c7-7138-8d95-7d1b96b60d67"):
        odd = practitioner.get(f"{edit}?add={wrong}")
        assert "items-1-movement" not in odd.context["form"].fields


def test_out_of_reach_it_is_not_offered(
    harbour: House, linden: House, nora: Client, practitioner: Browser
) -> None:
    library = f"{reverse('movement_list')}?client={nora.pk}"
    foreign = sign_in("owner@harbour.example")
    assert foreign.get(library).status_code == 404
    assert foreign.get(reverse("program_add", args=[nora.pk])).status_code == 404
    assistant = sign_in("assistant@linden.example").get(library).content.decode()
    assert "Add to the program" not in assistant
    assert "Nora" not in assistant
    assert practitioner.get(f"{reverse('movement_list')}?client=x").status_code == 200
