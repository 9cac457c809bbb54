"""What clients, visitors and who waits are shown is one and the same, and just that is booked."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse

from practice.core.actor import acting
from practice.core.models import Place
from sessions.appointments.models import Appointment
from sessions.appointments.queries.offers import Wanted, is_offered
from sessions.appointments.rules import LIVE, Span
from sessions.appointments.services import JustTaken, cancel
from sessions.appointments.shown import sealed
from sessions.hours.models import Service, WeeklyHours
from sessions.waitlist import services as waitlist
from sessions.waitlist import tasks
from sessions.waitlist.offers.services import take_offer
from tests.booking import at, service_of
from tests.cast import sign_in
from tests.public import put_public
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.waitlist.offering import gets_free, looks, offers, waits

PAGES = ("portal", "public", "by hand")
OFF_GRID = ["09:10", "09:40", "10:10", "10:40", "11:10", "11:40"]
ON_GRID = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]


def works(desk: Desk, begins: time, ends: time, zone: str = "America/Denver") -> None:
    """These hours every day, where this is the clock; lessons that everybody may book."""
    with acting(desk.house.boss):
        Place._base_manager.filter(pk=desk.place.pk).update(timezone=zone)
        WeeklyHours._base_manager.update(begins=begins, ends=ends)
        Service._base_manager.update(is_visitor_bookable=True)
    put_public(desk.house)
    desk.place.timezone = zone
    cache.clear()


def of_day(answer: Any, desk: Desk, day: date = DAY) -> list[str]:
    """The starts of one day that a page shows, by the clock of the place."""
    zone = ZoneInfo(desk.place.timezone)
    values = re.findall(r'value="([^"|]+)\|' + str(desk.place.pk), answer.content.decode())
    there = (datetime.fromisoformat(one).astimezone(zone) for one in values)
    return [f"{one:%H:%M}" for one in there if one.date() == day]


def shown(desk: Desk) -> dict[str, list[str]]:
    """By each page on which times are chosen."""
    wish = waits(desk, desk.nora)
    with acting(desk.ours) as ours:
        lesson = str(service_of(ours).pk)
    asked = {"from": DAY.isoformat(), "service": lesson, "with": str(desk.house.practitioner.pk)}
    mine, theirs = sign_in("nora@clients.example"), sign_in("practitioner@linden.example")
    found = {
        "portal": of_day(mine.get("/portal/appointments/new/", asked), desk),
        "public": of_day(Browser().get(f"/p/{desk.house.practice.slug}/book/", asked), desk),
        "by hand": of_day(
            theirs.get(reverse("wish_offer", args=[wish.pk]), {"from": DAY.isoformat()}), desk
        ),
    }
    with acting(desk.ours) as ours:
        waitlist.take_off(actor=ours, wish_id=wish.pk, words="Found")
    return found


def bookable(desk: Desk) -> list[str]:
    """Whatever a client could book of that day, however they name it: each fifth minute tried."""
    with acting(desk.hers) as hers:
        found = []
        for n in range(0, 24 * 60, 5):
            clock, zone = time(n // 60, n % 60), desk.place.timezone
            start = at(DAY, clock.hour, clock.minute, zone)
            wanted = Wanted(
                client_id=desk.nora.pk,
                service=service_of(hers),
                practitioner_id=desk.house.practitioner.pk,
                place=desk.place,
                zone=zone,
                span=Span.of(start, 60, 0, 15),
            )
            if is_offered(hers, wanted):
                found.append(f"{clock:%H:%M}")
    return found


@pytest.mark.parametrize(
    ("zone", "begins", "ends", "starts"),
    [
        ("America/Denver", time(9, 10), time(12, 40), OFF_GRID),
        ("America/Denver", time(9), time(12, 30), ON_GRID),
        ("Asia/Kathmandu", time(9, 10), time(12, 40), OFF_GRID),
        ("Asia/Kathmandu", time(9), time(12, 30), ON_GRID),
    ],
)
def test_hours_off_the_half_hour_are_shown_and_booked(
    desk: Desk, zone: str, begins: time, ends: time, starts: list[str]
) -> None:
    works(desk, begins, ends, zone)
    assert shown(desk) == dict.fromkeys(PAGES, starts)
    assert bookable(desk) == starts


def test_room_between_lessons_is_shown_though_no_half_hour_fits(desk: Desk) -> None:
    """Lessons with their quarter of an hour after: of what one gives up all is shown again."""
    works(desk, time(8), time(12))
    for hour, minute in ((8, 0), (10, 30)):
        desk.book(hour, minute, whose=desk.nell, anyway=True)
    assert shown(desk) == {page: ["09:15"] for page in PAGES}
    assert bookable(desk) == ["09:15"]


def test_what_was_offered_is_kept_when_more_gets_free(
    desk: Desk, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quarter past is offered where nothing else fits; that the next hour gets free too takes
    it back from nobody who has the offer before them."""
    works(desk, time(8), time(12))
    monkeypatch.setattr(tasks, "practices_waiting", lambda: [desk.house.practice.pk])
    wish = waits(desk, desk.nora)
    clock.shift(timedelta(hours=1))
    hours = ((8, 0), (9, 15), (10, 30))
    booked = [desk.book(*one, whose=desk.nell, anyway=True) for one in hours]
    gets_free(desk, clock, booked[1])
    looks()
    (offer,) = offers(desk)
    assert offer.starts_at == at(DAY, 9, 15)
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=booked[2].pk, why="work")
    assert bookable(desk) == ["09:30", "10:00", "10:30", "11:00"]
    with pytest.raises(JustTaken):
        desk.book(9, 15, actor=desk.hers)
    with acting(desk.hers) as hers:
        made = take_offer(actor=hers, offer_id=offer.pk)
    assert (made.starts_at, made.client_id) == (at(DAY, 9, 15), wish.client_id)


