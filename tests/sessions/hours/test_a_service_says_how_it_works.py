"""A service's way of working: said in the settings, read where it is chosen, one of a list."""

from typing import Any

import pytest

from practice.core.actor import acting
from practice.core.errors import DomainError
from sessions.hours.models import Service
from sessions.hours.rules import Modality
from sessions.hours.services import ServiceData, add_service
from sessions.public_page.models import MODALITY_WORDS
from tests.booking import works
from tests.cast import House, sign_in
from tests.sessions.hours.test_services_are_offered import LIST, WALK, offered, page_of, send

pytestmark = pytest.mark.django_db


def test_each_practice_begins_with_ways_that_are_said(linden: House) -> None:
    told = {one.built_in_code: one.modality for one in offered(linden).values()}
    assert told == {"first_lesson": "hanna", "lesson": "hanna", "check_in": "conversation"}


def test_it_is_kept_shown_and_changed(linden: House) -> None:
    assert send(WALK | {"modality": "movement_class"}).status_code == 302
    kept = offered(linden)["Walking class"]
    assert kept.modality == Modality.MOVEMENT_CLASS
    for role in ("owner", "practitioner", "assistant"):
        page = sign_in(f"{role}@linden.example").get(LIST).content.decode()
        assert "Group class · Movement class · 75 minutes" in page
    form = sign_in("owner@linden.example").get(page_of(kept)).context["form"]
    assert form["modality"].value() == "movement_class"
    typed = WALK | {"modality": "", "version": "1"}
    assert send(typed, at=page_of(kept)).status_code == 302
    assert offered(linden)["Walking class"].modality == ""


@pytest.mark.parametrize("wrong", ["massage", "Hanna", "hanna,other"])
def test_what_is_not_on_the_list_is_said_beside_it(linden: House, wrong: str) -> None:
    answer = send(WALK | {"modality": wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["modality"]
    data = ServiceData(name="Walk", kind="lesson", minutes=60, modality=wrong)
    with acting(linden.boss) as boss, pytest.raises(DomainError) as why:
        add_service(actor=boss, data=data)
    assert why.value.field == "modality"
    assert len(offered(linden)) == 3


def test_others_do_not_change_it(linden: House, harbour: House) -> None:
    lesson = offered(linden)["Lesson"]
    typed = WALK | {"name": "Lesson", "modality": "other", "version": "1"}
    for role in ("practitioner", "trainee", "assistant"):
        assert send(typed, role, page_of(lesson)).status_code == 403
    foreign = sign_in("owner@harbour.example").post(page_of(lesson), typed)
    assert foreign.status_code == 404
    assert offered(linden)["Lesson"].modality == "hanna"


def test_clients_read_it_where_they_choose(linden: House, nora: Any) -> None:
    works(linden, linden.practitioner)
    with acting(linden.boss) as boss:
        Service.objects.visible_to(boss).filter(built_in_code="check_in").update(modality="")
    page = sign_in("nora@clients.example").get("/portal/appointments/new/").content.decode()
    assert "Lesson, 60 min, Somatic education</option>" in page
    assert "Check-in, 20 min</option>" in page


def test_a_person_says_the_same_codes_of_themselves() -> None:
    """There is one list; those with a method's name are what somebody can be trained in."""
    assert set(MODALITY_WORDS) < set(Modality)
