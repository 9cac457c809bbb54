"""A client's courses of work as the schedule needs them: one statement, no number of anybody's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from clients.intake.rules import goal_words
from clients.measures.queries.told import Told
from clients.measures.rules import (
    IN_A_CHECK_IN,
    IN_A_LESSON,
    JUDGED_BY_CLIENT,
    JUDGED_BY_PRACTITIONER,
    OF_A_WEEK,
    PSFS,
    Course,
    Due,
    Given,
    Rater,
    Stage,
    due_on,
    occasions,
)
from clients.records.models import Client
from clients.records.queries import get_client_with
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import today_in

WORKS = 8

# Courses of work, the open one first, each with what the schedule needs: no number of anybody's.
_WORKS = """
    SELECT json_build_object(
        'id', work.id, 'concern', left(work.concern, 80), 'opened_on', work.opened_on,
        'closed_on', work.closed_on, 'runs_since', work.runs_since,
        'released_on', work.released_on,
        'reviews', ARRAY(
            SELECT review.asked_on FROM clients_measurereview review
            WHERE review.practice_id = work.practice_id AND review.episode_id = work.id
                AND review.client_id = work.client_id
            ORDER BY review.asked_on),
        'goals', ARRAY(
            SELECT json_build_array(goal.activity, goal.ability, goal.reported_on, goal.version)
            FROM clients_activitygoal goal
            WHERE goal.practice_id = work.practice_id AND goal.episode_id = work.id
                AND goal.client_id = work.client_id
            ORDER BY goal.position),
        'given', ARRAY(
            SELECT DISTINCT ON (said.instrument, said.rater, said.stage)
                json_build_array(
                    said.instrument, said.rater, said.stage, said.asked_on, said.answered_on,
                    said.version)
            FROM clients_measureresponse said
            WHERE said.practice_id = work.practice_id AND said.client_id = work.client_id
                AND said.episode_id = work.id AND said.withdrawn_at IS NULL
            ORDER BY said.instrument, said.rater, said.stage, said.asked_on DESC))
    FROM clients_episode work
    WHERE work.practice_id = %s AND work.client_id = clients_client.id
    ORDER BY work.closed_on IS NOT NULL, work.opened_on DESC, work.id DESC LIMIT %s"""


@dataclass(frozen=True)
class Work:
    """A course of work, as far as measuring it goes. `goals`: activity, ability, day, version."""

    id: UUID
    concern: str
    opened_on: date
    closed_on: date | None
    runs_since: date | None
    released_on: date | None
    reviews: Sequence[date]
    goals: Sequence[tuple[str, int | None, date, str]]
    given: Sequence[Given]

    @property
    def activities(self) -> list[tuple[str, str]]:
        """What the client named, as the code or words it is kept under and the words to read."""
        return [(activity, goal_words(activity)) for activity, *_ in self.goals]

    @cached_property
    def told_in_intake(self) -> Told | None:
        """How well the activities went as the intake told it: the beginning, kept there alone."""
        answers = [(activity, n) for activity, n, *_ in self.goals if n is not None]
        if not answers:
            return None
        _activity, _n, day, version = self.goals[0]
        return Told(
            id=None,
            instrument_code=PSFS.code,
            version=version,
            rater=Rater.CLIENT,
            stage=Stage.INTAKE,
            asked_on=self.opened_on,
            answered_on=day,
            answers=answers,
            mode=None,
            is_baseline=True,
        )

    @property
    def course(self) -> Course:
        """The same as the schedule sees it."""
        named = bool(self.goals)
        return Course(
            self.opened_on,
            self.closed_on,
            self.runs_since,
            self.reviews,
            named,
            self.released_on,
        )

    def due(self, today: date, moment: Stage | None = None) -> list[Due]:
        """What is to be answered on a day of the client's."""
        told, known = self.told_in_intake, [*self.given]
        if told is not None:
            on = (told.asked_on, told.answered_on)
            known.append(Given(PSFS.code, told.rater, told.stage, *on))
        found = due_on(self.course, known, today, moment)
        return [one._replace(episode=self.id) for one in found]

    def checked_since(self, today: date) -> date | None:
        """From which day a check-in asks, if one does: this week's, or one after a release."""
        asking = (one for one in occasions(self.course, today) if one.stage in IN_A_CHECK_IN)
        return max((one.asked_on for one in asking), default=None)

    def is_asking(self, stage: Stage, asked_on: date, today: date) -> bool:
        """Whether an occasion asks today: one of the schedule, or a lesson held today."""
        if stage in IN_A_LESSON:
            return asked_on == today
        return (stage, asked_on) in {one[:2] for one in occasions(self.course, today)}

    def has_judged(self, rater: Rater, stage: Stage, asked_on: date) -> bool:
        """Whether one of the two has judged the change for an occasion, whatever they said."""
        codes = JUDGED_BY_CLIENT if rater is Rater.CLIENT else JUDGED_BY_PRACTITIONER
        about = (rater, stage, asked_on)
        return any(one.instrument in codes and one[1:4] == about for one in self.given)


