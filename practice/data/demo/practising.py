"""What somebody of the demo logs at home: honest, with gaps, and not always upwards."""

from dataclasses import dataclass, replace
from datetime import time
from math import sin
from uuid import UUID

from clients.records.models import Client
from practice.core.actor import Actor, acting
from practice.core.clock import clock_at
from practice.data.demo.people import Person, Shape
from practice.data.demo.scene import Scene
from sessions.practice_logs.models import LogSource
from sessions.practice_logs.rules import QUICK_ANSWERS
from sessions.practice_logs.services import LogData, log_practice
from sessions.programs.models import HomeProgram

LINES = (
    "Slower today, and it answered sooner.",
    "The left side came along by itself.",
    "I fell asleep in the rest.",
    "Easier after a warm shower.",
    "I felt the floor under the low back.",
    "Hurried. I noticed, and began again.",
    "The cat helped.",
    "My jaw let go before the hip did.",
    "In the middle of it I had to yawn.",
    "Half of it, and that was enough.",
    "The breath went along.",
    "Less is more, today less than that.",
    "Got up afterwards and was taller.",
    "Thought of the shopping all the way.",
    "One side is a door, the other one a wall.",
    "It let go on the third, as in the lesson.",
)
SKIPS = ("no_time", "no_time", "forgot", "forgot", "tired", "unwell", "unsure_how", "hurt")
FLARE = LogData(
    done=True,
    minutes=20,
    slowness=2,
    attention=5,
    effort=8,
    ease_after=2,
    pain_during=6,
    soreness_hours=48,
    line="I did it fast and twice as long, after lifting. Sore for two days now.",
)
SKIPPED, LINED, SORE = 0.2, 0.15, 0.04  # shares of days


def _tapped(name: str, level: int | None) -> int | None:
    """The word of the three that is nearest to a level, as somebody would tap it."""
    if level is None:
        return None
    return min((number for number, _word in QUICK_ANSWERS[name]), key=lambda n: abs(n - level))


@dataclass(frozen=True)
class Span:
    """The months of one course of work, in days ago; `again`: it is not the first."""

    first: int
    last: int
    again: bool = False

    def share(self, days_ago: int) -> float:
        """How much of it has gone by, 0 to 1."""
        return (self.first - days_ago) / max(self.first - self.last, 1)


def ease_at(shape: Shape, share: float, *, again: bool = False) -> float:
    """Ease after practising on the 0 to 10 scale, before the day's own weather."""
    if again:
        return 4 + 2.5 * share
    if shape is Shape.PLATEAU:
        return 3 + 3 * min(1, share / 0.35)
    if shape is Shape.UNEVEN:
        return 5 + 1.5 * share + 2 * sin(share * 17)
    if shape is Shape.REVERSION:
        return 3 + 9 * share if share < 0.55 else 8 - 10 * (share - 0.55)
    return 3 + 5 * share


class Diary:
    """One client's logs, day by day."""

    def __init__(self, scene: Scene, person: Person, client: Client, span: Span) -> None:
        self.scene = scene
        self.person = person
        self.client = client
        self.span = span
        self.lines = [*LINES, *person.lines * 2]
        scene.rng.shuffle(self.lines)

    def keep(self, program: HomeProgram, first: int, last: int) -> None:
        """Log from `first` to `last` days ago, as the person does."""
        if self.person.shape is Shape.SILENT:
            return
        with acting(Scene.as_client(self.client)) as actor:
            for days_ago in range(first, last - 1, -1):
                self._day(actor, program, days_ago)

    def flare(self, program: HomeProgram, days_ago: int) -> None:
        """Too much at once: sore for longer than the rule allows."""
        with acting(Scene.as_client(self.client)) as actor:
            self._put(actor, program, days_ago, time(18, 20), FLARE)

    def _day(self, actor: Actor, program: HomeProgram, days_ago: int) -> None:
        rng, (from_day, to_day) = self.scene.rng, self.person.away
        if to_day <= days_ago <= from_day:
            if days_ago == from_day:
                self._put(actor, program, days_ago, time(20, 5), _skip("away"))
            return
        if rng.random() > self.person.practises:
            if rng.random() < SKIPPED:
                self._put(actor, program, days_ago, time(20, 45), _skip(rng.choice(SKIPS)))
            return
        for hour in (6, 21) if self.person.twice_a_day else (6,):
            at = time(hour, rng.randint(5, 55))
            self._put(actor, program, days_ago, at, self._told(days_ago))

    def _told(self, days_ago: int) -> LogData:
        rng = self.scene.rng
        level = ease_at(self.person.shape, self.span.share(days_ago), again=self.span.again)
        ease = min(10, max(1, round(level + rng.gauss(0, 0.8))))
        told = LogData(
            done=True,
            minutes=rng.choice((None, 6, 8, 10, 10, 12, 15)),
            slowness=_tapped("slowness", ease + rng.choice((-1, 0, 1, 1))),
            attention=_tapped("attention", rng.choice((4, 5, 7, 8, None))),
            effort=_tapped("effort", rng.choice((None, 9 - ease, 8 - ease))),
            ease_after=_tapped("ease_after", ease),
            pain_during=max(0, round(5 - level * 0.6 + rng.choice((-1, 0, 0, 1)))),
        )
        if rng.random() < SORE:
            told = replace(told, soreness_hours=rng.choice((4, 12, 24)))
        if rng.random() < LINED:
            told = replace(told, line=self._line())
        return told

    def _line(self) -> str:
        """The next one; none comes again before all the others."""
        line = self.lines.pop()
        self.lines.insert(0, line)
        return line

    def _put(
        self, actor: Actor, program: HomeProgram, days_ago: int, at: time, data: LogData
    ) -> None:
        rng = self.scene.rng
        key = UUID(int=rng.getrandbits(128), version=4)
        by_mail = rng.random() < 0.25
        instant = self.scene.instant(days_ago, at, self.client.timezone)
        if instant > self.scene.now:
            return
        with clock_at(instant):
            log_practice(
                actor=actor,
                home_program_id=program.pk,
                data=data,
                source=LogSource.MAIL_LINK if by_mail else LogSource.PORTAL,
                client_key=key,
            )


def _skip(reason: str) -> LogData:
    return LogData(done=False, skip_reason=reason)
