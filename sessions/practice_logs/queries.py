"""Reads of practice logs: the one door, the client's days, the newest."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404

from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from practice.core.tenancy import TenantQuerySet
from sessions.practice_logs.models import LogSource, PracticeLog, PracticeLogItem

PHONE_AN_HOUR = 60

_TOLD = """
    SELECT json_build_array(log.local_date, log.done, log.ease_after, log.line)
    FROM care_sessions_practicelog log
    WHERE log.practice_id = %s AND log.client_id = clients_client.id AND log.client_id = %s
    ORDER BY log.logged_at DESC LIMIT %s"""


class ToldLog(NamedTuple):
    """What a client's page says of a practice at home."""

    local_date: date
    done: bool
    ease_after: int | None
    line: str


def logs_beside(actor: Actor, client_id: UUID, most: int) -> Any:
    """Of one client: the newest logs, for `told_logs`.

    Named, so that PostgreSQL knows whether they are few or twenty thousand.
    """
    values = (actor.practice_id, client_id, most)
    return beside(actor, f"{PracticeLog.subject}.read", _TOLD, *values)


def told_logs(found: Iterable[Sequence[Any]]) -> list[ToldLog]:
    """What `logs_beside` read."""
    return [ToldLog(date.fromisoformat(day), *rest) for day, *rest in found]


def get_practice_log(
    actor: Actor, log_id: UUID, action: str = "practice_log.read", *, hold: bool = False
) -> PracticeLog:
    """The one door to a practice log, with client and program.

    With `hold` nobody archives the client or changes either until the transaction ends.
    """
    related = ("client", "home_program__client", "home_program__episode")
    rows = PracticeLog.objects.visible_to(actor, action).select_related(*related)
    if hold:
        rows = rows.select_for_update(of=("client", "home_program", "self"), no_key=True)
    log = rows.by_id(log_id)
    if log is None:
        raise Http404("practice log")
    return log


def log_with_key(actor: Actor, client_key: UUID) -> PracticeLog | None:
    """The log that a phone's key made, if it did."""
    rows = PracticeLog.objects.visible_to(actor).select_related("client", "home_program")
    return rows.filter(client_key=client_key).first()


def many_from_phones(actor: Actor, client_id: UUID) -> bool:
    """Whether so many logs came from a client's phones within the hour that the rest may wait."""
    rows = PracticeLog.objects.visible_to(actor)
    lately = rows.filter(client_id=client_id, logged_at__gt=now() - timedelta(hours=1))
    few = lately.filter(source=LogSource.PHONE).values_list("id", flat=True)
    return len(few[:PHONE_AN_HOUR]) == PHONE_AN_HOUR


def item_ids_of(actor: Actor, log: PracticeLog) -> set[UUID]:
    """Which items of the program a log says were practised."""
    rows = PracticeLogItem.objects.visible_to(actor).filter(log=log)
    return set(rows.values_list("item_id", flat=True))


def logs_between(actor: Actor, client_id: UUID, first: date, last: date) -> list[PracticeLog]:
    """A client's logs of some local days, both included, newest first."""
    rows = PracticeLog.objects.visible_to(actor).filter(client_id=client_id)
    return list(rows.filter(local_date__range=(first, last)).order_by("-logged_at")[:200])


def practised_since(actor: Actor, client_id: UUID, first: date) -> bool:
    """Whether a client practised on a local day or after it."""
    rows = PracticeLog.objects.visible_to(actor).filter(client_id=client_id, done=True)
    return rows.filter(local_date__gte=first).exists()


def logs_where(
    actor: Actor,
    *,
    client: UUID | None = None,
    home_program: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> TenantQuerySet[PracticeLog]:
    """Logs that the actor may see, by client, program and the client's own days."""
    asked = {
        "client_id": client,
        "home_program_id": home_program,
        "local_date__gte": since,
        "local_date__lte": until,
    }
    rows = PracticeLog.objects.visible_to(actor)
    return rows.filter(**{name: value for name, value in asked.items() if value is not None})


def week_states(
    logs: Iterable[PracticeLog], planned: Iterable[int], today: date, first: int = 1
) -> list[tuple[date, str]]:
    """The week from ISO weekday `first` as did, not, today or plan: a day without a log is no
    failure.
    """
    did = {log.local_date for log in logs if log.done}
    weekdays = set(planned)
    begin = today - timedelta(days=(today.isoweekday() - first) % 7)
    states = []
    for day in (begin + timedelta(days=n) for n in range(7)):
        if day in did:
            state = "did"
        elif day == today:
            state = "today"
        else:
            state = "plan" if day > today and day.isoweekday() in weekdays else "not"
        states.append((day, state))
    return states
