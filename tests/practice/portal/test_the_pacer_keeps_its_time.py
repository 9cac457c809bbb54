"""The pacer in a browser: each step at its time, by eye and by ear, and on to the next movement."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page, expect

from clients.records.models import Client
from practice.core.actor import acting
from sessions.movements.services import StepData, add_movement
from sessions.programs.models import HomeProgram
from tests.browser import fits, sign_in_on
from tests.cast import House
from tests.journey.phones import phone_of
from tests.sessions.movements.writing import data as movement_data
from tests.sessions.programs import building

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NORA = "nora@clients.example"
OFF_BY = 100  # ms
AFTER = 40  # ms after the page had time again, where a busy machine gave it none for longer
ROUND = (("Contract", 1), ("Slow release", 2), ("Rest", 1), ("Sense", 1))
ROUNDS = 3
KINDS = ("contract", "slow_release", "rest", "sense")
START = "[data-start]"
LAST = "Rest. Sense what has changed."

WATCH = (Path(__file__).parent / "pacer_watch.js").read_text()


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    """A quick movement of the practice's own, so that its rounds can be waited for; then ours."""
    steps = [
        StepData(kind, f"Words of {word}.", seconds)
        for kind, (word, seconds) in zip(KINDS, ROUND, strict=True)
    ]
    with transaction.atomic(), acting(linden.boss) as boss:
        quick = add_movement(
            actor=boss, data=movement_data(steps=steps, variants=["floor", "seated"])
        )
        first = building.item(boss, quick.built_in_code, repetitions=ROUNDS, variant="seated")
        return building.running(boss, nora, first, building.item(boss, "arch_and_flatten"))


