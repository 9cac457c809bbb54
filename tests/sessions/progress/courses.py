"""Courses of work as rows: answers week by week, lessons, a program with its logs, what is felt."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from clients.intake.models import PriorTreatment
from clients.measures.models import MeasureResponse
from clients.records.models import Client, Episode
from clients.records.services import ClientData, create_client
from clients.sensing.models import SensationReport
from clients.symptoms.models import MuscleGroup, Symptom, SymptomReport
from practice.core.actor import acting, enter_as
from sessions.appointments.models import Session
from sessions.evaluations.models import AssessmentCell, PositionTransitionAssessment
from sessions.notes.models import ReleaseEvent, SessionNote
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from tests.cast import House
from tests.felt import REGION

TODAY = date(2026, 11, 23)
WEEK = timedelta(weeks=1)
HABIT = ("automatically", "remember", "thinking", "realize")


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


class Writer:
    """Puts rows of one client of a practice, as its owner."""

    def __init__(self, house: House, client: Client, *, opened: date = TODAY - 20 * WEEK) -> None:
        self.house, self.client = house, client
        self.episode = self.put(
            Episode, concern="A pull in the left groin.", opened_on=opened, started=True
        )

    def put(self, model: Any, **values: Any) -> Any:
        if "client" in {field.name for field in model._meta.get_fields()}:
            values.setdefault("client", self.client)
        enter_as(self.house.boss)  # a page that was looked at meanwhile left nobody entered
        row = model(practice=self.house.practice, **values)
        row.save(force_insert=True)
        return row

    def answer(
        self, code: str, day: date, *numbers: int, asked_on: date | None = None, **more: Any
    ) -> Any:
        """An answer: to one question, or to several by name."""
        items = more.pop("items", HABIT if code == "srbai" else (code,))
        told: dict[str, Any] = {
            "version": "2012" if code == "srbai" else "1995" if code == "psfs" else "1",
            "rater": "client",
            "stage": "review" if code in ("grc", "pgic") else "weekly",
            "mode": "portal",
            "is_baseline": False,
            "episode": self.episode,
        }
        told |= more
        if told["rater"] == "practitioner":
            told |= {"mode": "in_person", "entered_by": self.house.practitioner}
        return self.put(
            MeasureResponse,
            instrument=code,
            language="en",
            asked_on=asked_on or day,
            answered_on=day,
            answered_at=noon(day),
            answers=[[item, n] for item, n in zip(items, numbers, strict=True)],
            **told,
        )

    def pain(self, *numbers: int | None, first: date | None = None, **more: Any) -> None:
        """The pain of seven days, week by week from the beginning on; None is a week without."""
        first = first or self.episode.opened_on
        for n, number in enumerate(numbers):
            if number is not None:
                self.answer("nprs", first + n * WEEK, number, **more)

    def lesson(self, number: int, day: date, **cells: Any) -> Session:
        """A lesson with its note; `cells`: what was found lying on the left, before."""
        held: Session = self.put(
            Session,
            episode=self.episode,
            practitioner=self.house.practitioner,
            held_on=day,
            number=number,
        )
        self.seen = self.put(PositionTransitionAssessment, session=held)
        more = {"author_only": cells.pop("author_only", False)}
        self.note = self.put(
            SessionNote,
            session=held,
            assessment=self.seen,
            author=self.house.owner,
            saved_at=noon(day),
            **more,
        )
        if cells:
            self.cell(side="left", place="lying", **cells)
        return held

    def cell(self, **told: Any) -> None:
        """What was found in a place on coming into the last lesson that was put."""
        about = {"assessment": self.seen, "muscle_group": self.muscle(), "moment": "before"}
        self.put(AssessmentCell, **about, **told)

    def muscle(self) -> MuscleGroup:
        enter_as(self.house.boss)
        found: MuscleGroup = MuscleGroup._base_manager.get(
            practice=self.house.practice, built_in_code="iliopsoas"
        )
        return found

    def release(self, day: date, side: str = "left", note: SessionNote | None = None) -> None:
        """Something let go, outside a lesson or in that of a note."""
        self.put(
            ReleaseEvent,
            episode=self.episode,
            muscle_group=self.muscle(),
            side=side,
            method="in_session",
            note=note,
            released_on=day,
        )
        if self.episode.released_on is None:
            self.episode.released_on = day
            enter_as(self.house.boss)
            self.episode.save(update_fields=["released_on"])

    def program(self, started: date, weekdays: Sequence[int] = (1, 3, 5), **more: Any) -> Any:
        """A home program on some weekdays."""
        return self.put(
            HomeProgram,
            episode=self.episode,
            days=list(weekdays),
            started_on=started,
            created_at=noon(started),
            **{"state": "active"} | more,
        )

    def log(self, program: HomeProgram, *days: date, done: bool = True) -> None:
        """Days on which something was practised."""
        for day in days:
            self.put(
                PracticeLog,
                home_program=program,
                local_date=day,
                logged_at=noon(day),
                client_key=uuid4(),
                source="portal",
                done=done,
            )

    def felt(self, day: date, clarity: str, said: date | None = None, **more: Any) -> None:
        """How clearly a region is felt; said later, it looks back."""
        self.put(
            SensationReport,
            region=more.pop("region", REGION),
            side="left",
            clarity=clarity,
            felt_on=day,
            reported_on=said or day,
            reported_at=noon(said or day),
            source="portal",
            **more,
        )

    def tried(self, approach: str, days: int | None, extent: str = "partial") -> None:
        """An earlier treatment, as the intake told it."""
        self.put(
            PriorTreatment,
            episode=self.episode,
            approach=approach,
            relief_days=days,
            relief_extent=extent,
        )

    def symptom(self, day: date, severity: int) -> None:
        """How bad a symptom was."""
        enter_as(self.house.boss)
        rows = Symptom._base_manager.filter(practice=self.house.practice).order_by("position")
        self.put(
            SymptomReport,
            episode=self.episode,
            symptom=rows[0],
            side="left",
            severity=severity,
            reported_on=day,
            reported_at=noon(day),
        )

    def everything(self, weeks: int = 20) -> None:
        """Some of each part, over weeks."""
        first = self.episode.opened_on
        self.pain(*(max(8 - n // 2, 1) if n % 7 != 3 else None for n in range(weeks)))
        program = self.program(first + WEEK)
        for n in range(weeks):
            day = first + n * WEEK
            items = ("walk_freely", "sit_with_ease", "Carry my daughter")
            self.answer("psfs", day, min(2 + n, 9), min(3 + n, 10), min(1 + n, 8), items=items)
            if n % 2 == 0:
                self.answer("srbai", day, *[min(1 + n // 2, 7)] * 4)
            if n % 3 == 0 and n < 36:
                self.lesson(n // 3 + 2, day, tone_fit="fits", pain=max(8 - n, 0))
            self.felt(day, ("absent", "unclear", "clear")[min(n // 4, 2)])
            self.log(program, day + timedelta(days=2))
        self.felt(first, "distorted", said=first + 6 * WEEK)
        self.release(first + 6 * WEEK)
        self.answer("grc", first + 8 * WEEK, 3)
        self.answer("grc", first + 8 * WEEK, 2, rater="practitioner")
        self.tried("stretching", 2)
        self.tried("massage_manipulation", None, "none")
        self.symptom(first, 7)
        self.symptom(first + 10 * WEEK, 3)


def others(house: House, number: int, came_back: int) -> None:
    """So many clients whose course of work is followed; for some of them pain came back."""
    for n in range(number):
        with acting(house.boss) as boss:
            data = ClientData(given_name=f"Other {n}", timezone="Europe/Lisbon")
            client = create_client(actor=boss, data=data)
        one = Writer(house, client)
        one.lesson(1, one.episode.opened_on + WEEK)
        one.pain(8, 4, 4, 8 if n < came_back else 3)
