"""Two first answers in the same moment: both are kept, and one of them is the beginning."""

from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import connection

from clients.measures.rules import Mode, Stage
from clients.measures.services import Way, answer_measure, ask_for_review
from clients.records.models import Client, Episode
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.core.errors import DomainError
from tests.cast import House
from tests.clients.measures.conftest import data, kept
from tests.conftest import admin_connection
from tests.practice.outbox.live import add_client, found_house

WAIT = 10


@pytest.fixture
def mill(transactional_db: None) -> House:
    """A practice whose rows are committed."""
    return found_house("Mill Somatics", "America/Denver", "mill.example")


def _somebody_waits() -> bool:
    name = str(connection.settings_dict["NAME"])
    with admin_connection(name) as admin:
        row = admin.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
    return bool(row and row[0])


def _answer(house: House, client: Client, stage: Stage) -> None:
    way = Way(mode=Mode.IN_PERSON, entered_by_id=house.practitioner.pk)
    said = data(stage=stage, asked_on=today_in(client.timezone))
    with acting(house.boss) as boss:
        answer_measure(actor=boss, client_id=client.pk, data=said, way=way)


def _answer_apart(house: House, client: Client, refused: list[str]) -> None:
    try:
        _answer(house, client, Stage.REVIEW)
    except DomainError as error:
        refused.append(str(error.message))
    finally:
        connection.close()


def test_the_second_reads_what_the_first_kept(mill: House) -> None:
    nora = add_client(mill)
    with acting(mill.boss) as boss:
        Episode(
            practice=mill.practice,
            client=nora,
            concern="Stiff neck",
            opened_on=today_in(nora.timezone),
        ).save(force_insert=True)
        ask_for_review(actor=boss, client_id=nora.pk)
    refused: list[str] = []
    other = Thread(target=_answer_apart, args=[mill, nora, refused])
    with acting(mill.boss) as boss:
        way = Way(mode=Mode.IN_PERSON, entered_by_id=mill.practitioner.pk)
        said = data(asked_on=today_in(nora.timezone))
        answer_measure(actor=boss, client_id=nora.pk, data=said, way=way)
        other.start()
        deadline = monotonic() + WAIT
        while not _somebody_waits():
            assert monotonic() < deadline, "the second did not wait for the first"
            sleep(0.05)
    other.join(WAIT)
    assert refused == []
    assert [row["is_baseline"] for row in kept(mill)] == [True, False]
