"""What somebody of the cast told until a day, put into the tables as the features leave it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from clients.measures.models import MeasureResponse
from clients.records.models import Client, Episode
from practice.core.actor import Actor, acting
from practice.core.clock import now, today_in
from practice.core.tenancy import TenantModel
from sessions.movements.models import Movement
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.progress.radar.models import RadarSnapshot
from sessions.progress.radar.queries import in_force
from sessions.progress.radar.rules import Reason, Signal, read_reasons
from sessions.progress.radar.services import judge_clients
from tests.cast import House

ITEMS = {"nprs": ["average"], "psfs": ["a1"], "srbai": ["automatically"]}
VERSIONS = {"nprs": "1", "psfs": "1995", "srbai": "2012"}


@dataclass
class Teller:
    """One client of a practice; days are said as days ago."""

    house: House
    client: Client

    def ago(self, days: int) -> date:
        return today_in(self.house.practice.timezone) - timedelta(days=days)

    def put[M: TenantModel](self, model: type[M], **fields: Any) -> M:
        with acting(self.house.boss):
            row = model(practice=self.house.practice, **{"client": self.client} | fields)
            row.save(force_insert=True)
        return row

    def work(self, opened: int = 100, **fields: Any) -> Episode:
        told = {"concern": "A pull.", "opened_on": self.ago(opened)}
        return self.put(Episode, **told | fields)

    def answer(
        self, work: Episode, days: int, number: int, instrument: str = "nprs", **fields: Any
    ) -> MeasureResponse:
        rows = MeasureResponse._base_manager.filter(
            practice=self.house.practice, episode=work, instrument=instrument
        )
        with acting(self.house.boss):
            is_first = not rows.exists()
        told: dict[str, Any] = {
            "version": VERSIONS[instrument],
            "answers": [[item, number] for item in ITEMS[instrument]],
            "is_baseline": is_first,
        }
        day = self.ago(days)
        told |= {"stage": "weekly", "asked_on": day, "answered_on": day, "answered_at": now()}
        told |= {"language": "en", "rater": "client", "mode": "portal"}
        return self.put(MeasureResponse, episode=work, instrument=instrument, **(told | fields))

    def program(self, work: Episode, started: int, **fields: Any) -> HomeProgram:
        told: dict[str, Any] = {"state": "active", "days": [1, 2, 3, 4, 5, 6, 7]}
        told |= {"started_on": self.ago(started), "created_at": now()}
        return self.put(HomeProgram, episode=work, **(told | fields))

    def item(self, program: HomeProgram, phase: str, added: int) -> None:
        with acting(self.house.boss) as boss:
            movement = Movement.objects.visible_to(boss).first()
            assert movement is not None
            ProgramItem(
                practice=self.house.practice,
                home_program=program,
                movement=movement,
                phase=phase,
                position=0,
                minutes=5,
                added_on=self.ago(added),
            ).save(force_insert=True)

    def log(self, program: HomeProgram, days: int, **fields: Any) -> PracticeLog:
        day = self.ago(days)
        at = datetime.combine(day, time(15), UTC)
        told: dict[str, Any] = {"local_date": day, "logged_at": at, "client_key": uuid4()}
        told |= {"home_program": program, "source": "portal", "done": True}
        return self.put(PracticeLog, **(told | fields))

    def judge(self, days: int = 0) -> RadarSnapshot:
        """Judge this client alone, as of some days ago."""
        with acting(self.house.boss) as boss:
            judge_clients(boss, [self.client.pk], in_force(boss), self.ago(days))
            return self.newest(boss)

    def newest(self, boss: Actor) -> RadarSnapshot:
        rows = RadarSnapshot.objects.visible_to(boss).filter(client=self.client)
        return rows.get(is_newest=True)

    def said(self, signal: Signal, days: int = 0) -> Reason:
        """What one signal says."""
        reasons = read_reasons(self.judge(days).reasons)
        return next(one for one in reasons if one.signal is signal)
