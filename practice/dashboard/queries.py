"""Reads of Today: what waits for somebody, and who practised. Bounded, whatever the size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.written_once import rows_of
from practice.dashboard.day import Day, day_of
from practice.dashboard.desk import mails_in_trouble, notes_waiting
from practice.dashboard.narrowed import COUNTED, EVERYTHING, Figure, LateMail, Narrowed, Waiting
from practice.dashboard.onboarding import Step, beginning_of, steps_of
from practice.dashboard.rules import NeedKind
from practice.dashboard.waiting import people_waiting, with_comers
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from sessions.programs.rules import HomeProgramState

LOGS, LOGS_COUNTED = 8, 2_000
NO_FIGURE, NOBODY = Figure(), Day()


class ToldLog(NamedTuple):
    """What Today says of one practice at home."""

    client_id: UUID
    name: str
    local_date: date
    done: bool
    ease_after: int | None
    pain_during: int | None


@dataclass(frozen=True)
class Today:
    """Everything that Today shows; `practised` are clients, of the last 7 days."""

    day: date
    people: Mapping[NeedKind, Sequence[Waiting]] = field(default_factory=dict)
    booked: Day = NOBODY
    unsigned: Figure = NO_FIGURE
    mails: Sequence[LateMail] = field(default_factory=list)
    logs: Sequence[ToldLog] = field(default_factory=list)
    practised: Figure = NO_FIGURE
    running: Figure = NO_FIGURE
    steps: Sequence[Step] = field(default_factory=list)


def _name(given: str, family: str) -> str:
    return f"{given} {family}".strip()


def recent_logs(actor: Actor) -> list[ToldLog]:
    """The last practice logs of the practice, newest first."""
    names = ("client_id", "client__given_name", "client__family_name")
    told = ("local_date", "done", "ease_after", "pain_during")

    def build(actor: Actor) -> Any:
        rows = PracticeLog.objects.visible_to(actor).order_by("-logged_at")
        return rows.values_list(*names, *told)[:LOGS]

    return [
        ToldLog(client_id, _name(given, family), *rest)
        for client_id, given, family, *rest in rows_of(actor, "logs", None, build)
    ]


def running_count(actor: Actor) -> Figure:
    """How many home programs run."""

    def build(actor: Actor) -> Any:
        today = today_in(actor.zone)
        rest = Q(ends_on__lt=today) | Q(started_on__gt=today)  # over, or still to come
        rows = HomeProgram.objects.visible_to(actor).filter(~rest, state=HomeProgramState.ACTIVE)
        return rows.order_by().values_list("pk")[: COUNTED + 1]

    counting = "SELECT count(*) FROM ({}) told"
    ((counted,),) = rows_of(actor, "running", None, build, counting) or [(0,)]
    return Figure(min(counted, COUNTED), is_more=counted > COUNTED)


def practised_count(actor: Actor) -> Figure:
    """How many clients practised at least once in the last seven days."""

    def build(actor: Actor) -> Any:
        since = now() - timedelta(days=7)
        rows = PracticeLog.objects.visible_to(actor).filter(logged_at__gte=since, done=True)
        return rows.order_by("-logged_at").values_list("client_id")[:LOGS_COUNTED]

    counting = "SELECT count(DISTINCT client_id), count(*) FROM ({}) told"
    found = rows_of(actor, "practised", None, build, counting)
    ((people, logs),) = found or [(0, 0)]
    return Figure(people, is_more=logs == LOGS_COUNTED)


def waits_for(
    actor: Actor, narrowed: Narrowed = EVERYTHING
) -> tuple[dict[NeedKind, list[Waiting]], list[LateMail]]:
    """All that waits, as far as the actor's role reaches: people and notes, and mails."""
    people = people_waiting(actor, narrowed)
    if actor.may("note.read"):
        people[NeedKind.NOTE] = notes_waiting(actor, narrowed)[0]
    return people, mails_in_trouble(actor, narrowed) if actor.may("mail.read") else []


def today_of(actor: Actor, narrowed: Narrowed = EVERYTHING) -> Today:
    """Today, as far as the actor's role reaches. Before anything has begun, its first steps."""
    day, story, home = today_in(actor.zone), actor.may("note.read"), actor.may("program.read")
    running = running_count(actor) if home else Figure()
    logs = recent_logs(actor) if actor.may("practice_log.read") else []
    mails = mails_in_trouble(actor, narrowed) if actor.may("mail.read") else []
    if home and not running.value and not logs:
        beginning = beginning_of(actor)
        if not beginning.has_begun:
            return Today(day, mails=mails, steps=steps_of(actor, beginning))
    people, booked = people_waiting(actor, narrowed), day_of(actor, mine=narrowed.mine)
    if booked.comes_at:
        people = with_comers(actor, narrowed, people)
    notes, unsigned = notes_waiting(actor, narrowed) if story else ([], Figure())
    return Today(
        day=day,
        people={**people, NeedKind.NOTE: notes},
        booked=booked,
        unsigned=unsigned,
        mails=mails,
        logs=logs,
        practised=practised_count(actor) if logs else Figure(),
        running=running,
    )
