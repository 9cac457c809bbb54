"""Reads of check-ins: what one asks now, and when the last was taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from clients.measures.queries import MeasuredClient, get_measured
from clients.measures.rules import Due, Item, items_of
from practice.core.actor import Actor
from practice.core.beside import beside
from sessions.check_ins.models import CheckIn
from sessions.check_ins.rules import A_WEEK, asks_soreness
from sessions.practice_logs.queries import practised_since
from sessions.programs.queries import program_at_home
from sessions.programs.rules import has_begun

_NEWEST = """
    SELECT taken.local_date FROM care_sessions_checkin taken
    WHERE taken.practice_id = %s AND taken.client_id = clients_client.id
    ORDER BY taken.local_date DESC LIMIT 1"""
_SORE = """
    SELECT json_build_array(checked.local_date, checked.soreness_hours, checked.worse,
        coalesce(guardian.name, ''))
    FROM care_sessions_checkin checked
    LEFT JOIN clients_guardian guardian
        ON guardian.practice_id = checked.practice_id AND guardian.id = checked.guardian_id
    WHERE checked.practice_id = %s AND checked.client_id = clients_client.id
        AND (checked.soreness_hours IS NOT NULL OR checked.worse)
    ORDER BY checked.local_date DESC, checked.id DESC LIMIT %s"""


class ToldSoreness(NamedTuple):
    """How sore practising left a client, as a check-in said it; `said_by` "" is the client."""

    local_date: date
    soreness_hours: int | None
    worse: bool
    said_by: str


@dataclass(frozen=True)
class Asked:
    """One instrument that a check-in asks, and its questions; `concern` where several works ask."""

    due: Due
    items: Sequence[Item]
    concern: str


@dataclass(frozen=True)
class Week:
    """What a check-in asks today, with soreness or without; `waits`: it has something to ask."""

    measured: MeasuredClient
    asked: Sequence[Asked]
    asks_soreness: bool
    waits: bool


def week_of(actor: Actor, client_id: UUID) -> Week:
    """This week's check-in of a client, by their own day. At most four statements."""
    measured = get_measured(actor, client_id, "measure.write")
    named = {work.id: work for work in measured.works}
    is_one = len(measured.works) == 1
    asked = [
        Asked(
            due,
            items_of(due.instrument, work.activities),
            "" if is_one else work.concern,
        )
        for due in measured.checking_in()
        if due.episode is not None and (work := named[due.episode])
    ]
    sore = _asks_soreness(actor, client_id, measured.today)
    waits = bool(asked) or (
        sore and measured.check_in_waits(last_check_in(actor, client_id), beside=True)
    )
    return Week(measured, asked, sore, waits)


def _asks_soreness(actor: Actor, client_id: UUID, today: date) -> bool:
    home_program = program_at_home(actor, client_id)
    has_program = home_program is not None and has_begun(home_program.started_on, today)
    practised = has_program or practised_since(actor, client_id, today - A_WEEK)
    return asks_soreness(has_program=has_program, practised=practised)


def newest_check_in_beside(actor: Actor) -> Any:
    """The day of each client's newest check-in, read along: `told_newest_check_in`."""
    return beside(actor, f"{CheckIn.subject}.read", _NEWEST, actor.practice_id)


def told_newest_check_in(found: Sequence[str]) -> date | None:
    """What `newest_check_in_beside` read."""
    return next(map(date.fromisoformat, found), None)


def soreness_beside(actor: Actor, most: int) -> Any:
    """What a client's newest check-ins said of soreness, read along: `told_soreness`."""
    return beside(actor, f"{CheckIn.subject}.read", _SORE, actor.practice_id, most)


def told_soreness(found: Iterable[Sequence[Any]]) -> list[ToldSoreness]:
    """What `soreness_beside` read."""
    return [ToldSoreness(date.fromisoformat(day), *said) for day, *said in found]


def last_check_in(actor: Actor, client_id: UUID) -> date | None:
    """The day on which a client took the newest one."""
    rows = CheckIn.objects.visible_to(actor).filter(client_id=client_id)
    return rows.order_by("-local_date").values_list("local_date", flat=True).first()
