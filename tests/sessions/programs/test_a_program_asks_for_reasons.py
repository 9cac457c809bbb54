"""Caps, what a decision leaves out, sides, retired movements, days: refused in words or with a
reason, which is kept."""

from datetime import date, timedelta
from typing import Any

import pytest

from clients.measures.models import MeasureResponse
from clients.records.models import Client, Episode
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.models import Practice
from sessions.movements.models import Movement
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.programs.services import (
    ItemData,
    activate_program,
    create_program,
    edit_program,
    end_program,
)
from sessions.understanding.models import UnderstandingCard
from tests.cast import House, sign_in
from tests.sessions.programs import building
from tests.sessions.programs.deciding import avoids, decided

FOUR = ("arch_and_flatten", "back_lift", "side_curl", "washrag")


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    enter_as(linden.boss)
    return linden.boss


def _refused(field: str, code: str = "", **kwargs: Any) -> DomainError:
    with pytest.raises(DomainError) as error:
        create_program(**kwargs)
    assert error.value.field == field
    if code:
        assert error.value.code == code
    return error.value


def _items(actor: Actor, *codes: str) -> list[ItemData]:
    return [building.item(actor, code, minutes=2) for code in codes]


def test_four_new_ones_want_a_reason_which_is_kept_and_shown(
    linden: House, nora: Client, boss: Actor
) -> None:
    episode = building.episode_of(boss, nora)
    plan = building.data(*_items(boss, *FOUR))
    error = _refused("many_reason", "many", actor=boss, episode=episode, data=plan)
    assert "4 new movements, 4 in all" in str(error.message)
    assert not HomeProgram.objects.visible_to(boss).exists()
    create_program(actor=boss, episode=episode, data=building.data(*_items(boss, *FOUR[:3])))
    plan = building.data(*_items(boss, *FOUR), many_reason=" They asked for it ")
    made = create_program(actor=boss, episode=episode, data=plan)
    revision = HomeProgramRevision.objects.visible_to(boss).get(home_program=made)
    assert (made.many_reason, revision.many_reason) == ("They asked for it",) * 2
    assert [row["is_new"] for row in revision.items] == [True] * 4
    page = sign_in("practitioner@linden.example").get(f"/programs/{made.pk}/").content.decode()
    assert "They asked for it" in page
    assert "4 new movements" in page


def test_what_they_were_given_before_is_not_new_and_five_in_all_still_want_a_reason(
    nora: Client, boss: Actor
) -> None:
    before = building.running(boss, nora, *_items(boss, *FOUR[:3]))
    end_program(actor=boss, home_program=before)
    four = building.data(*_items(boss, *FOUR))
    made = create_program(actor=boss, episode=before.episode, data=four)  # one is new
    rows = HomeProgramRevision.objects.visible_to(boss).get(home_program=made).items
    assert [row["is_new"] for row in rows] == [False, False, False, True]
    five = building.data(*_items(boss, *FOUR, "arch_and_curl"))
    _refused("many_reason", "many", actor=boss, episode=before.episode, data=five)


def test_what_was_only_a_draft_is_still_new(nora: Client, boss: Actor) -> None:
    draft = building.draft(boss, nora, *_items(boss, *FOUR[:3]))
    with pytest.raises(DomainError) as error:
        edit_program(
            actor=boss, home_program=draft, data=building.data(*_items(boss, *FOUR)), version=1
        )
    assert error.value.field == "many_reason"
    running = activate_program(actor=boss, home_program=draft)
    plan = building.data(*_items(boss, *FOUR))
    edit_program(actor=boss, home_program=running, data=plan, version=running.version)


def test_what_a_decision_leaves_out_wants_a_reason_on_its_row(linden: House, nora: Client) -> None:
    episode, _yes = avoids(linden, nora, "loaded_flexion")
    with acting(linden.boss) as boss:
        flat, curl = building.item(boss), building.item(boss, "arch_and_curl")
        error = _refused(
            "items-1-against_reason",
            "contraindicated",
            actor=boss,
            episode=episode,
            data=building.data(flat, curl),
        )
        assert "curls forward against weight" in str(error.message)
        assert not ProgramItem.objects.visible_to(boss).exists()
        why = building.item(boss, "arch_and_curl", against_reason=" Without the curl, with Dr. V. ")
        made = create_program(actor=boss, episode=episode, data=building.data(flat, why))
        kept = ProgramItem.objects.visible_to(boss).get(home_program=made, position=1)
        assert kept.against_reason == "Without the curl, with Dr. V."
    browser = sign_in("practitioner@linden.example")
    told = browser.get(f"/programs/{made.pk}/").content.decode()
    assert "Without the curl, with Dr. V." in told
    assert "A decision leaves this out" not in told


