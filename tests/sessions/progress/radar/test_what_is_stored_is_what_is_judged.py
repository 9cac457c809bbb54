"""From the tables of each feature to the words of the radar: what it sees, and what it cannot."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from clients.intake.models import Circumstances, PriorInjury, PriorTreatment
from clients.sensing.models import SensationReport
from clients.symptoms.models import Symptom, SymptomReport
from practice.core.actor import acting
from practice.core.clock import now
from sessions.appointments.models import Session
from sessions.check_ins.models import CheckIn
from sessions.flares.models import Flare
from sessions.programs.models import HomeProgram
from sessions.programs.queries import get_home_program
from sessions.programs.services import pause_program, resume_program
from sessions.progress.radar.rules import Level, Signal, State
from tests.booking import put_appointment
from tests.sessions.progress.radar.telling import Teller

pytestmark = pytest.mark.django_db
SPEAKS, SILENT, UNKNOWN = State.SPEAKS, State.SILENT, State.UNKNOWN
NOON = datetime(2026, 11, 27, 19, tzinfo=UTC)  # in Denver
REGION = "front_groin_left_core"


def test_nothing_stored_is_nothing_known(teller: Teller) -> None:
    shot = teller.judge()
    assert (shot.level, shot.points, shot.leading) == (Level.UNKNOWN, 0, "")
    states = [row["state"] for row in shot.reasons]
    assert states == ["unknown"] * len(Signal)


def test_pain_that_came_back(teller: Teller) -> None:
    work = teller.work()
    for days, number in ((90, 7), (40, 4), (8, 6), (2, 7)):
        teller.answer(work, days, number)
    said = teller.said(Signal.PAIN)
    assert (said.state, said.points, said.since) == (SPEAKS, 3, teller.ago(8))
    assert said.numbers == {"began": 7, "lowest": 4, "now": 7, "days": 2}


def test_what_was_withdrawn_or_said_by_somebody_else_does_not_count(teller: Teller) -> None:
    work = teller.work()
    teller.answer(work, 90, 7)
    teller.answer(work, 40, 4)
    by = teller.house.owner
    gone: dict[str, Any] = {
        "withdrawn_at": now(),
        "withdrawn_by": by,
        "withdrawn_why": "A mistake.",
    }
    teller.answer(work, 2, 7, **gone)
    teller.answer(work, 3, 4)
    assert teller.said(Signal.PAIN).why == "pain_is_lower"


def test_a_question_that_was_reworded_has_no_beginning(teller: Teller) -> None:
    work = teller.work()
    teller.answer(work, 90, 7)
    teller.answer(work, 40, 4)
    teller.answer(work, 2, 7, version="2")
    assert (teller.said(Signal.PAIN).state, teller.said(Signal.PAIN).why) == (UNKNOWN, "reworded")


def test_activities_are_compared_over_those_that_were_asked_both_times(teller: Teller) -> None:
    """The second activity was named later: it says nothing of what was gained since the first."""
    work = teller.work()
    teller.answer(work, 90, 2, "psfs")
    teller.answer(work, 40, 6, "psfs", answers=[["a1", 6], ["a2", 0]])
    teller.answer(work, 2, 3, "psfs", answers=[["a1", 3], ["a2", 10]])
    said = teller.said(Signal.ACTIVITIES)
    assert (said.state, said.points) == (SPEAKS, 2)
    assert said.numbers == {"began": 2, "best": 6, "now": 3, "days": 2}


def test_other_activities_than_at_the_beginning_cannot_be_compared(teller: Teller) -> None:
    work = teller.work()
    teller.answer(work, 90, 2, "psfs")
    teller.answer(work, 2, 3, "psfs", answers=[["a2", 3]])
    said = teller.said(Signal.ACTIVITIES)
    assert (said.state, said.why) == (UNKNOWN, "other_activities")


def felt(teller: Teller, days: int, clarity: str, number: int | None, said: int = 0) -> None:
    told = {"region": REGION, "side": "left", "source": "portal", "reported_at": now()}
    day = teller.ago(days)
    teller.put(
        SensationReport,
        clarity=clarity,
        felt=number,
        felt_on=day,
        reported_on=day + timedelta(days=said),
        **told,
    )


def test_a_place_that_can_no_longer_be_felt(teller: Teller) -> None:
    felt(teller, 40, "clear", 7)
    felt(teller, 3, "absent", None)
    said = teller.said(Signal.SENSING)
    assert (said.state, said.points, said.numbers["now"]) == (SPEAKS, 2, 0)


def test_a_past_that_is_told_anew_is_no_loss(teller: Teller) -> None:
    """Who looks back and says that it was clearer than they knew lost nothing since."""
    felt(teller, 40, "unclear", 4)
    felt(teller, 40, "clear", 9, said=20)
    felt(teller, 3, "unclear", 4)
    assert teller.said(Signal.SENSING).state is SILENT


def test_what_integrated_a_release_until_its_program_rested(teller: Teller) -> None:
    work = teller.work(released_on=teller.ago(60))
    paused = {"state": "paused", "paused_at": now() - timedelta(days=9)}
    program = teller.program(work, 50, **paused)
    teller.item(program, "integrate", 50)
    said = teller.said(Signal.RELEASE)
    assert (said.state, said.points, said.numbers["days"]) == (SPEAKS, 3, 9)


def test_a_release_is_open_until_a_program_integrates_it(teller: Teller) -> None:
    work = teller.work(released_on=teller.ago(20))
    assert teller.said(Signal.RELEASE).numbers == {"days": 20, "given": 7}
    with acting(teller.house.boss):
        teller.house.practice.integrate_within_days = 30
        teller.house.practice.save(update_fields=["integrate_within_days"])
    assert teller.said(Signal.RELEASE).state is SILENT
    with acting(teller.house.boss):
        work.integrates = True
        work.save(update_fields=["integrates"])
    assert teller.said(Signal.RELEASE).why == "integrates"


def test_practice_of_two_weeks(teller: Teller) -> None:
    """Three of fourteen planned days; what was skipped is no practice, twice a day is one day."""
    program = teller.program(teller.work(), 30)
    for days in (1, 5, 5, 9, 15):
        teller.log(program, days)
    teller.log(program, 3, done=False, skip_reason="no_time")
    said = teller.said(Signal.PRACTICE)
    assert (said.state, said.points, said.since) == (SPEAKS, 2, teller.ago(1))
    assert said.numbers == {"logged": 3, "planned": 14, "days": 14}


@time_machine.travel(NOON, tick=False)
def test_a_program_that_went_on_again_is_no_less_practice(teller: Teller) -> None:
    """It rested eleven of fourteen days, nobody flared, and each day since was practised."""
    work = teller.work()
    program = teller.program(work, 60)
    teller.log(program, 30)
    with time_machine.travel(NOON - timedelta(days=14)):
        moved(teller, program, pause_program)
    assert teller.said(Signal.PRACTICE).why == "program_rests"
    with time_machine.travel(NOON - timedelta(days=3)):
        moved(teller, program, resume_program)
    for days in (3, 2, 1):
        teller.log(program, days)
    said = teller.said(Signal.PRACTICE)
    assert (said.state, said.why) == (UNKNOWN, "program_rested")
    with time_machine.travel(NOON + timedelta(days=12)):  # two whole weeks since it went on
        assert teller.said(Signal.PRACTICE).numbers == {"logged": 2, "planned": 14, "days": 14}


@time_machine.travel(NOON, tick=False)
def test_a_pause_of_less_than_a_day_is_none(teller: Teller) -> None:
    program = teller.program(teller.work(), 60)
    teller.log(program, 30)
    moved(teller, program, pause_program)
    moved(teller, program, resume_program)
    assert teller.said(Signal.PRACTICE).why == "practises_less"


def moved(teller: Teller, program: HomeProgram, move: Any) -> None:
    with acting(teller.house.boss) as boss:
        move(actor=boss, home_program=get_home_program(boss, program.pk, hold=True))


def test_a_silence_is_as_long_as_it_is(teller: Teller) -> None:
    """The last practice is found however long ago it was: that day is since when."""
    program = teller.program(teller.work(), 90)
    teller.log(program, 70)
    teller.log(program, 3, done=False, skip_reason="no_time")
    said = teller.said(Signal.PRACTICE)
    assert (said.numbers["logged"], said.since) == (0, teller.ago(70))
    assert teller.judge().silent_since == teller.ago(70)


def test_who_was_never_heard_of_does_not_lapse(teller: Teller) -> None:
    teller.program(teller.work(), 30)
    said = teller.said(Signal.PRACTICE)
    assert (said.state, said.why) == (UNKNOWN, "never_logged")


@time_machine.travel(datetime(2026, 11, 27, 2, tzinfo=UTC), tick=False)
def test_an_evening_of_the_practice_is_its_day(teller: Teller) -> None:
    """In Denver it is the evening of the 26th: what rests and is settled then is of that day."""
    work = teller.work(released_on=teller.ago(60))
    program = teller.program(work, 50, state="paused", paused_at=now())
    teller.item(program, "integrate", 50)
    told = {"home_program": program, "source": "portal", "flared_at": now(), "worse": True}
    settled = {"settled_at": now(), "settled_by": teller.house.owner}
    teller.put(Flare, flared_on=teller.ago(20), **told, **settled)
    assert teller.said(Signal.RELEASE).numbers["days"] == 0
    assert teller.said(Signal.FLARE).why == "nothing_heard"


def test_a_flare_that_stands(teller: Teller) -> None:
    program = teller.program(teller.work(), 30, state="paused", paused_at=now())
    told = {"home_program": program, "source": "portal", "flared_at": now(), "worse": True}
    flare = teller.put(Flare, flared_on=teller.ago(20), **told)
    said = teller.said(Signal.FLARE)
    assert (said.state, said.points, said.since) == (SPEAKS, 3, teller.ago(20))
    assert teller.said(Signal.PRACTICE).why == "program_rests"
    with acting(teller.house.boss):
        flare.settled_at, flare.settled_by = now(), teller.house.owner
        flare.save(update_fields=["settled_at", "settled_by"])
    assert teller.said(Signal.FLARE).why == "nothing_heard"
    teller.put(CheckIn, local_date=teller.ago(1), checked_at=now())
    assert teller.said(Signal.FLARE).why == "no_flare"


def test_the_last_lesson_and_the_next(teller: Teller) -> None:
    work = teller.work()
    assert teller.said(Signal.NOT_SEEN).why == "never_seen"
    by = {"episode": work, "practitioner": teller.house.practitioner}
    teller.put(Session, held_on=teller.ago(30), number=1, **by)
    assert (teller.said(Signal.NOT_SEEN).points, teller.said(Signal.NOT_SEEN).since) == (
        1,
        teller.ago(30),
    )
    with acting(teller.house.boss):

        def put(model: Any, **fields: Any) -> Any:
            row = model(practice=teller.house.practice, **fields)
            row.save(force_insert=True)
            return row

        booked = put_appointment(put, teller.house, teller.client)
        assert booked.starts_at > now()
    assert teller.said(Signal.NOT_SEEN).why == "is_booked"


def test_earlier_treatments(teller: Teller) -> None:
    work = teller.work()
    told = {"episode": work, "approach": "massage"}
    teller.put(PriorTreatment, relief_extent="partial", relief_days=3, **told)
    teller.put(PriorTreatment, relief_extent="none", **told)
    said = teller.said(Signal.PRIOR)
    assert (said.state, said.points, said.numbers) == (
        SPEAKS,
        1,
        {"longest": 3, "told": 2, "days": 7},
    )
    teller.put(PriorTreatment, relief_extent="full", relief_days=200, **told)
    assert teller.said(Signal.PRIOR).state is SILENT


@time_machine.travel(datetime(2026, 11, 27, 18, tzinfo=UTC), tick=False)
def test_an_operation_of_this_month_is_news_only_to_an_older_work(teller: Teller) -> None:
    """It is told with its month alone: of the month in which the work began it is the beginning."""
    work = teller.work(opened=100)
    hurt = {"episode": work, "kind": "surgery"}
    teller.put(PriorInjury, happened="2026", **hurt)
    teller.put(PriorInjury, happened="2026-08", **hurt)
    assert teller.said(Signal.EVENT).why == "never_asked"
    teller.put(PriorInjury, happened="2026-11", **hurt)
    said = teller.said(Signal.EVENT)
    assert (said.state, said.points, said.why) == (SPEAKS, 2, "event_surgery")


def test_stress_is_news_where_it_was_lower_before(teller: Teller) -> None:
    work = teller.work()
    teller.put(Circumstances, episode=work, stress=8, reported_on=teller.ago(2))
    assert teller.said(Signal.EVENT).why == "no_event"
    teller.put(Circumstances, episode=work, stress=5, reported_on=teller.ago(90))
    said = teller.said(Signal.EVENT)
    assert (said.why, said.numbers["number"]) == ("event_stress", 8)


def test_a_symptom_that_began_after_an_injury(teller: Teller) -> None:
    work = teller.work()
    with acting(teller.house.boss) as boss:
        symptom = Symptom.objects.visible_to(boss).first()
    told = {"episode": work, "symptom": symptom, "side": "left", "reported_at": now()}
    teller.put(SymptomReport, reported_on=teller.ago(5), onset="gradual", **told)
    assert teller.said(Signal.EVENT).state is UNKNOWN
    teller.put(SymptomReport, reported_on=teller.ago(5), onset="after_event", **told)
    assert teller.said(Signal.EVENT).why == "event_onset"


def test_nothing_of_tomorrow_counts_today(teller: Teller) -> None:
    """A past day is judged by what had been told by then."""
    work = teller.work()
    for days, number in ((90, 7), (40, 4), (10, 4), (2, 7)):
        teller.answer(work, days, number)
    assert teller.said(Signal.PAIN, days=3).why == "pain_is_lower"
    assert teller.said(Signal.PAIN).why == "pain_is_back"


def test_an_open_work_is_looked_at_and_not_one_that_ended(teller: Teller) -> None:
    old = teller.work(300, state="closed", closed_on=teller.ago(150), outcome="met")
    for days, number in ((290, 7), (200, 3), (5, 7)):
        teller.answer(old, days, number)
    assert teller.said(Signal.PAIN).state is SPEAKS
    teller.work(20)
    assert teller.said(Signal.PAIN).why == "never_answered"
