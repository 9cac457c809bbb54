"""What a client's progress is read from: one statement with the client, one for the answers.

Rows are bounded: as many as some years of a weekly course hold; where more exist it is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from clients.measures.models import MeasureResponse
from clients.measures.queries import Told, Work, told_works, works_beside
from clients.measures.rules import JUDGED_BY_CLIENT, Mode, Rater, Stage
from clients.records.models import Client, Episode
from clients.records.queries import episodes_beside, get_client_with, told_episodes
from clients.symptoms.rules import Side
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import today_in
from sessions.appointments.authors import OPEN, open_values
from sessions.progress.course.adherence import DAYS_MOST, Plan
from sessions.progress.course.matrix import looked_beside

ANSWERS_MOST = 1000  # of all that is drawn: some years of weeks
LESSONS_MOST, PROGRAMS_MOST, PRIOR_MOST, SYMPTOMS_MOST, SENSED_MOST = 200, 20, 40, 100, 300

_SESSIONS = """
    SELECT json_build_array(held.episode_id, held.held_on, held.number)
    FROM care_sessions_session held
    WHERE held.practice_id = %s AND held.client_id = clients_client.id
    ORDER BY held.held_on DESC, held.id DESC LIMIT %s"""
_RELEASES = f"""
    SELECT json_build_array(released.episode_id, released.released_on, muscle.name, released.side)
    FROM care_sessions_releaseevent released
    JOIN clients_musclegroup muscle ON muscle.practice_id = released.practice_id
        AND muscle.id = released.muscle_group_id
    LEFT JOIN care_sessions_sessionnote note ON note.practice_id = released.practice_id
        AND note.id = released.note_id
    WHERE released.practice_id = %s AND released.client_id = clients_client.id
        AND (released.note_id IS NULL OR {OPEN})
    ORDER BY released.released_on DESC, released.id DESC LIMIT %s"""  # noqa: S608 – constants
_PROGRAMS = """
    SELECT json_build_object(
        'episode', program.episode_id, 'days', program.days, 'started', program.started_on,
        'ended', program.ended_on, 'ends', program.ends_on,
        'paused', supple_day_there(program.paused_at, clients_client.timezone),
        'logged', ARRAY(
            SELECT DISTINCT log.local_date FROM care_sessions_practicelog log
            WHERE log.practice_id = program.practice_id AND log.home_program_id = program.id
                AND log.done AND log.local_date >= %s
            ORDER BY log.local_date))
    FROM care_sessions_homeprogram program
    WHERE program.practice_id = %s AND program.client_id = clients_client.id
        AND program.started_on IS NOT NULL
    ORDER BY program.id DESC LIMIT %s"""
_PRIOR = """
    SELECT json_build_array(tried.episode_id, tried.approach, tried.what, tried.relief_extent,
        tried.relief_days)
    FROM clients_priortreatment tried
    WHERE tried.practice_id = %s AND tried.client_id = clients_client.id
    ORDER BY tried.id LIMIT %s"""
_SYMPTOMS = """
    SELECT json_build_array(report.episode_id, report.reported_on, symptom.label, report.side,
        report.severity)
    FROM clients_symptomreport report
    JOIN clients_symptom symptom ON symptom.practice_id = report.practice_id
        AND symptom.id = report.symptom_id
    WHERE report.practice_id = %s AND report.client_id = clients_client.id
        AND report.severity IS NOT NULL
    ORDER BY report.reported_at DESC, report.id DESC LIMIT %s"""
_SENSED = """
    SELECT json_build_array(felt.region, felt.felt_on, felt.reported_on, felt.clarity, felt.felt,
        CASE WHEN length(felt.words) > 120 THEN left(felt.words, 119) || '…' ELSE felt.words END)
    FROM clients_sensationreport felt
    WHERE felt.practice_id = %s AND felt.client_id = clients_client.id
        AND felt.withdrawn_at IS NULL
    ORDER BY felt.felt_on DESC, felt.reported_at DESC LIMIT %s"""
_FIELDS = (
    *("id", "episode_id", "instrument", "version", "rater", "stage", "asked_on", "answered_on"),
    *("answers", "mode", "is_baseline"),
)


class Lesson(NamedTuple):
    """A lesson that was held."""

    episode_id: UUID
    day: date
    number: int


class Release(NamedTuple):
    """Something that let go."""

    episode_id: UUID
    day: date
    what: str


@dataclass(frozen=True)
class Program:
    """A home program that was begun, with the days it was logged on."""

    episode_id: UUID
    plan: Plan
    logged: Sequence[date]


class Tried(NamedTuple):
    """An earlier treatment, as the intake of a course of work told it."""

    episode_id: UUID
    approach: str
    what: str
    extent: str
    days: int | None


class Severity(NamedTuple):
    """How bad a symptom was on a day, 0–10."""

    episode_id: UUID | None
    day: date
    name: str
    number: int


class Sensed(NamedTuple):
    """What was said of a region, of which day and when."""

    region: str
    felt_on: date
    reported_on: date
    clarity: str
    felt: int | None
    words: str


@dataclass(frozen=True)
class Course:
    """Everything of one client, the newest first."""

    client: Client
    today: date
    episodes: Sequence[Episode]
    works: Sequence[Work]
    lessons: Sequence[Lesson]
    releases: Sequence[Release]
    programs: Sequence[Program]
    tried: Sequence[Tried]
    symptoms: Sequence[Severity]
    sensed: Sequence[Sensed]
    looked: Sequence[Sequence[Any]]  # for the matrix

    def work_of(self, episode_id: UUID) -> Work | None:
        """What measuring knows of a course of work; None for one too long ago."""
        return next((work for work in self.works if work.id == episode_id), None)


def course_of(actor: Actor, client_id: UUID) -> Course:
    """Read it all through the client's one door; Http404 out of reach. One statement."""
    practice = actor.practice_id
    since = today_in(actor.zone) - timedelta(days=DAYS_MOST)
    client: Any = get_client_with(
        actor,
        client_id,
        told_courses=episodes_beside(actor),
        told_works=works_beside(actor),
        told_sessions=beside(actor, "session.read", _SESSIONS, practice, LESSONS_MOST),
        told_releases=beside(
            actor, "note.read", _RELEASES, practice, *open_values(actor), LESSONS_MOST
        ),
        told_programs=beside(actor, "practice_log.read", _PROGRAMS, since, practice, PROGRAMS_MOST),
        told_prior=beside(actor, "story.read", _PRIOR, practice, PRIOR_MOST),
        told_symptoms=beside(actor, "story.read", _SYMPTOMS, practice, SYMPTOMS_MOST),
        told_looked=looked_beside(actor),
        told_sensed=beside(actor, "sensation.read", _SENSED, practice, SENSED_MOST),
    )
    today = today_in(client.timezone)
    return Course(
        client=client,
        today=today,
        episodes=told_episodes(client, client.told_courses),
        works=told_works(client.told_works),
        lessons=[Lesson(UUID(e), _day(on), n) for e, on, n in client.told_sessions],
        releases=[
            Release(UUID(e), _day(on), f"{name} ({Side(side).label.lower()})")
            for e, on, name, side in client.told_releases
        ],
        programs=[_program(row, today) for row in client.told_programs],
        tried=[Tried(UUID(e), *rest) for e, *rest in client.told_prior],
        symptoms=list(_severities(client.told_symptoms)),
        sensed=[
            Sensed(r, _day(on), _day(said), *rest) for r, on, said, *rest in client.told_sensed
        ],
        looked=client.told_looked,
    )


