"""What the pages of both sides share: time is had, or it is said what is in the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError, Stale
from practice.core.pages import errors_beside
from sessions.appointments.rules import is_on_a_minute
from sessions.appointments.services import BreaksRules, JustTaken, undo
from sessions.appointments.services.taking import in_words

YEARS = (2000, 2099)  # what is looked at from there on ends within YEAR_MOST


def day_asked(asked: str, today: date) -> date:
    """The day that an address names, or today."""
    try:
        day = parse_date(asked)
    except ValueError:
        day = None
    return day if day is not None and YEARS[0] <= day.year <= YEARS[1] else today


def start_asked(asked: str) -> datetime | None:
    """The instant that a form names, as a page offered it; None: none that is ever offered."""
    try:
        at = parse_datetime(asked)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not YEARS[0] <= at.year <= YEARS[1]:
        return None
    return at if is_on_a_minute(at) else None


@dataclass
class Asked[T]:
    """`made` once it is had. Otherwise what the form offers next: to do it all the same, or one of
    the times that are free nearby."""

    made: T | None = None
    is_done: bool = False
    breaks: bool = False
    nearby: Sequence[dict[str, str]] = field(default_factory=list)
    status: int | None = None


def nearest_of(taken: JustTaken) -> list[dict[str, str]]:
    """Buttons of the times that are free near to one that was taken."""
    return [
        {"name": "instead", "value": at.isoformat(), "word": in_words(at, taken.zone)}
        for at in taken.nearest
    ]


def ask[T](form: forms.BaseForm, act: Callable[[], T]) -> Asked[T]:
    """Try it; what refuses it stands in the form, and nothing typed is lost."""
    asked: Asked[T] = Asked()
    with errors_beside(form):
        try:
            asked.made = act()
        except JustTaken as taken:
            asked.nearby = nearest_of(taken)
            asked.status = HTTPStatus.CONFLICT
            raise
        except BreaksRules:
            asked.breaks = True
            raise
        except Stale:
            asked.status = HTTPStatus.CONFLICT
            raise
        asked.is_done = True
    return asked


def take_back(request: SuppleRequest, appointment_id: UUID) -> None:
    """Take back what one did a moment ago, or say why that is too late."""
    try:
        undo(actor=request.actor, appointment_id=appointment_id)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Taken back."))
