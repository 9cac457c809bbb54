"""A place in a class: what the database refuses of it, in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from psycopg import errors

from practice.core.actor import Actor
from practice.core.errors import DomainError
from sessions.appointments.models import Appointment, GroupClass
from sessions.appointments.rules import LIVE, AppointmentState


def hold_class(actor: Actor, class_id: UUID) -> None:
    """Hold the class until the transaction ends, before a place of it that is to change.

    The order is everywhere the client, the class, the place: nobody waits in a circle.
    """
    rows = GroupClass._base_manager.filter(practice_id=actor.practice_id, client=None)
    list(rows.filter(pk=class_id).select_for_update(of=("self",), no_key=True).values_list("pk"))


def is_of_a_class_over(actor: Actor, place: Appointment) -> bool:
    """Whether an appointment is a place in a class that was given. A statement, for a place."""
    if place.group_class_id is None:
        return False
    rows = GroupClass._base_manager.filter(practice_id=actor.practice_id, client=None)
    return rows.filter(pk=place.group_class_id, state=AppointmentState.DONE).exists()


@contextmanager
def one_place() -> Iterator[None]:
    """Take a place; DomainError where it cannot be had, and nothing of it stays."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        said = _refused(error.__cause__)
        if said is None:
            raise
        raise DomainError(said[1], field="client", code=said[0]) from None


class Busy(DomainError):
    """Somebody on the list has something else then, or does something at the same moment."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words, field=field, code="busy")


@contextmanager
def for_all() -> Iterator[None]:
    """A class and its whole list are written, or nothing; Busy for what the database refuses since
    somebody did something else just then."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if isinstance(error.__cause__, errors.ExclusionViolation):
            words = _("Somebody on the list has something else then. Nothing changed.")
        elif isinstance(error.__cause__, errors.DeadlockDetected):
            words = _("Somebody changed it at the same moment. Nothing changed. Press once more.")
        else:
            raise
        raise Busy(words) from None


def _refused(cause: BaseException | None) -> tuple[str, str] | None:
    if isinstance(cause, errors.CheckViolation):
        return "full", _("No place is free in this class any more.")
    if isinstance(cause, errors.ExclusionViolation):
        return "busy", _("They have something else at this time.")
    if isinstance(cause, errors.RestrictViolation):
        return "off", _("This class takes nobody any more.")
    return None


def when_and_where(its_class: Appointment) -> dict[str, Any]:
    """What a place has of its class, as columns: its client's time is the class itself."""
    return {
        "practitioner_id": its_class.practitioner_id,
        "place_id": its_class.place_id,
        "starts_at": its_class.starts_at,
        "ends_at": its_class.ends_at,
        "blocked_from": its_class.starts_at,
        "blocked_until": its_class.ends_at,
        "local_date": its_class.local_date,
        "local_time": its_class.local_time,
        "zone": its_class.zone,
    }


def take_place_again(actor: Actor, appointment: Appointment, values: dict[str, Any]) -> None:
    """Give somebody back the place that they gave up a moment ago, if it is still free."""
    if "starts_at" in values:
        raise DomainError(_("Its time is that of its class: take that back."), code="class")
    rows = Appointment._base_manager.filter(practice_id=actor.practice_id)
    found = rows.filter(pk=cast(UUID, appointment.group_class_id), state__in=LIVE)
    starts_at = found.values_list("starts_at", flat=True).first()
    if starts_at is None:
        raise DomainError(_("This class takes nobody any more."), code="off")
    if starts_at != appointment.starts_at:  # only those who had their place went along
        words = _("The class was moved meanwhile. Give them a place on its list.")
        raise DomainError(words, code="moved")
    with one_place():
        rows.filter(pk=appointment.pk).update(**values)
    for name, value in values.items():
        setattr(appointment, name, value)
