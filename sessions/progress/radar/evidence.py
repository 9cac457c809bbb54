"""What is known of many clients on one day, in one statement, as the rules read it.

Nothing that is dated after the day counts, so that a past day can be judged by what was told then;
what has no date (whether a program runs, what integrates) is as it stands now.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import connection

from clients.measures.rules import (
    NPRS,
    PSFS,
    SRBAI,
    Instrument,
    both_told,
    instrument_of,
    score,
)
from clients.records.rules import ClientState
from clients.sensing.rules import HEIGHTS
from clients.symptoms.rules import SensationClarity
from practice.core.actor import Actor
from sessions.appointments.rules import AHEAD
from sessions.progress.radar.rules import (
    Answers,
    Course,
    Event,
    Flare,
    Known,
    Practice,
    RadarRules,
    Score,
    Sensed,
)

COURSES_MOST = 5  # open at once
FELT_BACK = timedelta(days=366)

# For each client by its key. Courses: the open ones, or the newest that ended. An integrate item
# ran until it was removed, or its program rested or ended. Each part is a short range of an index
# that begins with the practice and the client.
_KNOWN = """
SELECT client.id, client.state, jsonb_build_object(
 'courses', ARRAY(SELECT jsonb_build_array(work.id, work.opened_on, work.released_on,
     work.integrates, work.state = 'open' OR work.closed_on > %(day)s,
     CASE WHEN work.released_on IS NULL OR work.integrates THEN NULL ELSE (
      SELECT max(least(item.removed_on, program.ended_on,
       supple_day_there(program.paused_at, %(zone)s)))
      FROM care_sessions_homeprogram program JOIN care_sessions_programitem item
        ON item.practice_id = program.practice_id AND item.home_program_id = program.id
      WHERE program.practice_id = %(practice)s AND program.client_id = client.id
        AND program.episode_id = work.id AND program.started_on <= %(day)s
        AND item.phase IN ('integrate', 'maintain') AND item.added_on <= %(day)s) END)
   FROM clients_episode work
   WHERE work.practice_id = %(practice)s AND work.client_id = client.id
     AND work.opened_on <= %(day)s
   ORDER BY (work.state = 'open' OR work.closed_on > %(day)s) DESC, work.opened_on DESC, work.id
   LIMIT %(courses)s),
 'first', (SELECT min(work.opened_on) FROM clients_episode work
   WHERE work.practice_id = %(practice)s AND work.client_id = client.id),
 'said', ARRAY(SELECT jsonb_build_array(said.episode_id, said.instrument, said.version,
     said.is_baseline, said.answered_on, said.answers)
   FROM clients_measureresponse said
   WHERE said.practice_id = %(practice)s AND said.client_id = client.id
     AND said.instrument = ANY(%(asked)s) AND said.rater = 'client'
     AND said.withdrawn_at IS NULL AND said.answered_on <= %(day)s
   ORDER BY said.answered_on, said.id),
 'felt', ARRAY(SELECT jsonb_build_array(felt.region, felt.felt_on, felt.felt, felt.clarity)
   FROM clients_sensationreport felt
   WHERE felt.practice_id = %(practice)s AND felt.client_id = client.id
     AND felt.withdrawn_at IS NULL AND felt.reported_on = felt.felt_on
     AND felt.felt_on BETWEEN %(felt_since)s AND %(day)s
   ORDER BY felt.felt_on, felt.reported_at),
 'programs', ARRAY(SELECT jsonb_build_array(program.state, program.started_on, program.days,
     program.resumed_on)
   FROM care_sessions_homeprogram program
   WHERE program.practice_id = %(practice)s AND program.client_id = client.id
     AND program.state IN ('active', 'paused') AND program.started_on <= %(day)s
     AND (program.ends_on IS NULL OR program.ends_on >= %(day)s)),
 'practised', ARRAY(SELECT DISTINCT log.local_date FROM care_sessions_practicelog log
   WHERE log.practice_id = %(practice)s AND log.client_id = client.id AND log.done
     AND log.local_date BETWEEN %(practised_since)s AND %(day)s),
 'last', (SELECT log.local_date FROM care_sessions_practicelog log
   WHERE log.practice_id = %(practice)s AND log.client_id = client.id AND log.done
     AND log.local_date <= %(day)s ORDER BY log.local_date DESC LIMIT 1),
 'logged', (SELECT log.local_date FROM care_sessions_practicelog log
   WHERE log.practice_id = %(practice)s AND log.client_id = client.id
     AND log.local_date <= %(day)s ORDER BY log.local_date DESC LIMIT 1),
 'checked', (SELECT taken.local_date FROM care_sessions_checkin taken
   WHERE taken.practice_id = %(practice)s AND taken.client_id = client.id
     AND taken.local_date <= %(day)s ORDER BY taken.local_date DESC LIMIT 1),
 'seen', (SELECT held.held_on FROM care_sessions_session held
   WHERE held.practice_id = %(practice)s AND held.client_id = client.id
     AND held.held_on <= %(day)s ORDER BY held.held_on DESC LIMIT 1),
 'booked', (SELECT booked.local_date FROM care_sessions_appointment booked
   WHERE booked.practice_id = %(practice)s AND booked.client_id = client.id
     AND booked.starts_at >= %(day)s::date - 1 AND booked.local_date >= %(day)s
     AND booked.state = ANY(%(ahead)s) ORDER BY booked.starts_at LIMIT 1),
 'prior', ARRAY(SELECT to_jsonb(coalesce(tried.relief_days,
     CASE WHEN tried.relief_extent = 'none' THEN 0 END))
   FROM clients_priortreatment tried
   WHERE tried.practice_id = %(practice)s AND tried.client_id = client.id),
 'injuries', ARRAY(SELECT jsonb_build_array(hurt.kind, hurt.happened)
   FROM clients_priorinjury hurt
   WHERE hurt.practice_id = %(practice)s AND hurt.client_id = client.id
     AND length(hurt.happened) = 7 AND hurt.happened <= %(month)s),
 'began', ARRAY(SELECT to_jsonb(told.reported_on) FROM clients_symptomreport told
   WHERE told.practice_id = %(practice)s AND told.client_id = client.id
     AND told.onset = 'after_event' AND told.reported_on <= %(day)s),
 'stress', ARRAY(SELECT jsonb_build_array(told.reported_on, told.stress)
   FROM clients_circumstances told
   WHERE told.practice_id = %(practice)s AND told.client_id = client.id
     AND told.reported_on <= %(day)s ORDER BY told.reported_on, told.id),
 'flares', ARRAY(SELECT jsonb_build_array(flare.flared_on,
     supple_day_there(flare.settled_at, %(zone)s), flare.soreness_hours, flare.worse)
   FROM care_sessions_flare flare
   WHERE flare.practice_id = %(practice)s AND flare.client_id = client.id
     AND flare.flared_on <= %(day)s ORDER BY flare.flared_at DESC LIMIT 3))
