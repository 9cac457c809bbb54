"""What a mail brings for a calendar puts it in, moves it there, and takes it out again."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
import vobject

from practice.core.actor import acting
from practice.core.models import Practice
from practice.outbox.sending.composing import compose
from sessions.appointments import services
from sessions.appointments.emails import TO_CLIENT, TO_PRACTICE
from tests.booking import at
from tests.calendars import forget_zones
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_everybody_is_told_once import move, planned, rendered

pytestmark = pytest.mark.django_db


def brought(desk: Desk, kind: str = TO_CLIENT) -> tuple[str, Any, Any]:
    """The method, the event, and the letter of the newest mail of a kind."""
    message = planned(desk, kind)[-1]
    mail = rendered(desk, message)
    letter = message_from_bytes(compose(message, mail).lines, policy=default)
    (part,) = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    assert part.get_param("charset") == "utf-8"
    forget_zones()
    calendar = vobject.readOne(part.get_content())
    assert part.get_param("method") == calendar.method.value
    (file,) = letter.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "appointment.ics")
    assert file.get_content() == mail.for_calendar.body
    return calendar.method.value, calendar.vevent, letter


def test_booked_moved_and_cancelled_are_one_event_that_counts_up(desk: Desk, clock: Any) -> None:
    booked = desk.book(10)
    told = [brought(desk)]
    clock.shift(timedelta(minutes=5))
    move(desk, booked, 14)
    told.append(brought(desk))
    clock.shift(timedelta(minutes=5))
    with acting(desk.ours) as ours:
        services.cancel(actor=ours, appointment_id=booked.pk, why="worse")
    told.append(brought(desk))
    assert [method for method, *_ in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [event.status.value for _m, event, _l in told] == ["CONFIRMED"] * 2 + ["CANCELLED"]
    assert len({event.uid.value for _m, event, _l in told}) == 1
    numbers = [int(event.sequence.value) for _m, event, _l in told]
    assert numbers == sorted(set(numbers))
    starts = [event.dtstart.value for _m, event, _l in told]
    assert starts == [at(DAY, 10), at(DAY, 14), at(DAY, 14)]
    whole = "".join(str(event) for _m, event, _l in told)
    for health in ("lesson", "Lesson", "worse"):
        assert health not in whole


def test_a_step_taken_back_still_counts(desk: Desk, clock: Any) -> None:
    """What was told last is never newer than what is told next."""
    booked = desk.book(10)
    first = int(brought(desk)[1].sequence.value)
    clock.shift(timedelta(minutes=5))
    move(desk, booked, 14)
    with acting(desk.ours) as ours:
        services.undo(actor=ours, appointment_id=booked.pk)
    move(desk, booked, 15)
    _method, event, _letter = brought(desk)
    assert int(event.sequence.value) > first
    assert event.dtstart.value == at(DAY, 15)


def test_the_practice_asks_and_the_client_comes(desk: Desk) -> None:
    desk.book(10)
    with acting(desk.house.boss):
        rows = Practice.objects.filter(pk=desk.house.practice.pk)
        rows.update(contact_email="desk@linden.example")
    _method, event, letter = brought(desk)
    assert event.organizer.value == "mailto:desk@linden.example"
    assert event.organizer.params["CN"] == ["Linden Somatics"]
    assert event.attendee.value == "mailto:nora@clients.example"
    assert event.attendee.params["PARTSTAT"] == ["ACCEPTED"]
    assert [part.get_content_type() for part in letter.walk()] == [
        *("multipart/mixed", "multipart/alternative"),
        *("text/plain", "text/html", "text/calendar", "application/ics"),
    ]


def test_nobody_asks_themself(desk: Desk) -> None:
    """A practitioner alone is told by the address that mails leave from, not by their own."""
    desk.book(10, actor=desk.hers)
    with acting(desk.house.boss):
        rows = Practice.objects.filter(pk=desk.house.practice.pk)
        rows.update(contact_email="Practitioner@linden.example")
    _method, event, letter = brought(desk, TO_PRACTICE)
    assert event.attendee.value == "mailto:practitioner@linden.example"
    assert event.organizer.value.removeprefix("mailto:") in letter["From"]
    assert "Nora" not in str(event)


def test_a_name_cannot_write_a_line_of_its_own(desk: Desk) -> None:
    """Quotes, semicolons and line ends in a name stay inside the name."""
    nasty = 'Linden";X-EVIL=1:mailto:x\r\nATTENDEE:mailto:evil@x.example\n;,\\'
    with acting(desk.house.boss):
        rows = Practice.objects.filter(pk=desk.house.practice.pk)
        rows.update(name=nasty, sender_name=nasty)
    desk.book(10)
    message = planned(desk)[-1]
    body = rendered(desk, message).for_calendar.body.decode()
    unfolded = body.replace("\r\n ", "")
    lines = [line.split(":")[0].split(";")[0] for line in unfolded.split("\r\n") if line]
    assert lines.count("ATTENDEE") == 1
    assert not [line for line in lines if line.startswith("X-EVIL")]
    assert "\n" not in unfolded.replace("\r\n", "")
