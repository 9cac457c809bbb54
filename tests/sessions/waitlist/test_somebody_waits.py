"""Who waits for time that gets free: asked, changed, left, taken off, and ended by itself."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import acting, system_actor
from practice.core.errors import DomainError, Stale
from practice.core.services import AlreadyDone
from sessions.appointments.models import Appointment
from sessions.appointments.queries.choices import choices_of
from sessions.waitlist import services
from sessions.waitlist.models import WaitlistWish
from sessions.waitlist.rules import suits
from sessions.waitlist.services import WishData
from sessions.waitlist.tasks import settle_everywhere
from tests.booking import service_of
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk

LIST, NEW = "/portal/waiting/", "/portal/waiting/new/"
TODAY = date(2026, 11, 23)
MORNINGS = WishData(weekdays=[0, 3], parts=["morning"], first_day=TODAY)
SAID: dict[str, Any] = {"weekdays": ["0", "3"], "parts": ["morning"], "first_day": "2026-11-23"}


def wait(desk: Desk, whose: Client | None = None, *, data: WishData = MORNINGS, **more: Any) -> Any:
    actor = more.pop("actor", desk.ours)
    with acting(actor):
        service = service_of(actor, more.pop("code", "lesson"))
        told: dict[str, Any] = {"client": whose or desk.nora, "service": service, "data": data}
        choices = choices_of(desk.ours)
        return services.ask_to_wait(actor=actor, choices=choices, **told, **more)


def stored(desk: Desk) -> list[dict[str, Any]]:
    with acting(desk.house.boss) as boss:
        rows: Any = WaitlistWish.objects.visible_to(boss)
        return list(rows.order_by("made_at", "id").values())


def why(desk: Desk) -> list[str]:
    return [row["ended_why"] for row in stored(desk)]


def body(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_a_client_asks_changes_and_leaves_and_keeps_the_place(desk: Desk, clock: Any) -> None:
    phone = sign_in("nora@clients.example")
    with acting(desk.ours) as ours:
        service = service_of(ours)
    sent = {**SAID, "service": str(service.pk)}
    assert "You are on the list." in body(phone.post(NEW, sent, follow=True))
    (made,) = stored(desk)
    assert (made["client_id"], made["made_by_id"], made["weekdays"], made["parts"]) == (
        desk.nora.pk,
        None,
        [0, 3],
        ["morning"],
    )
    clock.shift(timedelta(minutes=20))
    edit = reverse("portal_wish_edit", args=[made["id"]])
    assert "Monday" in body(phone.get(edit))
    changed = {**SAID, "weekdays": ["1"], "version": "1"}
    assert "Changed." in body(phone.post(edit, changed, follow=True))
    (after,) = stored(desk)
    assert after == {**made, "weekdays": [1], "version": 2}
    assert "Look again." in body(phone.post(edit, changed))
    leave = reverse("portal_wish_leave", args=[made["id"]])
    assert phone.get(leave).status_code == 405
    assert stored(desk) == [after]
    assert "not on the list any more" in body(phone.post(leave, follow=True))
    assert why(desk) == ["left"]
    assert "This ended already." in body(phone.post(leave, follow=True))


def test_one_open_wish_a_client_and_service(desk: Desk) -> None:
    wait(desk)
    with pytest.raises(DomainError, match="waited for already"):
        wait(desk)
    wait(desk, code="check_in")
    wait(desk, desk.nell)
    with acting(desk.house.boss) as boss:
        twin = WaitlistWish.objects.visible_to(boss).filter(client=desk.nora)[0]
        twin.pk = uuid4()
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)
    assert len(stored(desk)) == 3


def test_a_second_press_is_no_second_wish(desk: Desk) -> None:
    key = uuid4()
    wait(desk, key=key)
    with pytest.raises(AlreadyDone):
        wait(desk, key=key)
    assert len(stored(desk)) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"weekdays": []}, "Choose at least one day."),
        ({"parts": []}, "Choose at least one time of day."),
        ({"last_day": "2026-11-01"}, "Choose a day after the first"),
        ({"first_day": "2031-01-01"}, "Choose a day within a year."),
        ({"service": str(uuid4())}, "Select a valid choice"),
        ({"practitioner": str(uuid4())}, "Select a valid choice"),
    ],
)
def test_bad_input_is_said_beside_the_field(desk: Desk, wrong: Any, said: str) -> None:
    with acting(desk.ours) as ours:
        service = service_of(ours)
    phone = sign_in("nora@clients.example")
    answer = phone.post(NEW, {**SAID, "service": str(service.pk), **wrong})
    assert answer.status_code == 422
    assert said in body(answer)
    assert stored(desk) == []


def test_the_practice_sees_them_in_order_and_takes_off_with_a_reason(
    desk: Desk, clock: Any
) -> None:
    wait(desk, desk.nell)
    clock.shift(timedelta(hours=1))
    wait(desk)
    staff = sign_in("practitioner@linden.example")
    page = body(staff.get(reverse("waitlist")))
    assert page.index("Nell") < page.index("Nora")
    with acting(desk.ours) as ours:
        other = service_of(ours, "check_in")
    assert "Nobody waits for this." in body(staff.get(f"/calendar/waiting/?service={other.pk}"))
    first = stored(desk)[0]
    end = reverse("wish_end", args=[first["id"]])
    assert staff.post(end, {"why": " "}).status_code == 422
    assert why(desk) == ["", ""]
    staff.post(end, {"why": "Comes elsewhere."})
    row = stored(desk)[0]
    assert (row["ended_why"], row["ended_words"], row["ended_by_id"]) == (
        "taken_off",
        "Comes elsewhere.",
        desk.house.practitioner.pk,
    )


def test_another_client_never_reads_or_ends_it(desk: Desk) -> None:
    made = wait(desk, desk.nell)
    phone = sign_in("nora@clients.example")
    before = stored(desk)
    assert phone.get(reverse("portal_wish_edit", args=[made.pk])).status_code == 404
    assert phone.post(reverse("portal_wish_leave", args=[made.pk])).status_code == 404
    assert stored(desk) == before
    with acting(desk.hers), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM care_sessions_waitlistwish")
        assert cursor.fetchone() == (0,)


def test_who_books_otherwise_is_taken_off_once_it_stays(desk: Desk, clock: Any) -> None:
    wait(desk)
    clock.shift(timedelta(minutes=1))
    desk.book(10)
    settle_everywhere()
    assert why(desk) == [""]  # it can still be taken back
    clock.shift(timedelta(minutes=4))
    assert settle_everywhere() == 1
    assert why(desk) == ["booked"]
    assert settle_everywhere() == 0


def test_who_has_one_waits_for_something_sooner(desk: Desk, clock: Any) -> None:
    first = desk.book(10)
    clock.shift(timedelta(minutes=1))
    assert wait(desk).instead_of_id == first.pk
    clock.shift(timedelta(minutes=1))
    desk.book(10, day=DAY + timedelta(days=14))
    clock.shift(timedelta(minutes=5))
    settle_everywhere()
    assert why(desk) == [""]  # later than what they have: they still wait
    desk.book(10, day=DAY - timedelta(days=2), anyway=True)
    clock.shift(timedelta(minutes=5))
    settle_everywhere()
    assert why(desk) == ["booked"]


def test_it_ends_when_its_time_is_over(desk: Desk, clock: Any) -> None:
    until = WishData(**{**vars(MORNINGS), "last_day": TODAY + timedelta(days=1)})
    wait(desk, data=until)
    clock.shift(timedelta(days=1))
    settle_everywhere()
    assert why(desk) == [""]
    clock.shift(timedelta(days=1))
    settle_everywhere()
    assert why(desk) == ["over"]


def test_an_archived_record_waits_no_more_and_reads_only(desk: Desk) -> None:
    wait(desk)
    with acting(desk.house.boss) as boss:
        nora = Client.objects.visible_to(boss).get(pk=desk.nora.pk)
        set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)
    phone = sign_in("nora@clients.example")
    assert "Wait for something" not in body(phone.get(LIST))
    settle_everywhere()
    assert why(desk) == ["gone"]


def test_nothing_of_it_books(desk: Desk) -> None:
    wait(desk)
    staff: Browser = sign_in("practitioner@linden.example")
    staff.get(reverse("waitlist"))
    settle_everywhere()
    with acting(system_actor(desk.house.practice.pk)) as system:
        assert not Appointment.objects.visible_to(system).exists()


def test_a_change_that_is_old_is_said(desk: Desk) -> None:
    made = wait(desk)
    with acting(desk.ours) as ours:
        told = {"wish_id": made.pk, "data": MORNINGS, "choices": choices_of(ours)}
        services.change_wish(actor=ours, **told, version=1)
        with pytest.raises(Stale):
            services.change_wish(actor=ours, **told, version=1)


def test_what_suits() -> None:
    thursday = datetime(2026, 11, 26, 9, tzinfo=UTC)
    told: dict[str, Any] = {"weekdays": [3], "parts": ["morning"], "first_day": TODAY}
    assert suits(thursday, **told, last_day=None)
    assert suits(thursday, **told, last_day=date(2026, 11, 26))
    assert not suits(thursday, **told, last_day=date(2026, 11, 25))
    assert not suits(thursday.replace(hour=12), **told, last_day=None)
    assert not suits(thursday + timedelta(days=1), **told, last_day=None)
    assert not suits(thursday - timedelta(days=7), **told, last_day=None)
