"""Reads of check-ins: what one asks now, and when the last was taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef

from clients.measures.queries import MeasuredClient, get_measured
from clients.measures.rules import Due, Item, items_of
from practice.core.actor import Actor
from sessions.check_ins.models import CheckIn
from sessions.programs.models import HomeProgram
from sessions.programs.queries import program_at_home


@dataclass(frozen=True)
class Asked:
    """One instrument that a check-in asks, and its questions; `concern` where several works ask."""

    due: Due
    items: Sequence[Item]
    concern: str


@dataclass(frozen=True)
class Week:
    """What a check-in asks today; soreness where there is a program that made them sore."""

    measured: MeasuredClient
    asked: Sequence[Asked]
    home_program: HomeProgram | None


def week_of(actor: Actor, client_id: UUID) -> Week:
    """This week's check-in of a client, by their own day. Two statements."""
    measured = get_measured(actor, client_id, "measure.write")
    named = {work.id: work for work in measured.works}
    is_one = len(measured.works) == 1
    asked = [
        Asked(
            due,
            items_of(due.instrument, work.activities),
            "" if is_one else work.concern,
        )
        for due in measured.weekly()
        if due.episode is not None and (work := named[due.episode])
    ]
    return Week(measured, asked, program_at_home(actor, client_id))


def newest_check_in(actor: Actor, client: str) -> Any:
    """For a subquery: the day of the newest check-in of the client that a column names."""
    rows = CheckIn.objects.visible_to(actor).filter(client_id=OuterRef(client))
    return rows.order_by("-local_date").values("local_date")[:1]


def last_check_in(actor: Actor, client_id: UUID) -> date | None:
    """The day on which a client took the newest one."""
    rows = CheckIn.objects.visible_to(actor).filter(client_id=client_id)
    return rows.order_by("-local_date").values_list("local_date", flat=True).first()