def test_a_decision_after_the_program_is_said_on_its_page(linden: House, nora: Client) -> None:
    episode, yes = avoids(linden, nora)
    with acting(linden.boss) as boss:
        plan = building.data(building.item(boss, "arch_and_curl"))
        made = create_program(actor=boss, episode=episode, data=plan)
    browser = sign_in("practitioner@linden.example")
    words = "A decision leaves this out"
    assert words not in browser.get(f"/programs/{made.pk}/").content.decode()
    decided(linden, yes, "loaded_flexion")
    told = browser.get(f"/programs/{made.pk}/").content.decode()
    assert words in told
    assert "Arch and Curl: curls forward against weight" in told


def test_maintaining_opens_with_a_habit_or_with_a_reason(linden: House, nora: Client) -> None:
    episode, _yes = avoids(linden, nora)
    field = "items-0-unlock_reason"
    with acting(linden.boss) as boss:
        building.release(boss, episode)
        item = building.item(boss, phase=Phase.MAINTAIN)
        plan = building.data(item)
        error = _refused(field, "locked", actor=boss, episode=episode, data=plan)
        assert "not answered yet" in str(error.message)
        why = building.item(boss, phase=Phase.MAINTAIN, unlock_reason="Twenty years of it")
        with_reason = create_program(actor=boss, episode=episode, data=building.data(why))
        kept = ProgramItem.objects.visible_to(boss).get(home_program=with_reason)
        assert (kept.phase, kept.unlock_reason) == ("maintain", "Twenty years of it")
    page = sign_in("practitioner@linden.example").get(f"/programs/{with_reason.pk}/")
    assert "Twenty years of it" in page.content.decode()


@pytest.mark.parametrize(("number", "opens_at", "is_open"), [(5, 5, True), (4, 5, False)])
def test_the_last_answers_decide_and_the_practice_says_from_where(
    linden: House, nora: Client, number: int, opens_at: int, is_open: bool
) -> None:
    episode, _yes = avoids(linden, nora)
    with acting(linden.boss) as boss:
        Practice.objects.filter(pk=boss.practice_id).update(maintain_from=opens_at)
        building.release(boss, episode)
    _answered(linden, nora, episode, number)
    with acting(linden.boss) as boss:
        plan = building.data(building.item(boss, phase=Phase.MAINTAIN))
        if is_open:
            create_program(actor=boss, episode=episode, data=plan)
            return
        error = _refused("items-0-unlock_reason", actor=boss, episode=episode, data=plan)
        assert "come to 4.0, and it opens from 5.0" in str(error.message)
        Practice.objects.filter(pk=boss.practice_id).update(maintain_from=4)
        create_program(actor=boss, episode=episode, data=plan)


def _answered(house: House, nora: Client, episode: Episode, number: int) -> None:
    """Answers as a program that has run for two weeks is asked for them."""
    with acting(house.boss) as boss:
        for day, mean in ((2, 7), (1, number)):
            MeasureResponse(
                practice_id=boss.practice_id,
                client=nora,
                episode=episode,
                instrument="srbai",
                version="2012",
                language="en",
                rater="client",
                stage="habit",
                asked_on=today_in(boss.zone) - timedelta(days=day),
                answers=[["automatically", mean], ["thinking", mean]],
                mode="portal",
                is_baseline=False,
                answered_on=today_in(boss.zone) - timedelta(days=day),
                answered_at=now(),
            ).save(force_insert=True)


@pytest.mark.parametrize(
    ("code", "side", "is_given"),
    [
        ("arch_and_flatten", "both", True),
        ("arch_and_flatten", "left", False),
        ("side_curl", "left", True),
        ("side_curl", "in_turn", True),
        ("side_curl", "both", False),
        ("side_curl", "", True),
    ],
)
def test_a_movement_is_given_on_the_sides_it_has(
    nora: Client, boss: Actor, code: str, side: str, is_given: bool
) -> None:
    plan = building.data(building.item(boss, code, side=side, repetitions=3))
    episode = building.episode_of(boss, nora)
    if is_given:
        made = create_program(actor=boss, episode=episode, data=plan)
        kept = ProgramItem.objects.visible_to(boss).get(home_program=made)
        assert (kept.side, kept.repetitions) == (side, 3)
    else:
        _refused("items-0-side", actor=boss, episode=episode, data=plan)


