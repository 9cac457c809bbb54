"""The web killed with -9 under somebody who types: what is older than ten seconds is kept, and the
rest goes there once it is back, ten minutes later and with a sign-in in between."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from clients.records.services import open_episode
from practice.core.actor import acting
from sessions.notes.models import SessionNote
from sessions.notes.services import start_lesson
from tests.cast import PASSWORD, House
from tests.drill.chromium import chromium
from tests.drill.faults.stage import HOST, Stage, wait_until
from tests.drill.figures import Figure, at_least, exactly
from tests.practice.outbox.live import add_client

OLD = 10  # seconds; what was typed longer ago than this has to be kept
BETWEEN = 100  # ms from one letter to the next
TYPED_FOR = (12.5, 19.0)  # seconds until it is killed: between two saves, and just before one
FEWEST = 40  # letters that were older than that
RETRY, AWAY = 15, 570  # seconds: a tab asks again, the server is away
SAVED, PATIENCE = "Draft saved", 90_000  # ms
WORDS = "Typed while nobody answered."


@dataclass
class Desk:
    """A browser with the editor open, and the note that it writes."""

    stage: Stage
    house: House
    note: SessionNote
    page: Page

    @property
    def stored(self) -> str:
        """What the database holds of it."""
        with acting(self.house.boss) as boss:
            rows = SessionNote.objects.visible_to(boss).filter(pk=self.note.pk)
            return rows.values_list("clients_words", flat=True).get()

    @property
    def typed(self) -> str:
        """What stands in the page."""
        return self.page.get_by_label("In their words").input_value()

    def says(self, words: str) -> None:
        """Wait until the editor says so."""
        status = self.page.locator("[data-autosave-status]")
        expect(status).to_contain_text(words, timeout=PATIENCE)

    def restart(self) -> None:
        """The web again, until it answers."""
        self.stage.start("web")
        wait_until(lambda: self.stage.ask("/healthz").status == 200, "the web lives again")


def run(stage: Stage) -> Iterator[Figure]:
    """Kill it in the middle of typing, again and again; then leave it away for ten minutes."""
    house = stage.found_house("killed web")
    with chromium() as browser:
        yield from _typing(_opened(browser, stage, house))
        yield from _away(_opened(browser, stage, house))


def _opened(browser: Browser, stage: Stage, house: House) -> Desk:
    client = add_client(house)
    with acting(house.boss) as boss:
        episode = open_episode(actor=boss, client=client, concern="A pull.")
        note = start_lesson(actor=boss, client=client, episode=episode)
    page = browser.new_context(base_url=f"http://{HOST}:{stage.port}").new_page()
    _sign_in(page, house)
    page.goto(reverse("note_page", args=[note.pk]))
    return Desk(stage, house, note, page)


def _sign_in(page: Page, house: House) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", house.owner.user.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)


def _typing(desk: Desk) -> Iterator[Figure]:
    """Kill it under the typing hand; look at once at what the database has."""
    lost = left = not_its_own = old = 0
    field = desk.page.get_by_label("In their words")
    field.focus()
    for seconds in TYPED_FOR:
        before = len(desk.typed)
        at = _letters(desk.page, seconds)
        killed = time.monotonic()
        desk.stage.kill("web")
        kept, typed = desk.stored, desk.typed
        had_to = before + sum(one < killed - OLD for one in at)
        old += had_to - before
        lost += max(0, had_to - len(kept))
        not_its_own += not typed.startswith(kept)
        desk.page.keyboard.type(" while it is down.")
        desk.restart()
        desk.says(SAVED)
        desk.page.keyboard.type(" And on.")
        wait_until(lambda: desk.stored == desk.typed, "the rest is there", 60)
        left += desk.typed != desk.stored
    yield at_least("killed web: letters older than 10 s as it was killed", old, FEWEST)
    yield exactly("killed web: of them lost", lost, 0)
    yield exactly("killed web: times that something else was stored", not_its_own, 0)
    yield exactly("killed web: times that the rest did not follow", left, 0)


def _letters(page: Page, seconds: float) -> list[float]:
    """Type on for so long; when each letter stood there."""
    at: list[float] = []
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        page.keyboard.type(chr(ord("a") + len(at) % 26))
        at.append(time.monotonic())
        page.wait_for_timeout(BETWEEN)
    return at


def _away(desk: Desk) -> Iterator[Figure]:
    """Ten minutes by the page's own clock, signed out meanwhile, and signed in in another tab."""
    page = desk.page
    page.clock.install()
    desk.stage.kill("web")
    page.get_by_label("In their words").fill(WORDS)
    for _time in range(0, AWAY, RETRY):
        page.clock.run_for(RETRY * 1000)
        page.wait_for_timeout(20)
    desk.says("trying again")
    yield exactly("web away ten minutes: stored meanwhile", desk.stored, "")
    desk.restart()
    page.context.clear_cookies(name="supple")  # the sign-in ran out meanwhile
    page.clock.run_for(RETRY * 1000)
    desk.says("You were signed out")
    yield exactly("web away ten minutes: still in the page", desk.typed, WORDS)
    other = page.context.new_page()
    _sign_in(other, desk.house)
    other.close()
    page.clock.run_for(RETRY * 1000)
    desk.says(SAVED)
    yield exactly("web away ten minutes: stored after a sign-in", desk.stored, WORDS)