def _day(value: str) -> date:
    return date.fromisoformat(value)


def _severities(rows: Iterable[Sequence[Any]]) -> Iterable[Severity]:
    for episode, on, label, side, number in rows:
        name = f"{label} ({Side(side).label.lower()})" if side else label
        yield Severity(UUID(episode) if episode else None, _day(on), name, number)


def _program(row: Mapping[str, Any], today: date) -> Program:
    """Its days up to today: not those on which it rests, nor the one on which it was ended."""
    started = _day(row["started"])
    ends = _day(row["ends"]) if row["ends"] else None
    ended = _day(row["ended"]) if row["ended"] else None
    stops = [today, *filter(None, [ends])]
    if ended is not None and ended != ends:
        stops.append(ended - timedelta(days=1))
    if row["paused"] and ended is None:
        stops.append(_day(row["paused"]) - timedelta(days=1))
    plan = Plan(frozenset(row["days"]), started, min(stops))
    return Program(UUID(row["episode"]), plan, [_day(day) for day in row["logged"]])


class Answered(NamedTuple):
    """An answer, and the course of work it belongs to."""

    episode_id: UUID
    told: Told


def answers_of(actor: Actor, courses: Sequence[UUID], codes: Sequence[str]) -> list[Answered]:
    """The newest answers to some instruments in courses of work, the oldest first: at most
    `ANSWERS_MOST`. One statement.

    What one judged of a change is shut to the other until both are in: the manager holds that.
    """
    rows = MeasureResponse.objects.visible_to(actor).filter(
        episode_id__in=courses, instrument__in=codes, withdrawn_at=None
    )
    newest = rows.order_by("-answered_on", "-id").values_list(*_FIELDS)
    found = []
    for pk, episode, code, version, rater, stage, asked, on, said, mode, is_baseline in reversed(
        list(newest[:ANSWERS_MOST])
    ):
        one = Told(
            id=pk,
            instrument_code=code,
            version=version,
            rater=Rater(rater),
            stage=Stage(stage),
            asked_on=asked,
            answered_on=on,
            answers=[(item, number) for item, number in said],
            mode=Mode(mode),
            is_baseline=is_baseline,
        )
        found.append(Answered(episode, one))
    return found


def judged_by_both(answers: Sequence[Answered]) -> list[Answered]:
    """Without judgements of a change that stand alone: of an occasion that only one has judged.

    Who shares what they judged themselves would open to the other what is shut until both are in.
    """
    raters: dict[tuple[UUID, Stage, date], set[Rater]] = {}
    for one in answers:
        if one.told.instrument_code in JUDGED_BY_CLIENT:
            raters.setdefault(_occasion(one), set()).add(one.told.rater)
    return [
        one
        for one in answers
        if one.told.instrument_code not in JUDGED_BY_CLIENT or len(raters[_occasion(one)]) > 1
    ]


def _occasion(one: Answered) -> tuple[UUID, Stage, date]:
    return one.episode_id, one.told.stage, one.told.asked_on