def gaps(desk: Desk) -> list[Appointment]:
    """A quarter past nine is all that is shown: lessons at eight and half past ten."""
    works(desk, time(8), time(12))
    return [desk.book(*one, whose=desk.nell, anyway=True) for one in ((8, 0), (10, 30))]


def fields_of(body: str) -> dict[str, str]:
    """What the form of a page sends that nobody typed, with the one start of the day."""
    form = body.rpartition('name="start"')[0].rpartition("<form")[2]
    sent = dict(re.findall(r'name="(key|version|shown)" value="([^"]*)"', form))
    starts = re.findall(r'type="radio" name="start" value="([^"]+)"', body)
    (start,) = (one for one in starts if one.startswith(DAY.isoformat()))
    return sent | {"start": start}


def of_lesson(desk: Desk) -> dict[str, Any]:
    with acting(desk.ours) as ours:
        return {"service_id": service_of(ours).pk, "practitioner_id": desk.house.practitioner.pk}


def stand_at(desk: Desk) -> list[datetime]:
    with acting(desk.house.boss) as boss:
        rows = Appointment.objects.visible_to(boss).filter(client=desk.nora, state__in=LIVE)
        return list(rows.order_by("starts_at").values_list("starts_at", flat=True))


@pytest.mark.parametrize(
    ("by_hand", "status"),
    [
        ("", 302),
        ("what was shown to somebody else", 409),
        ("no seal", 409),
        ("a day ago", 409),
        ("a moment later", 422),
        ("a moment later, as a zone tells it", 422),
    ],
)
def test_what_a_page_showed_is_booked_though_more_got_free_since(
    desk: Desk, clock: Any, by_hand: str, status: int
) -> None:
    """The neighbour gives theirs up: half hours are shown from then on, and a quarter past is free
    all the same. Whoever was not shown it does not take it out of the middle."""
    booked = gaps(desk)
    phone = sign_in("nora@clients.example")
    there = reverse("portal_appointment_new")
    sent = fields_of(phone.get(there).content.decode())
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=booked[1].pk, why="work")
    if by_hand == "no seal":
        sent.pop("shown")
    elif by_hand == "a day ago":
        clock.shift(timedelta(days=1, minutes=1))
        phone = sign_in("nora@clients.example")
    elif by_hand.startswith("a moment later"):
        later = ":00-00:00:30" if by_hand.endswith("tells it") else ":00.900000+00:00"
        assert ":00+00:00" in sent["start"]
        sent["start"] = sent["start"].replace(":00+00:00", later)
    elif by_hand:
        sent["shown"] = sealed(
            desk.house.as_client(desk.nell), **of_lesson(desk), starts=[sent["start"]]
        )
    answer = phone.post(there, sent)
    assert answer.status_code == status
    assert stand_at(desk) == ([] if by_hand else [at(DAY, 9, 15)])