@dataclass(frozen=True)
class MeasuredClient:
    """A client with the courses of work that can be measured, the one that is open first."""

    client: Client
    works: Sequence[Work]

    @property
    def work(self) -> Work | None:
        """The one that measures belong to now."""
        return next(iter(self.works), None)

    @property
    def today(self) -> date:
        """The client's own day."""
        return today_in(self.client.timezone)

    def due(self, moment: Stage | None = None, by: Rater | None = None) -> list[Due]:
        """What is to be answered today, by one of the two or by both."""
        asked: list[Due] = []
        for work in self.works:  # a lesson belongs to the course of work that goes on
            held = moment if work is self.work else None
            asked += work.due(self.today, held)
        return [one for one in asked if by in (None, one.rater)]

    def checking_in(self) -> list[Due]:
        """What a check-in asks of the client now, of each course of work that has one."""
        today, own = self.today, Rater.CLIENT
        asking = [work for work in self.works if work.checked_since(today)]
        due = [one for work in asking for one in work.due(today)]
        return [one for one in due if one.rater is own and one.instrument.code in OF_A_WEEK]

    def check_in_waits(self, checked_on: date | None, *, beside: bool) -> bool:
        """Whether a check-in is asked for, since whose beginning none was taken; `beside`: it asks
        something even if no measure is left to ask."""
        if not beside and not self.checking_in():
            return False
        days = (work.checked_since(self.today) for work in self.works)
        since = max((day for day in days if day), default=None)
        return since is not None and (checked_on is None or checked_on < since)

    def work_of(self, episode_id: UUID | None) -> Work | None:
        """A course of work that a question names; the one that goes on, when it names none."""
        if episode_id is None:
            return self.work
        return next((work for work in self.works if work.id == episode_id), None)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _work(row: dict[str, Any]) -> Work:
    return Work(
        id=UUID(row["id"]),
        concern=row["concern"],
        opened_on=date.fromisoformat(row["opened_on"]),
        closed_on=_day(row["closed_on"]),
        runs_since=_day(row["runs_since"]),
        released_on=_day(row["released_on"]),
        reviews=[date.fromisoformat(day) for day in row["reviews"]],
        goals=[(a, n, date.fromisoformat(day), v) for a, n, day, v in row["goals"]],
        given=[
            Given(i, rater, stage, date.fromisoformat(asked), date.fromisoformat(on), version)
            for i, rater, stage, asked, on, version in row["given"]
        ],
    )


def works_beside(actor: Actor) -> Any:
    """A client's courses of work with what the schedule needs, read along: `told_works`."""
    return beside(actor, "measure.read", _WORKS, actor.practice_id, WORKS)


def told_works(found: Iterable[dict[str, Any]]) -> list[Work]:
    """What `works_beside` read."""
    return [_work(row) for row in found]


def get_measured(actor: Actor, client_id: UUID, action: str = "measure.read") -> MeasuredClient:
    """The one door to what a client is measured by: Http404 unless within reach. One statement."""
    actor.require(action)
    client: Any = get_client_with(actor, client_id, told_works=works_beside(actor))
    return MeasuredClient(client, told_works(client.told_works))
