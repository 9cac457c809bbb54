"""A class that was given asks of whom it is still to be said, and what is said then ends it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from sessions.appointments import services
from sessions.appointments.classes.changing import cancel_class, finish_class
from sessions.appointments.models import Appointment, GroupClass
from tests.booking import at
from tests.cast import sign_in
from tests.classes import joins, planned
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_class_has_places_and_a_list import change
from tests.sessions.appointments.test_a_class_has_places_and_a_list import do as of_class
from tests.sessions.appointments.test_what_becomes_of_booked_time import do

UNSAID = "Of 1 person it is still to be said whether they came."
OF_OTHERS = "Of 1 person whom you do not look after it is still to be said whether they came."


def body_of(found: GroupClass) -> str:
    browser = sign_in("practitioner@linden.example")
    return browser.get(reverse("class_page", args=[found.pk])).content.decode()


def press(found: GroupClass, one: Appointment, verb: str) -> str:
    sent = {"appointment": str(one.pk), "version": str(one.version), "verb": verb}
    browser = sign_in("practitioner@linden.example")
    way = reverse("class_step", args=[found.pk])
    return browser.post(way, sent, follow=True).content.decode()


def test_who_was_missed_is_here_after_all(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    one = joins(desk.ours, found, desk.nora)
    clock.move_to(at(DAY, 10, 5))
    press(found, one, "no_show")
    body = body_of(found)
    assert 'value="arrive">They are here' in body
    assert reverse("appointment_why", args=[one.pk]) in body
    press(found, desk.again(one), "arrive")
    assert desk.steps(one)[-1] == ("no_show", "arrived")
    assert desk.again(one).state == "arrived"


def test_whose_place_was_given_away_is_told_so(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10, seats=1)
    one = joins(desk.ours, found, desk.nora)
    clock.move_to(at(DAY, 10, 5))
    do(services.mark_no_show, desk.ours, one)
    joins(desk.ours, found, desk.nell)
    before = desk.stored()
    body = press(found, desk.again(one), "arrive")
    assert "No place is free in this class any more." in body
    assert desk.stored() == before


@pytest.mark.parametrize("gone", ["moved", "cancelled"])
def test_nobody_is_here_in_a_class_that_is_elsewhere(desk: Desk, clock: Any, gone: str) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    one = joins(desk.ours, found, desk.nora)
    clock.move_to(at(DAY, 10, 5))
    do(services.mark_no_show, desk.ours, one)
    if gone == "moved":
        change(desk, found, 15)
    else:
        of_class(cancel_class, desk.ours, found)
    body = body_of(found)
    assert 'value="arrive"' not in body
    assert reverse("appointment_why", args=[one.pk]) in body


def test_the_end_asks_of_whom_it_is_still_to_be_said(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    here, unsaid = joins(desk.ours, found, desk.nora), joins(desk.ours, found, desk.nell)
    clock.move_to(at(DAY, 11, 5))
    do(services.arrive, desk.ours, here)
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(reverse("class_step", args=[found.pk]), {"over": "1"}, follow=True)
    assert answer.content.decode().count("still to be said") == 1
    assert UNSAID in (body := body_of(found))
    assert 'value="arrive">They came' in body
    assert 'value="no_show">Nobody came' in body
    assert 'value="confirm"' not in body
    said = press(found, unsaid, "arrive")
    assert "Done." in said
    assert "They are here." not in said
    assert desk.steps(unsaid)[-1] == ("booked", "done")
    assert UNSAID not in body_of(found)


def test_it_says_of_others_too_of_how_many_it_is_still_to_be_said(desk: Desk, clock: Any) -> None:
    """Who gives it and looks after one of three reads a page that agrees with itself."""
    with acting(desk.house.boss) as boss:
        Client._base_manager.filter(pk=desk.nell.pk).update(assigned_to=desk.house.trainee)
        third = create_client(actor=boss, data=ClientData(given_name="Noor"))
    found = planned(desk.ours, desk.house, DAY, 10, seats=3)
    with acting(desk.house.boss):
        rows = GroupClass._base_manager.filter(pk=found.pk)
        rows.update(practitioner=desk.house.trainee)
    nora, nell, noor = (joins(desk.ours, found, one) for one in (desk.nora, desk.nell, third))
    clock.move_to(at(DAY, 11, 5))
    do(services.arrive, desk.ours, noor)
    trainee, way = sign_in("trainee@linden.example"), reverse("class_page", args=[found.pk])
    step = reverse("class_step", args=[found.pk])
    over = trainee.post(step, {"over": "1"}, follow=True).content.decode()
    assert over.count("still to be said") == 1
    assert f"{UNSAID} And of 1 person whom you do not look after.<" in over
    assert "Nora" not in over
    do(services.arrive, desk.ours, nell)
    assert OF_OTHERS in trainee.get(way).content.decode()
    do(services.arrive, desk.ours, nora)
    assert "still to be said" not in trainee.get(way).content.decode()


def test_what_is_put_right_after_a_class_is_said_anew(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    one = joins(desk.ours, found, desk.nora)
    clock.move_to(at(DAY, 10, 5))
    do(services.arrive, desk.ours, one)
    of_class(finish_class, desk.ours, found)
    assert UNSAID not in body_of(found)
    clock.shift(timedelta(days=1))
    do(services.put_right, desk.ours, one, words="The wrong name.")
    assert UNSAID in body_of(found)
    way = reverse("appointment_page", args=[one.pk])
    browser = sign_in("practitioner@linden.example")
    page = browser.get(way).content.decode()
    assert 'value="arrive">They came' in page
    assert 'value="finish"' not in page
    sent = {"version": str(desk.again(one).version), "verb": "arrive"}
    step = reverse("appointment_step", args=[one.pk])
    said = browser.post(step, sent, follow=True).content.decode()
    assert "Done." in said
    assert "They are here." not in said
    assert desk.again(one).state == "done"
    do(services.undo, desk.ours, one)
    assert desk.again(one).state == "booked"
    do(services.mark_no_show, desk.ours, one)
    body = body_of(found)
    assert UNSAID not in body
    assert 'value="arrive">They came' in body
    with acting(desk.house.boss) as boss:
        assert GroupClass.objects.visible_to(boss).get(pk=found.pk).taken == 0


def test_who_is_here_in_a_class_that_is_over_came(desk: Desk, clock: Any) -> None:
    """Somebody takes the end back for one alone: it is said of them anew."""
    found = planned(desk.ours, desk.house, DAY, 10)
    one = joins(desk.ours, found, desk.nora)
    clock.move_to(at(DAY, 10, 5))
    do(services.arrive, desk.ours, one)
    of_class(finish_class, desk.ours, found)
    do(services.undo, desk.ours, one)
    assert desk.again(one).state == "arrived"
    assert UNSAID in (body := body_of(found))
    assert 'value="finish">They came' in body
    press(found, desk.again(one), "finish")
    assert desk.again(one).state == "done"
