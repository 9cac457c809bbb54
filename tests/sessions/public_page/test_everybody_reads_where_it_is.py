"""The public page: the town always, the street if the owner says so, how to find it never."""

import pytest
from django.test import Client as Browser

from practice.core.actor import acting
from practice.core.models import Place
from sessions.hours.models import Service, WeeklyHours
from sessions.hours.rules import Modality
from sessions.hours.services import keep_online_room
from tests.booking import at
from tests.clients.intake.counting import statements
from tests.places import FIND, SPOKEN, STREET, put_where
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_everybody_is_told_once import planned, rendered
from tests.sessions.public_page.visiting import asked, mails, path_of

pytestmark = pytest.mark.django_db
ROOM = "https://rooms.example/linden"
TOWN_ALONE = "Quince Hollow, New Mexico, United States"


def read(desk: Desk) -> str:
    answer = Browser().get(f"/p/{desk.house.practice.slug}/")
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


@pytest.mark.parametrize("shows", [False, True])
def test_the_street_is_shown_if_the_owner_says_so(shown: Desk, shows: bool) -> None:
    put_where(shown.house, shown.place, shows_address=shows)
    page = read(shown)
    assert f'<span class="items__meta">{SPOKEN if shows else TOWN_ALONE}</span>' in page
    assert (STREET in page) is shows
    assert FIND not in page


def test_a_place_that_says_nothing_is_its_name(shown: Desk) -> None:
    page = read(shown)
    assert shown.place.name in page
    assert '<span class="items__meta"></span>' not in page


def test_a_service_says_how_it_works(shown: Desk) -> None:
    assert "Somatic education · 60 minutes" in read(shown)
    for modality, words in ((Modality.STRUCTURAL, "Hands-on soft-tissue work · "), ("", "")):
        with acting(shown.house.boss) as boss:
            rows = Service.objects.visible_to(boss).filter(built_in_code="lesson")
            rows.update(modality=modality)
        assert f'<span class="items__meta">{words}60 minutes' in read(shown)


@pytest.mark.parametrize("word", ["treat", "cure", "diagnos", "prescri", "patient", "therap"])
def test_every_way_of_working_is_called_neutrally(word: str) -> None:
    assert word not in " ".join(one.label for one in Modality).lower()


def test_it_asks_the_database_no_more(shown: Desk) -> None:
    counts = []
    for town in ("", "Quince Hollow"):
        put_where(shown.house, shown.place, address="", town=town)
        with statements() as seen:
            read(shown)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("shows", [False, True])
def test_who_is_no_client_yet_is_mailed_what_everybody_reads(shown: Desk, shows: bool) -> None:
    """Anybody may have typed the address of somebody else."""
    put_where(shown.house, shown.place, shows_address=shows)
    link = asked(shown)
    (mail,) = mails(shown)
    page = Browser().get(link).content.decode()
    for text in (mail.text, mail.html, page):
        assert "Quince Hollow" in text
        assert (STREET in text) is shows
        assert FIND not in text


def test_who_has_not_proved_an_address_finds_no_room_online(shown: Desk) -> None:
    """Who has, is let in: the mail of what is booked leads there."""
    with acting(shown.house.boss) as boss:
        lessons = Service.objects.visible_to(boss).filter(built_in_code="lesson")
        lessons.update(is_online=True)
        WeeklyHours._base_manager.filter(practitioner=shown.house.practitioner).update(place=None)
        whose = shown.house.practitioner.pk
        keep_online_room(actor=boss, practitioner_id=whose, address=ROOM, was="")
    link = asked(shown, start=f"{at(DAY, 10).isoformat()}|")
    (mail,) = mails(shown)
    form = Browser().get(f"{path_of(shown)}?from={DAY}").content.decode()
    assert at(DAY, 10).isoformat() in form
    opened = Browser().get(link).content.decode()
    for text in (mail.text, mail.html, opened):
        assert "online" in text.casefold()
    for text in (mail.subject, mail.text, mail.html, opened, form, read(shown)):
        assert "rooms.example" not in text
    assert Browser().post(link).status_code == 302
    assert ROOM in rendered(shown, planned(shown)[-1]).text


def test_a_retired_place_is_not_there(shown: Desk) -> None:
    with acting(shown.house.boss) as boss:
        place = Place(practice_id=boss.practice_id, name="Attic", timezone="UTC")
        place.retired_at = shown.nora.created_at
        place.save(force_insert=True)
    put_where(shown.house, place, town="Faraway", shows_address=True)
    assert "Faraway" not in read(shown)
