"""Of one client, week by week: on how many days they practised, and how it felt at the end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import BoolOr

from clients.measures.models import MeasureResponse
from clients.measures.rules import NPRS, PSFS, Answer, Instrument, Rater, score, towards
from clients.records.models import Client, Episode
from clients.records.queries import get_client
from practice.core.actor import Actor
from practice.core.clock import today_in
from sessions.practice_logs.models import PracticeLog
from sessions.progress.dose.drawn import Dots, dots_of
from sessions.progress.dose.rules import (
    LEAST_WEEKS,
    Finding,
    Week,
    related,
    weeks_of,
)
from sessions.progress.queries import courses_of

COMPARED = (NPRS, PSFS)
LOOKS_BACK = timedelta(weeks=52)
MOST_ANSWERS = 400


@dataclass(frozen=True)
class WeeksTold:
    """One instrument's weeks of a course of work, what they come to, and what they leave out.

    `other_versions`: answers in another wording, or about other activities, than the newest.
    """

    instrument: Instrument
    weeks: Sequence[Week]
    finding: Finding
    dots: Dots | None
    other_versions: int

    @property
    def compared(self) -> list[Week]:
        """Weeks in which something was logged."""
        return [week for week in self.weeks if week.days is not None]

    @property
    def silent(self) -> int:
        """Weeks with an answer in which nothing was logged."""
        return len(self.weeks) - len(self.compared)


@dataclass(frozen=True)
class ClientDose:
    """Each instrument that is compared, of one client's course of work; no `episode` before one."""

    client: Client
    episode: Episode | None
    since: date
    told: Sequence[WeeksTold]


def dose_of_client(actor: Actor, client_id: UUID) -> ClientDose:
    """The last year of a client's newest course of work. Four statements."""
    client = get_client(actor, client_id)
    episode = courses_of(actor, client.pk).first()
    since = today_in(client.timezone) - LOOKS_BACK
    told = dose_of_course(actor, episode, since) if episode else []
    return ClientDose(client, episode, since, told)


def dose_of_course(actor: Actor, episode: Episode, since: date) -> list[WeeksTold]:
    """Each instrument's weeks from a day on, of a course that came through its door.

    Two statements.
    """
    logs = PracticeLog.objects.visible_to(actor).filter(
        client_id=episode.client_id, local_date__gt=since - timedelta(days=7)
    )
    days: Any = logs.order_by().values_list("local_date").annotate(did=BoolOr("done"))
    logged: dict[date, bool] = dict(days)
    rows = MeasureResponse.objects.visible_to(actor).filter(
        episode_id=episode.pk,
        instrument__in=[one.code for one in COMPARED],
        rater=Rater.CLIENT,
        withdrawn_at=None,
        answered_on__gt=since,
    )
    newest = rows.order_by("-answered_on", "-id").values_list(
        "instrument", "version", "answered_on", "answers"
    )
    answers: list[tuple[str, str, date, list[Answer]]] = [
        (code, version, day, [(item, number) for item, number in said])
        for code, version, day, said in newest[:MOST_ANSWERS]
    ]
    return [_weeks(one, [a[1:] for a in answers if a[0] == one.code], logged) for one in COMPARED]


def _weeks(
    instrument: Instrument,
    newest: Sequence[tuple[str, date, list[Answer]]],
    logged: dict[date, bool],
) -> WeeksTold:
    """By what was asked last: another wording, or other activities, is another question."""
    same = [
        (day, number)
        for version, day, said in newest
        if version == instrument.version
        and _asked(said) == _asked(newest[0][2])
        and (number := score(instrument, said)) is not None
    ]
    weeks = weeks_of(same, logged)
    pairs = [
        (float(week.days), towards(instrument, 0, week.score))
        for week in weeks
        if week.days is not None
    ]
    finding = related(pairs, LEAST_WEEKS, in_a_row=True)
    seen = [(week.days, week.score) for week in weeks if week.days is not None]
    dots = None
    if finding.n >= finding.least:
        dots = dots_of(seen, (0, 7), (instrument.low, instrument.high))
    return WeeksTold(instrument, weeks, finding, dots, len(newest) - len(same))


def _asked(said: Iterable[Answer]) -> frozenset[str]:
    return frozenset(item for item, _number in said)
