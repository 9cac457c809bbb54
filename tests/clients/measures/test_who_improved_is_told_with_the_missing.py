"""Who improved is never told alone: with how many began, how many are missing, by which rule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.measures.models import MeasureResponse
from clients.measures.queries import Improvement, improvement_of
from clients.measures.rules import INSTRUMENTS, NPRS, Direction, instruments
from clients.records.models import Client, Episode
from clients.records.services import ClientData, create_client, open_episode
from practice.core.actor import Actor, acting
from practice.core.clock import now
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
PATH = "/settings/improvement/"
BETTER = [["walk_freely", 7], ["easy_balance", 3]]  # 4 and 0 in the intake


type Say = Callable[..., None]


@pytest.fixture
def say(linden: House, episode: Episode) -> Say:
    """Keep an answer so many days after the work began."""

    def keep(code: str, days: int, *numbers: int, **changed: Any) -> None:
        work = changed.pop("work", episode)
        instrument, on = INSTRUMENTS[code], work.opened_on + timedelta(days=days)
        pairs = [[item.code, n] for item, n in zip(instrument.items, numbers, strict=False)]
        whole = {
            "version": instrument.version,
            "rater": "client",
            "stage": "weekly" if not instrument.judges_change else "review",
            "answers": pairs,
            "is_baseline": False,
            **changed,
        }
        with acting(linden.boss):
            MeasureResponse(
                practice=linden.practice,
                client_id=work.client_id,
                episode=work,
                instrument=code,
                language="en",
                asked_on=on,
                mode="in_person",
                entered_by=linden.practitioner,
                answered_on=on,
                answered_at=now(),
                **whole,
            ).save(force_insert=True)

    return keep


def found(actor: Actor, year: int | None = None) -> Improvement:
    with acting(actor):
        return improvement_of(actor, year)


def told(house: House, year: int | None = None) -> tuple[int, ...]:
    one = found(house.actor(house.practitioner), year).tally
    return (one.enrolled, one.measured, one.missing, one.improved, one.worse)


def signs(house: House) -> dict[str, tuple[int, ...]]:
    one = found(house.actor(house.practitioner))
    return {s.instrument.code: (s.measured, s.better, s.worse) for s in one.signs}


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_what_was_answered_once_is_missing(linden: House, say: Say) -> None:
    say("nprs", 7, 6)
    assert told(linden) == (1, 0, 1, 0, 0)
    assert signs(linden) == {"nprs": (0, 0, 0), "psfs": (0, 0, 0), "grc": (0, 0, 0)}


def test_it_counts_from_the_beginning_to_the_last_answer(linden: House, say: Say) -> None:
    say("nprs", 0, 6, is_baseline=True)
    say("nprs", 7, 9)
    say("nprs", 14, 4)
    assert told(linden) == (1, 0, 1, 0, 0)  # one of three: not enough
    say("psfs", 14, answers=BETTER)  # from the intake on
    assert signs(linden) == {"nprs": (1, 1, 0), "psfs": (1, 1, 0), "grc": (0, 0, 0)}
    assert told(linden) == (1, 1, 0, 1, 0)
    say("nprs", 21, 8)
    assert told(linden) == (1, 1, 0, 0, 1)


def test_another_version_or_one_taken_out_begins_nothing(linden: House, say: Say) -> None:
    say("nprs", 0, 9, version="0", is_baseline=True)
    say("nprs", 7, 4)
    at = {"withdrawn_at": now(), "withdrawn_by": linden.practitioner}
    say("nprs", 3, 9, **at)
    assert signs(linden)["nprs"] == (0, 0, 0)


def test_a_version_that_nobody_knows_is_not_scored_by_todays(linden: House, say: Say) -> None:
    say("nprs", 0, 9, version="0", is_baseline=True)
    say("nprs", 7, 4, version="0")
    say("psfs", 7, answers=[["walk_freely", 1]], version="0")
    say("psfs", 14, answers=[["walk_freely", 9]], version="0")
    say("grc", 7, 5, version="0")
    say("grc", 7, 5, version="0", rater="practitioner")
    assert signs(linden) == {"nprs": (0, 0, 0), "psfs": (0, 0, 0), "grc": (0, 0, 0)}
    assert told(linden) == (1, 0, 1, 0, 0)


@pytest.mark.parametrize(
    ("was", "counted"),
    [
        ({}, (1, 1, 0)),
        ({"direction": Direction.UP}, (0, 0, 0)),
        ({"high": 20}, (0, 0, 0)),
    ],
    ids=["another wording", "another way to better", "another scale"],
)
def test_a_former_version_counts_if_its_points_are_todays(
    linden: House,
    say: Say,
    monkeypatch: pytest.MonkeyPatch,
    was: dict[str, Any],
    counted: tuple[int, int, int],
) -> None:
    monkeypatch.setattr(instruments, "FORMER", (replace(NPRS, version="0", **was),))
    say("nprs", 0, 9, version="0", is_baseline=True)
    say("nprs", 7, 4, version="0")
    assert signs(linden)["nprs"] == counted


def test_a_rating_that_is_shut_gives_nothing_away(linden: House, say: Say) -> None:
    say("grc", 7, -4)
    assert told(linden) == (1, 0, 1, 0, 0)
    say("grc", 7, 1, rater="practitioner")
    assert told(linden) == (1, 1, 0, 0, 1)
    assert signs(linden)["grc"] == (1, 0, 1)  # the client's; the other's is not counted


def test_everybody_who_began_is_counted_and_years_stand_apart(
    linden: House, nora: Client, episode: Episode, say: Say
) -> None:
    with acting(linden.boss) as boss:
        other = create_client(actor=boss, data=ClientData(given_name="Nell"))
        missing = open_episode(actor=boss, client=other, concern="The neck.")
        before = open_episode(actor=boss, client=nora, concern="The knee.")
        before.opened_on = before.opened_on.replace(year=before.opened_on.year - 1, day=1)
        before.save(update_fields=["opened_on"])
    say("nprs", 0, 6, is_baseline=True)
    say("nprs", 14, 2)
    say("grc", 14, 3)
    say("grc", 14, 3, rater="practitioner")
    year = episode.opened_on.year
    assert told(linden) == told(linden, year) == (2, 1, 1, 1, 0)
    assert told(linden, year - 1) == (1, 0, 1, 0, 0)
    assert told(linden, 1) == told(linden)
    page = words(sign_in("practitioner@linden.example").get(PATH))
    assert "1 of 1 that were measured enough improved. 1 of 2 are missing" in page
    assert "at least 1 improved and at most 2." in page
    assert "This does not measure how well the work works" in page
    assert "at least 2 of these three" in page
    assert missing.concern not in page


def test_each_sees_their_own_and_an_assistant_nothing(
    linden: House, nora: Client, episode: Episode, harbour: House
) -> None:
    assert "No work began yet" in words(sign_in("trainee@linden.example").get(PATH))
    assert "No work began yet" in words(sign_in("owner@harbour.example").get(PATH))
    assert "Work that began in" in words(sign_in("owner@linden.example").get(PATH))
    assert sign_in("assistant@linden.example").get(PATH).status_code == 403
    for odd in ("?year=", "?year=x", "?year=0000", "?year=99999", "?year=-1"):
        assert sign_in("owner@linden.example").get(PATH + odd).status_code == 200


def test_it_takes_few_statements_however_many_began(linden: House, say: Say) -> None:
    works = []
    with acting(linden.boss) as boss:
        for number in range(5):
            client = create_client(actor=boss, data=ClientData(given_name=f"N{number}"))
            works.append(open_episode(actor=boss, client=client, concern="The neck."))
    for work in works:
        say("nprs", 0, 6, work=work, is_baseline=True)
        say("nprs", 7, 3, work=work)
        say("psfs", 7, work=work, answers=BETTER)
    browser = sign_in("practitioner@linden.example")
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(PATH).status_code == 200
    asked = [q["sql"] for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 8, "\n".join(asked)
