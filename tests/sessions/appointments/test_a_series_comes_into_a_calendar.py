"""The mail of a series puts all its times into a calendar, and changes there what it put."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import vobject

from practice.core.actor import acting, system_actor
from practice.outbox.sending.composing import compose
from sessions.appointments import services
from sessions.appointments.series.emails import render_series
from tests.booking import at
from tests.calendars import forget_zones
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_series_is_booked_whole_or_not import (
    WEEK,
    cancelled,
    mails,
    series,
)


def brought(desk: Desk) -> tuple[str, dict[str, Any]]:
    """The method and the events by their UIDs of the newest mail of a series."""
    message = mails(desk)[-1]
    with acting(system_actor(desk.house.practice.pk)) as system:
        mail = render_series(system, message)
    letter = message_from_bytes(compose(message, mail).lines, policy=default)
    (part,) = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    forget_zones()
    calendar = vobject.readOne(part.get_content())
    assert part.get_param("method") == calendar.method.value
    return calendar.method.value, {event.uid.value: event for event in calendar.vevent_list}


def sequences(events: dict[str, Any]) -> list[int]:
    return [int(event.sequence.value) for event in events.values()]


def test_a_series_is_put_in_and_taken_out_again(desk: Desk, clock: Any) -> None:
    made = series(desk)
    method, events = brought(desk)
    assert method == "PUBLISH"  # a request carries one UID alone
    assert [uid.partition("@")[0] for uid in events] == [str(one.pk) for one in made]
    starts = [event.dtstart.value for event in events.values()]
    assert starts == [at(DAY + n * WEEK, 10) for n in range(4)]
    assert {event.status.value for event in events.values()} == {"CONFIRMED"}
    assert {"organizer" in event.contents for event in events.values()} == {True}
    assert {"attendee" in event.contents for event in events.values()} == {False}
    assert "esson" not in "".join(str(event) for event in events.values())
    clock.shift(timedelta(minutes=5))
    cancelled(desk, made[2], "following")
    method, gone = brought(desk)
    assert list(gone) == list(events)[2:]
    assert {event.status.value for event in gone.values()} == {"CANCELLED"}
    assert min(sequences(gone)) > max(sequences(events))


def test_one_that_is_left_of_a_series_is_asked_for_alone(desk: Desk, clock: Any) -> None:
    made = series(desk, times=2)
    clock.shift(timedelta(minutes=1))
    with acting(desk.ours) as ours:
        services.confirm(actor=ours, appointment_id=made[0].pk)
        services.cancel(actor=ours, appointment_id=made[1].pk, why="work")
    (message,) = [one for one in mails(desk) if one.kind == "appointment_series"]
    with acting(system_actor(desk.house.practice.pk)) as system:
        brought_along = render_series(system, message).for_calendar
    assert brought_along is not None
    assert brought_along.method == "REQUEST"
    event = vobject.readOne(brought_along.body.decode()).vevent
    assert event.uid.value.partition("@")[0] == str(made[0].pk)
    # Its confirmation, which nobody is told of, is what changed it last.
    assert event.dtstamp.value == desk.again(made[0]).booked_at + timedelta(minutes=1)