def test_what_a_page_showed_is_moved_to_though_more_got_free_since(desk: Desk) -> None:
    booked = gaps(desk)
    mine = desk.book(10, day=DAY + timedelta(days=7))
    phone = sign_in("nora@clients.example")
    there = reverse("portal_appointment_move", args=[mine.pk])
    sent = fields_of(phone.get(there).content.decode())
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=booked[1].pk, why="work")
    assert phone.post(there, sent | {"shown": ""}).status_code == 409
    assert phone.post(there, sent).status_code == 302
    assert stand_at(desk) == [at(DAY, 9, 15)]


def test_what_the_public_page_showed_is_asked_for_though_more_got_free_since(desk: Desk) -> None:
    booked = gaps(desk)
    with acting(desk.ours) as ours:
        asked = {"service": str(service_of(ours).pk), "with": str(desk.house.practitioner.pk)}
    there = f"/p/{desk.house.practice.slug}/book/?{urlencode(asked)}"
    browser = Browser()
    sent = fields_of(browser.get(there).content.decode())
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=booked[1].pk, why="work")
    sent |= {"given_name": "Vera", "email": "vera@visitors.example"}
    assert browser.post(there, sent | {"shown": ""}).status_code == 409
    assert browser.post(there, sent).status_code == 200


def test_what_was_shown_nearby_is_booked_though_more_got_free_since(desk: Desk) -> None:
    """One of the times that were named where another was just taken."""
    booked = gaps(desk)
    phone = sign_in("nora@clients.example")
    there = reverse("portal_appointment_new")
    sent = fields_of(phone.get(there).content.decode())
    taken = sent["start"].replace(sent["start"].partition("|")[0], at(DAY, 8).isoformat())
    answer = phone.post(there, sent | {"start": taken})
    assert answer.status_code == 409
    body = answer.content.decode()
    (instead,) = re.findall(rf'name="instead" value="({DAY}[^"]+)"', body)
    shown = re.findall(r'name="shown" value="([^"]+)"', body)
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=booked[1].pk, why="work")
    pressed = sent | {"start": taken, "instead": instead, "shown": shown[0]}
    assert phone.post(there, pressed).status_code == 302
    assert stand_at(desk) == [at(DAY, 9, 15)]


def test_what_was_shown_is_not_had_once_it_is_taken_or_nobody_works(desk: Desk) -> None:
    """That it was shown asks no other rule less."""
    booked = gaps(desk)
    phone = sign_in("nora@clients.example")
    there = reverse("portal_appointment_new")
    sent = fields_of(phone.get(there).content.decode())
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=booked[1].pk, why="work")
    desk.book(10, 0, whose=desk.nell, anyway=True)
    assert phone.post(there, sent).status_code == 409
    with acting(desk.house.boss):
        Appointment._base_manager.filter(starts_at=at(DAY, 10)).update(state="cancelled")
        WeeklyHours._base_manager.update(begins=time(9, 20))
    assert phone.post(there, sent).status_code == 409
    with acting(desk.house.boss):
        WeeklyHours._base_manager.update(begins=time(9, 10))
    assert phone.post(there, sent).status_code == 302  # another beginning shifts it, and it is free