@pytest.fixture
def phone(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    context = phone_of(chromium, live_server.url)
    context.add_init_script(WATCH)
    yield context
    context.close()


def opened(phone: BrowserContext, program: HomeProgram, *, fake: bool = False) -> Page:
    page = sign_in_on(phone, NORA)
    if fake:
        page.clock.install()
    page.goto(f"/portal/practice/{program.pk}/")
    return page


def start(page: Page) -> float:
    """Begin the first movement; the page's own time of it."""
    page.locator(START).first.evaluate(
        "button => { window.began = performance.now(); button.click(); }"
    )
    began: float = page.evaluate("window.began")
    return began


def ended(page: Page) -> None:
    """A whole movement takes fifteen seconds; the policy lets no test evaluate while it waits."""
    expect(page.locator(".pacer__word").first).to_have_text(LAST, timeout=30_000)


def seen(page: Page) -> list[tuple[float, str]]:
    return [(at, word) for at, word in page.evaluate("window.seen")]


def expected(rounds: int = ROUNDS) -> list[tuple[int, str]]:
    """When each word is due, in ms from the beginning, and the last one after it all."""
    due, at = [], 0
    for word, seconds in ROUND * rounds:
        due.append((at, word))
        at += seconds * 1000
    return [*due, (at, LAST)]


def off(page: Page, began: float) -> list[str]:
    """What came at another time than it should; the words have to be the right ones.

    The page's own ticks say when it had time: no word can come while the machine gives it none.
    """
    found, due = seen(page), expected()
    ticks: list[float] = page.evaluate("window.ticks")
    assert [word for _at, word in found] == [word for _at, word in due]
    wrong = []
    for (at, word), (when, _word) in zip(found, due, strict=True):
        late = at - began - when
        stood_still = next((tick for tick in ticks if tick >= began + when), at) - began - when
        if not -OFF_BY <= late <= max(OFF_BY, stood_still + AFTER):
            wrong.append(f"{word} {round(late)} ms, {round(stood_still)} ms without time")
    return wrong


def test_every_step_comes_at_its_time_over_a_whole_movement(
    phone: BrowserContext, program: HomeProgram
) -> None:
    page = opened(phone, program)
    page.locator("[name=lead]").uncheck()
    began = start(page)
    ended(page)
    assert off(page, began) == []


def test_nothing_adds_up_while_the_page_is_slow(
    phone: BrowserContext, program: HomeProgram
) -> None:
    page = opened(phone, program)
    page.locator("[name=lead]").uncheck()
    page.evaluate(
        "setInterval(() => { const to = performance.now() + 60;"
        " while (performance.now() < to); }, 90)"
    )
    began = start(page)
    ended(page)
    assert off(page, began) == []


def test_a_page_that_slept_in_the_background_wakes_at_the_right_step(
    phone: BrowserContext, program: HomeProgram
) -> None:
    page = opened(phone, program, fake=True)
    page.locator("[name=lead]").uncheck()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    began = start(page)
    page.clock.run_for(500)
    page.clock.fast_forward(6200)  # asleep from 0.5 s to 6.7 s: in the second round's release
    expect(page.locator(".pacer__word").first).to_have_text("Slow release")
    expect(page.locator("[data-count]").first).to_have_text("Round 2 / 3")
    page.clock.run_for(9000)
    due = {when: word for when, word in expected() if when > 6700}
    after = [(round(at - began), word) for at, word in seen(page) if at - began > 6750]
    assert [word for _at, word in after] == list(due.values())
    assert [a for (a, _), d in zip(after, due, strict=True) if abs(a - d) > OFF_BY] == []


def test_a_pause_stops_the_time_and_goes_on_where_it_was(
    phone: BrowserContext, program: HomeProgram
) -> None:
    page = opened(phone, program, fake=True)
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    start(page)
    page.clock.run_for(2000)
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate("window.locks.length") == 0
    assert page.evaluate("window.tones.length") == 0
    page.clock.run_for(60_000)
    expect(page.locator(".pacer__word").first).to_have_text("Slow release")
    page.locator(START).first.click()
    page.clock.run_for(900)
    expect(page.locator(".pacer__word").first).to_have_text("Slow release")
    page.clock.run_for(200)
    expect(page.locator(".pacer__word").first).to_have_text("Rest")


def test_each_kind_of_step_has_its_own_sound_at_its_time(
    phone: BrowserContext, program: HomeProgram
) -> None:
    page = opened(phone, program)
    sounds = page.evaluate(f"{list(KINDS)}.map((kind) => JSON.stringify(supplePacer.TONES[kind]))")
    assert len(set(sounds)) == len(KINDS)
    first = dict(
        zip(
            KINDS,
            page.evaluate(f"{list(KINDS)}.map((k) => supplePacer.TONES[k][0][0])"),
            strict=True,
        )
    )
    began = start(page)
    tones = page.evaluate("window.tones.map((tone) => [tone.at * 1000, tone.hz])")
    for (when, _word), kind in zip(expected()[:-1], KINDS * ROUNDS, strict=True):
        near = [hz for at, hz in tones if abs(at - began - when) <= OFF_BY]
        assert first[kind] in near, (when, kind, near)
    page.locator("[name=sound]").uncheck()
    assert page.evaluate("window.tones.length") == 0
    page.reload()
    expect(page.locator("[name=sound]")).not_to_be_checked()
    start(page)
    assert page.evaluate("window.tones.length") == 0
    page.locator("[name=sound]").check()
    assert page.evaluate("window.tones.length") > 0


def test_it_can_be_felt_too(phone: BrowserContext, program: HomeProgram) -> None:
    page = opened(phone, program, fake=True)
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    start(page)
    page.clock.run_for(1100)
    assert page.evaluate("window.touches.length") == 2
    page.locator("[name=touch]").uncheck()
    page.clock.run_for(2000)
    assert page.evaluate("window.touches.length") == 2


def test_the_screen_stays_on_while_it_runs(phone: BrowserContext, program: HomeProgram) -> None:
    page = opened(phone, program, fake=True)
    page.locator("[name=lead]").uncheck()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    held: Callable[[], int] = lambda: page.evaluate("window.locks.length")  # noqa: E731
    assert held() == 0
    start(page)
    assert held() == 1
    page.evaluate("window.locks[0].release()")  # as the browser does when the page is hidden
    assert held() == 0
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert held() == 1
    page.clock.run_for(16_000)
    expect(page.locator(".pacer__word").first).to_have_text(LAST)
    assert held() == 0


def test_it_runs_where_a_phone_offers_none_of_it(
    chromium: Browser, live_server: Any, program: HomeProgram
) -> None:
    context = phone_of(chromium, live_server.url)
    context.add_init_script(
        "for (const name of ['AudioContext', 'webkitAudioContext']) window[name] = undefined;"
        "Object.defineProperty(navigator, 'wakeLock', {value: undefined});"
        "Object.defineProperty(navigator, 'vibrate', {value: undefined});"
    )
    page = opened(context, program)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    expect(page.get_by_text("Vibration")).to_be_hidden()
    start(page)
    expect(page.locator(".pacer__word").first).to_have_text("Slow release")
    assert wrong == []
    context.close()


def test_the_next_movement_follows_by_itself_or_by_a_tap(
    phone: BrowserContext, program: HomeProgram
) -> None:
    page = opened(phone, program, fake=True)
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    start(page)
    second = page.locator(".pacer__word").nth(1)
    page.clock.run_for(15_050)
    expect(second).to_have_text("Next. Take your time.")
    expect(page.locator("[data-help]").nth(1)).to_have_text("Arch and Flatten")
    page.clock.run_for(20_000)
    expect(second).to_have_text("Contract")
    page.reload()
    start(page)
    page.get_by_role("button", name="Next one").click()
    expect(second).to_have_text("Contract")
    expect(page.locator(START).first).to_be_visible()


def test_the_bead_stands_still_where_less_motion_is_wanted(
    phone: BrowserContext, program: HomeProgram
) -> None:
    page = opened(phone, program)
    bead = page.locator(".bead").first
    where = bead.get_attribute("cy")
    page.emulate_media(reduced_motion="reduce")
    start(page)
    expect(page.locator(".pacer__word").first).to_have_text("Slow release")
    assert bead.get_attribute("cy") == where
    page.emulate_media(reduced_motion="no-preference")
    page.wait_for_timeout(300)
    assert bead.get_attribute("cy") != where


def test_floor_or_chair_at_a_tap(phone: BrowserContext, program: HomeProgram) -> None:
    page = opened(phone, program)
    expect(page.get_by_label("On a chair")).to_be_checked()
    page.locator("label", has_text="On the floor").first.tap()
    expect(page.get_by_text("On the floor, with something soft under you.")).to_be_visible()
    fits(page)