FROM clients_client client
WHERE client.practice_id = %(practice)s AND client.id = ANY(%(clients)s)
"""


def known_of(
    actor: Actor, clients: Sequence[UUID], day: date, rules: RadarRules, zone: str
) -> dict[UUID, Known]:
    """By client, as it was known on a day of the practice, in whose zone. One statement."""
    values: dict[str, Any] = {
        "practice": actor.practice_id,
        "clients": list(clients),
        "day": day,
        "zone": zone,
        "month": day.isoformat()[:7],
        "courses": COURSES_MOST,
        "asked": [NPRS.code, PSFS.code, SRBAI.code],
        "felt_since": day - FELT_BACK,
        "practised_since": day - timedelta(days=2 * rules.practice_days),
        "ahead": [state.value for state in AHEAD],
    }
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, values)
        return {
            client_id: _known(state, json.loads(found) if isinstance(found, str) else found, day)
            for client_id, state, found in cursor.fetchall()
        }


def _known(state: str, found: Mapping[str, Any], day: date) -> Known:
    open_ones = [row for row in found["courses"] if row[4]]
    courses = open_ones or found["courses"][:1]
    flares = [_flare(row, day) for row in found["flares"]]
    first = _day(found["first"])
    heard = [one for one in (_day(found["logged"]), _day(found["checked"])) if one]
    reported = [date.fromisoformat(on) for on, _stress in found["stress"]]
    return Known(
        today=day,
        courses=[_course(row, found["said"], day) for row in courses],
        discharged=not open_ones,
        maintaining=state == ClientState.MAINTAINING,
        sensed=_sensed(found["felt"]),
        practice=_practice(found, flares, day),
        seen_on=_day(found["seen"]),
        booked_on=_day(found["booked"]),
        prior=found["prior"],
        events=list(_events(found, first, day)) if first else [],
        asked_on=max(reported, default=None),
        flare=next((one for one in flares if one.settled_on is None), next(iter(flares), None)),
        heard_on=max(heard, default=None),
    )


def _day(found: str | None) -> date | None:
    return date.fromisoformat(found) if found else None


def _flare(row: Sequence[Any], day: date) -> Flare:
    flared_on, settled_on, hours, worse = row
    settled = _day(settled_on)
    return Flare(
        date.fromisoformat(flared_on),
        settled if settled and settled <= day else None,
        hours,
        worse,
    )


def _course(row: Sequence[Any], said: Sequence[Sequence[Any]], day: date) -> Course:
    work, opened_on, released_on, integrates, _is_open, until = row
    mine = [one[1:] for one in said if one[0] == work]
    released = _day(released_on)
    return Course(
        opened_on=date.fromisoformat(opened_on),
        released_on=released if released and released <= day else None,
        integrates=integrates,
        integrated_until=_day(until) if until and until <= day.isoformat() else None,
        pain=pain_of(mine),
        activities=_answers(mine, PSFS.code),
        habit=_last_of(mine, SRBAI.code),
    )


@cache
def _instrument(code: str, version: str) -> Instrument | None:
    return instrument_of(code, version)


def _last_of(mine: Sequence[Sequence[Any]], code: str) -> Score | None:
    """The newest answer, whatever version was asked: it is scored by its own."""
    for instrument, version, _first, on, answers in reversed(mine):
        known = _instrument(code, version) if instrument == code else None
        value = score(known, answers) if known else None
        if value is not None:
            return Score(date.fromisoformat(on), value)
    return None


def _answers(mine: Sequence[Sequence[Any]], code: str) -> Answers:
    """Answers to the newest version beside its own beginning; of activities, those that were
    asked at the beginning and last, since means over others say nothing."""
    rows = [row for row in mine if row[0] == code]
    if not rows:
        return Answers()
    version = rows[-1][1]
    same = [row for row in rows if row[1] == version]
    instrument = _instrument(code, version)
    begins = next((place for place, row in enumerate(same) if row[2]), None)
    if begins is None or instrument is None:
        return Answers(reworded=len(same) < len(rows) or instrument is None)
    began: Sequence[Any] = same[begins][4]
    items = {item for item, _n in both_told(began, same[-1][4])[0]}
    if began and same[-1][4] and not items:
        return Answers(apart=True)

    def scored(row: Sequence[Any]) -> Score | None:
        told = [one for one in row[4] if one[0] in items]
        value = score(instrument, told) if len(told) == len(items) else None
        return None if value is None else Score(date.fromisoformat(row[3]), value)

    later = [one for row in same[begins + 1 :] if (one := scored(row))]
    return Answers(scored(same[begins]), later)


def pain_of(mine: Sequence[Sequence[Any]]) -> Answers:
    """Answers to pain of one course of work, of rows as `_KNOWN` reads them."""
    return _answers(mine, NPRS.code)


def _sensed(found: Iterable[Sequence[Any]]) -> list[Sensed]:
    """By place; who cannot feel it at all has no number, which is 0 of 10 here."""
    regions: dict[str, list[tuple[date, int | None, int]]] = {}
    for region, on, number, word in found:
        clarity = SensationClarity(word)
        felt = 0 if clarity is SensationClarity.ABSENT else number
        told = (date.fromisoformat(on), felt, HEIGHTS[clarity])
        regions.setdefault(region, []).append(told)
    return [Sensed(region, told) for region, told in regions.items()]


def _practice(found: Mapping[str, Any], flares: Sequence[Flare], day: date) -> Practice:
    running = [row for row in found["programs"] if row[0] == "active"]
    rested = [flare.settled_on or day for flare in flares]
    rested += [on for row in running if (on := _day(row[3])) and on <= day]
    return Practice(
        programs=[(date.fromisoformat(since), frozenset(days)) for _s, since, days, _on in running],
        practised=frozenset(date.fromisoformat(on) for on in found["practised"]),
        last_on=_day(found["last"]),
        logged=found["logged"] is not None,
        paused=not running and bool(found["programs"]),
        rested=max(rested, default=None),
    )


def _events(found: Mapping[str, Any], first: date, day: date) -> Iterable[Event]:
    """What happened after the first course of work had opened. An injury is told with its month
    alone: it counts as of that month's end, or of today; one of the month in which the work began
    belongs to the beginning. Stress is news where it was told before, and was lower."""
    for kind, month in found["injuries"]:
        if month > first.isoformat()[:7]:
            year, number = map(int, month.split("-"))
            follows = date(year + number // 12, number % 12 + 1, 1)
            yield Event(kind, min(follows - timedelta(days=1), day))
    for on in found["began"]:
        if date.fromisoformat(on) > first:
            yield Event("onset", date.fromisoformat(on))
    told = [(date.fromisoformat(on), stress) for on, stress in found["stress"]]
    known = [(on, stress) for on, stress in told if stress is not None]
    for (_before, was), (on, stress) in pairwise(known):
        if stress > was:
            yield Event("stress", on, stress)
