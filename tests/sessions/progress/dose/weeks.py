"""Weeks of somebody's work: how many days they practised in each, and what they answered."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from clients.measures.models import MeasureResponse
from clients.measures.rules import INSTRUMENTS
from clients.records.models import Episode
from practice.core.actor import acting
from practice.core.clock import now
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from tests.cast import House


def ran(house: House, work: Episode, since: date, **changed: Any) -> HomeProgram:
    """A program that has run since a day, planned daily."""
    with acting(house.boss):
        whole = {"state": "active", "days": [1, 2, 3, 4, 5, 6, 7], "started_on": since} | changed
        program = HomeProgram(
            practice=house.practice,
            client_id=work.client_id,
            episode=work,
            created_at=now(),
            **whole,
        )
        program.save(force_insert=True)
        return program


def logged(house: House, program: HomeProgram, days: Iterable[date], *, done: bool = True) -> None:
    """A practice on each of these days, or one that was skipped."""
    with acting(house.boss):
        PracticeLog._base_manager.bulk_create(
            PracticeLog(
                practice=house.practice,
                client_id=program.client_id,
                home_program=program,
                local_date=day,
                logged_at=now(),
                client_key=uuid4(),
                source="portal",
                done=done,
                skip_reason="" if done else "no_time",
            )
            for day in days
        )


def said(house: House, work: Episode, code: str, day: date, *numbers: int, **changed: Any) -> None:
    """An answer of the client's on a day, past the schedule."""
    instrument = INSTRUMENTS[code]
    pairs = [[item.code, n] for item, n in zip(instrument.items, numbers, strict=False)]
    whole = {"version": instrument.version, "rater": "client", "answers": pairs} | changed
    with acting(house.boss):
        MeasureResponse(
            practice=house.practice,
            client_id=work.client_id,
            episode=work,
            instrument=code,
            language="en",
            stage="weekly",
            asked_on=day,
            mode="in_person",
            entered_by=house.practitioner,
            is_baseline=False,
            answered_on=day,
            answered_at=now(),
            **whole,
        ).save(force_insert=True)


def week(
    house: House, work: Episode, program: HomeProgram, until: date, days: int, pain: int
) -> None:
    """Seven days up to `until`: practised on so many of them, and what the pain was."""
    logged(house, program, [until - timedelta(days=n) for n in range(days)])
    said(house, work, "nprs", until, pain)
