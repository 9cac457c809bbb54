"""Reminders of appointments: so many hours ahead, once, of what stands there by then."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from clients.mail_wishes.queries import wants_mail
from clients.mail_wishes.rules import MailKind
from clients.records.models import Client
from practice.core.actor import acting, system_actor
from practice.outbox.kinds import NotWanted
from practice.outbox.models import Message
from practice.outbox.queries import list_messages
from practice.outbox.rules import state_after_unknown
from sessions.appointments import services
from sessions.appointments.models import Appointment
from sessions.appointments.reminding import REMINDER, render_reminder_of
from sessions.appointments.services.moving import MoveData
from sessions.hours.models import Service
from sessions.reminders.services import change_wishes
from tests.booking import at
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_series_is_booked_whole_or_not import series

HOUR = timedelta(hours=1)


def planned(desk: Desk) -> list[Message]:
    with acting(desk.house.boss) as boss:
        rows = Message.objects.visible_to(boss).filter(kind=REMINDER)
        return list(rows.order_by("due_at", "id"))


def rendered(desk: Desk, message: Message) -> Any:
    with acting(system_actor(desk.house.practice.pk)) as system:
        return render_reminder_of(system, message)


def refused(desk: Desk, message: Message) -> str:
    with pytest.raises(NotWanted) as why:
        rendered(desk, message)
    return str(why.value)


def move(desk: Desk, one: Appointment, hour: int) -> None:
    data = MoveData(
        starts_at=at(DAY, hour), practitioner_id=desk.house.practitioner.pk, place=desk.place
    )
    with acting(desk.ours) as ours:
        services.move_appointment(actor=ours, appointment_id=one.pk, data=data)


def cancel(desk: Desk, one: Appointment) -> None:
    with acting(desk.ours) as ours:
        services.cancel(actor=ours, appointment_id=one.pk, why="worse")


def test_it_comes_so_many_hours_ahead_and_ends_with_the_beginning(desk: Desk) -> None:
    one = desk.book(10)
    early, late = planned(desk)
    assert [early.due_at, late.due_at] == [one.starts_at - 48 * HOUR, one.starts_at - 3 * HOUR]
    assert [early.expires_at, late.expires_at] == [late.due_at, one.starts_at]
    assert early.local_date == DAY - timedelta(days=2)
    mail = rendered(desk, early)
    assert mail.to_address == "nora@clients.example"
    assert "3 December 2026, 10:00–11:00 (America/Denver)" in mail.text
    assert "By your clock" not in mail.text
    assert "/l/appointment-reminders-off/" in mail.unsubscribe_url
    for health in ("worse", "pain", "lesson", "Lesson", "concern"):
        assert health not in mail.text + mail.subject


def test_an_hour_that_has_passed_reminds_nobody(desk: Desk, clock: Any) -> None:
    clock.move_to(at(DAY, 10) - 24 * HOUR)
    one = desk.book(10)
    assert [message.due_at for message in planned(desk)] == [one.starts_at - 3 * HOUR]
    clock.move_to(at(DAY, 14) - 3 * HOUR - timedelta(minutes=2))
    desk.book(14, whose=desk.nell)  # it would leave before the booking stays
    assert len(planned(desk)) == 1


def test_what_was_moved_reminds_where_it_stands(desk: Desk) -> None:
    one = desk.book(10)
    before = planned(desk)
    move(desk, one, 14)
    assert [refused(desk, message) for message in before] == ["it was moved"] * 2
    there = [message for message in planned(desk) if message not in before]
    assert [message.due_at for message in there] == [at(DAY, 14) - h * HOUR for h in (48, 3)]
    assert "14:00–15:00" in rendered(desk, there[0]).text
    with acting(desk.ours) as ours:
        services.undo(actor=ours, appointment_id=one.pk)
    assert len(planned(desk)) == 4
    assert "10:00–11:00" in rendered(desk, before[0]).text
    assert refused(desk, there[0]) == "it was moved"


def test_what_is_cancelled_reminds_nobody_and_again_once_that_is_taken_back(desk: Desk) -> None:
    one = desk.book(10)
    cancel(desk, one)
    early, late = planned(desk)
    assert refused(desk, early) == refused(desk, late) == "it was cancelled"
    with acting(desk.ours) as ours:
        services.undo(actor=ours, appointment_id=one.pk)
    assert len(planned(desk)) == 2
    assert rendered(desk, early).to_address == "nora@clients.example"


def test_hours_that_a_service_changes_hold_from_then_on(desk: Desk, clock: Any) -> None:
    desk.book(10)
    before = planned(desk)
    with acting(desk.house.boss):
        Service._base_manager.filter(practice=desk.house.practice).update(reminder_hours=[24])
    assert all(rendered(desk, message) for message in before)
    two = desk.book(14, whose=desk.nell)
    assert [one.due_at for one in planned(desk) if one not in before] == [two.starts_at - 24 * HOUR]
    late = before[1]
    clock.move_to(at(DAY, 10))
    assert refused(desk, late) == "it has begun"


def test_who_wants_none_has_none_and_may_change_their_mind(desk: Desk) -> None:
    desk.book(10)
    early, _late = planned(desk)
    with acting(desk.hers) as hers:
        change_wishes(actor=hers, client_id=desk.nora.pk, wanted={MailKind.APPOINTMENT: False})
    assert refused(desk, early) == "they want no mails of this kind"
    with acting(desk.hers) as hers:
        change_wishes(actor=hers, client_id=desk.nora.pk, wanted={MailKind.APPOINTMENT: True})
    assert [message.state for message in planned(desk)] == ["planned"] * 2
    assert rendered(desk, early)


def test_the_link_of_the_mail_ends_them_at_once(desk: Desk) -> None:
    desk.book(10)
    url = rendered(desk, planned(desk)[0]).unsubscribe_url
    path = url[url.index("/l/") :]
    browser = Browser()
    page = browser.get(path)
    assert "Turn these mails off?" in page.content.decode()
    with acting(desk.house.boss) as boss:
        assert wants_mail(boss, desk.nora.pk, MailKind.APPOINTMENT)
    for _again in range(2):
        answer = Browser(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    with acting(desk.house.boss) as boss:
        assert not wants_mail(boss, desk.nora.pk, MailKind.APPOINTMENT)
    assert Browser().get("/l/appointment-reminders-off/nonsense/").status_code == 404


def test_online_both_clocks_are_told(desk: Desk) -> None:
    with acting(desk.house.boss):
        Client._base_manager.filter(pk=desk.nora.pk).update(timezone="Europe/Berlin")
        rows = Service._base_manager.filter(practice=desk.house.practice)
        rows.filter(built_in_code="check_in").update(is_online=True)
    desk.book(10, code="check_in", anyway=True)
    mail = rendered(desk, planned(desk)[0])
    assert "(America/Denver)" in mail.text
    assert "18:00 (Europe/Berlin)" in mail.text
    assert "By your clock" in mail.html


def test_each_of_a_series_has_its_own(desk: Desk) -> None:
    made = series(desk, times=2)
    due = [one.starts_at - hours * HOUR for one in made for hours in (48, 3)]
    assert [message.due_at for message in planned(desk)] == due
    assert {message.subject_id for message in planned(desk)} == {one.pk for one in made}


def test_unknown_goes_once_more(desk: Desk) -> None:
    assert state_after_unknown(REMINDER, 1) == "retry"
    assert state_after_unknown(REMINDER, 2) == "unknown"


def test_what_is_planned_for_later_stands_among_what_is_planned(desk: Desk, clock: Any) -> None:
    desk.book(10)
    with acting(desk.house.boss) as boss:
        assert len(list_messages(boss).lines) == 1
        assert len(list_messages(boss, state="planned").lines) == 3
        clock.move_to(at(DAY, 10) - 49 * HOUR)
        assert len(list_messages(boss).lines) == 2