def _retired(actor: Actor, code: str) -> None:
    Movement.objects.visible_to(actor).filter(built_in_code=code).update(retired_at=now())


def test_a_retired_movement_stays_where_it_is_and_comes_nowhere_new(
    linden: House, nora: Client, boss: Actor
) -> None:
    program = building.running(boss, nora)
    _retired(boss, "arch_and_flatten")
    _retired(boss, "side_curl")
    both = building.data(building.item(boss), building.item(boss, "side_curl"))
    with pytest.raises(DomainError) as error:
        edit_program(actor=boss, home_program=program, data=both, version=program.version)
    assert (error.value.field, error.value.code) == ("items-1-movement", "retired")
    assert "Side Curl is no longer in the library" in str(error.value.message)
    alone = building.data(building.item(boss, minutes=3))
    edit_program(actor=boss, home_program=program, data=alone, version=program.version)
    page = sign_in("practitioner@linden.example").get(f"/programs/{program.pk}/").content.decode()
    assert "no longer in the library" in page


def test_a_card_comes_along_and_takes_no_minutes(linden: House, nora: Client, boss: Actor) -> None:
    card = UnderstandingCard.objects.visible_to(boss).order_by("position")[0]
    episode = building.episode_of(boss, nora)
    read = ItemData(card=card, phase=Phase.UNDERSTAND, minutes=9, note="Before you begin")
    alone = building.data(read)
    _refused("items-0-movement", actor=boss, episode=episode, data=alone)
    wrong = building.data(building.item(boss, phase=Phase.UNDERSTAND))
    _refused("items-0-phase", actor=boss, episode=episode, data=wrong)
    plan = building.data(read, building.item(boss, minutes=4))
    made = create_program(actor=boss, episode=episode, data=plan)
    rows = ProgramItem.objects.visible_to(boss).select_related("movement", "card")
    rows = rows.filter(home_program=made).order_by("position")
    assert [(row.name, row.phase, row.minutes) for row in rows] == [
        (card.title, "understand", 0),
        ("Arch and Flatten", "free", 4),
    ]
    page = sign_in("practitioner@linden.example").get(f"/programs/{made.pk}/").content.decode()
    assert card.title in page
    assert "Before you begin" in page


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        (-1, None, "starts_on"),
        (3, 2, "ends_on"),
        (None, -1, "ends_on"),
        (367, None, "starts_on"),
        (None, 3 * 366 + 1, "ends_on"),
    ],
)
def test_days_that_cannot_be_are_refused(
    nora: Client, boss: Actor, starts: int | None, ends: int | None, field: str
) -> None:
    today = today_in(nora.timezone)

    def day(n: int | None) -> date | None:
        return None if n is None else today + timedelta(days=n)

    plan = building.data(building.item(boss), starts_on=day(starts), ends_on=day(ends))
    _refused(field, actor=boss, episode=building.episode_of(boss, nora), data=plan)
    assert not HomeProgram.objects.visible_to(boss).exists()


def test_it_begins_on_its_first_day_and_days_that_stood_are_judged_no_more(
    nora: Client, boss: Actor
) -> None:
    today = today_in(nora.timezone)
    begins = today + timedelta(days=3)
    plan = building.data(building.item(boss), starts_on=begins, ends_on=begins)
    made = create_program(actor=boss, episode=building.episode_of(boss, nora), data=plan)
    running = activate_program(actor=boss, home_program=made)
    assert running.started_on == begins
    sooner = building.data(building.item(boss), starts_on=today, ends_on=begins)
    edit_program(actor=boss, home_program=running, data=sooner, version=running.version)
    assert running.started_on == today
    later = building.data(building.item(boss), starts_on=begins, ends_on=begins)
    with pytest.raises(DomainError) as error:
        edit_program(actor=boss, home_program=running, data=later, version=running.version)
    assert error.value.code == "begun"


def test_fifteen_minutes_are_there_unless_fewer_are(
    linden: House, nora: Client, boss: Actor
) -> None:
    flat = building.item(boss, minutes=6)
    plan = building.data(flat, minutes_budget=4)
    made = create_program(actor=boss, episode=building.episode_of(boss, nora), data=plan)
    page = sign_in("practitioner@linden.example").get(f"/programs/{made.pk}/").content.decode()
    assert "6 minutes planned, 4 minutes to spend" in page
    wrong = building.data(flat, minutes_budget=7)
    _refused("minutes_budget", actor=boss, episode=made.episode, data=wrong)
