"""Somebody archives a client while another writes about them: the write waits, and is refused."""

from collections.abc import Callable
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from clients.records.models import Client, Episode
from clients.records.queries import get_client
from clients.records.rules import ClientState
from clients.records.services import open_episode, set_client_state
from practice.core.actor import Actor, acting
from practice.core.errors import DomainError, ReadOnly
from sessions.appointments.models import Session
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, start_lesson
from sessions.practice_logs.models import LogSource, PracticeLog
from sessions.practice_logs.queries import get_practice_log
from sessions.practice_logs.services import LogData, edit_log, log_practice
from sessions.programs.models import HomeProgram
from sessions.programs.queries import get_home_program
from sessions.programs.services import edit_program, end_program, pause_program
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import change_reminders
from tests.cast import House
from tests.practice.outbox.live import add_client, found_house
from tests.sessions.programs import building

WAIT, BLOCKED = 10, 1.0
LOG = LogData(done=True)


@pytest.fixture
def mill(transactional_db: None) -> House:
    """A practice whose rows are committed."""
    return found_house("Mill Somatics", "America/Denver", "mill.example")


@pytest.fixture
def nora(mill: House) -> Client:
    return add_client(mill, "Nora")


class Things:
    """What belongs to her, as whoever writes has read it before."""

    def __init__(self, house: House, client: Client) -> None:
        with acting(house.boss) as boss:
            self.client = client
            self.program: HomeProgram = building.running(boss, client)
            self.episode: Episode = self.program.episode
            self.note: SessionNote = start_lesson(actor=boss, client=client, episode=self.episode)
            self.log: PracticeLog = log_practice(
                actor=boss,
                home_program_id=self.program.pk,
                data=LOG,
                source=LogSource.PORTAL,
                client_key=uuid4(),
            ).log
            self.data = building.data(building.item(boss), note_to_client="Slower.")
            rows = ReminderPlan.objects.visible_to(boss).select_related("client", "home_program")
            self.plan: ReminderPlan = rows.get()


def held(actor: Actor, things: Things) -> HomeProgram:
    return get_home_program(actor, things.program.pk, "program.write", hold=True)


Verb = Callable[[Actor, Things], Any]
VERBS: dict[str, Verb] = {
    "open_episode": lambda a, t: open_episode(actor=a, client=t.client, concern="A pull."),
    "start_lesson": lambda a, t: start_lesson(
        actor=a, client=get_client(a, t.client.pk, "session.write", hold=True), episode=t.episode
    ),
    "save_draft": lambda a, t: save_draft(
        actor=a, note=t.note, data=NoteData(observed="Seen."), version=t.note.version
    ),
    "edit_program": lambda a, t: edit_program(
        actor=a, home_program=held(a, t), data=t.data, version=t.program.version
    ),
    "end_program": lambda a, t: end_program(actor=a, home_program=held(a, t)),
    "log_practice": lambda a, t: log_practice(
        actor=a,
        home_program_id=t.program.pk,
        data=LOG,
        source=LogSource.PORTAL,
        client_key=uuid4(),
    ),
    "edit_log": lambda a, t: edit_log(
        actor=a,
        log=get_practice_log(a, t.log.pk, "practice_log.write", hold=True),
        data=LogData(done=True, line="More."),
    ),
    "change_reminders": lambda a, t: change_reminders(
        actor=a,
        plan=t.plan,
        on=True,
        days=[1],
        times=t.program.times,
        detail=False,
        version=t.program.version,
    ),
}


def meanwhile(house: House, first: Callable[[Actor], Any], act: Callable[[Actor], Any]) -> Any:
    """`first` is done and not committed yet as `act` begins; what that one was refused with."""
    raised: list[Exception] = []

    def run() -> None:
        try:
            with acting(house.boss) as boss:
                act(boss)
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    thread = Thread(target=run)
    with acting(house.boss) as boss:
        first(boss)
        thread.start()
        thread.join(BLOCKED)
    thread.join(WAIT)
    assert not thread.is_alive(), "it waits for ever"
    return next(iter(raised), None)


@pytest.mark.parametrize("name", VERBS)
def test_what_comes_second_writes_nothing(mill: House, nora: Client, name: str) -> None:
    things = Things(mill, nora)

    def archive(boss: Actor) -> None:
        client = Client.objects.visible_to(boss).get(pk=nora.pk)
        set_client_state(actor=boss, client=client, state=ClientState.ARCHIVED)

    before = stored(mill)
    refused = meanwhile(mill, archive, lambda boss: VERBS[name](boss, things))
    assert isinstance(refused, ReadOnly), refused
    assert stored(mill) == before


def stored(house: House) -> dict[str, list[Any]]:
    """Every row that these verbs write."""
    models: tuple[Any, ...] = (Episode, Session, SessionNote, HomeProgram, PracticeLog)
    with acting(house.boss) as boss:
        rows = {model: model.objects.visible_to(boss).order_by("id") for model in models}
        return {model.__name__: list(found.values()) for model, found in rows.items()}


def test_a_log_is_not_kept_for_a_program_that_was_paused_meanwhile(
    mill: House, nora: Client
) -> None:
    things = Things(mill, nora)
    refused = meanwhile(
        mill,
        lambda boss: pause_program(actor=boss, home_program=things.program),
        lambda boss: VERBS["log_practice"](boss, things),
    )
    assert isinstance(refused, DomainError)
    assert refused.code == "not_running"
    assert len(stored(mill)["PracticeLog"]) == 1
