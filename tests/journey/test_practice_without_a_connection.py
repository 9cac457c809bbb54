"""A phone, 360 px wide: installed, taken to where there is no connection, practised with, back."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page, expect

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import today_in
from sessions.movements.services import add_movement
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from sessions.programs.services import edit_program, pause_program
from tests.browser import fits, sign_in_on
from tests.cast import House
from tests.journey.phones import phone_of, until
from tests.journey.storage import stored_on
from tests.sessions.movements.writing import data as movement_data
from tests.sessions.programs import building

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NORA = "nora@clients.example"
CANARY = "canary-of-a-note"
ZONE = "America/Denver"


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    """A movement of the library and one of the practice's own, each with a word to the client."""
    with transaction.atomic(), acting(linden.boss) as boss:
        own = add_movement(actor=boss, data=movement_data(name=f"{CANARY} roll"))
        ours = building.item(boss, note=f"{CANARY} word", repetitions=2)
        theirs = building.item(boss, own.built_in_code, note=f"{CANARY} word")
        return building.running(boss, nora, ours, theirs, cue=f"{CANARY} cue")


@pytest.fixture
def phone(chromium: Browser, live_server: Any, program: HomeProgram) -> Iterator[BrowserContext]:
    context = phone_of(chromium, live_server.url, timezone_id=ZONE)
    yield context
    context.close()


def logs(house: House) -> list[PracticeLog]:
    with transaction.atomic(), acting(house.boss) as boss:
        return list(PracticeLog.objects.visible_to(boss).order_by("id"))


def back(phone: BrowserContext, page: Page) -> None:
    """The connection returns while the page is open."""
    phone.set_offline(False)
    expect(page.get_by_text("Kept for")).to_be_visible()


def ready(page: Page, program: HomeProgram) -> None:
    """The practice was open once with a connection, and the phone is ready for the next time."""
    page.goto(f"/portal/practice/{program.pk}/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "supplePhone.programs().then((all) => all.length === 1)")


def say(page: Page, line: str) -> None:
    page.locator("label:has([name='done'][value='yes'])").tap()
    page.locator("label:has([name='slowness'][value='8'])").tap()
    page.get_by_label("A line about it").fill(line)
    page.get_by_role("button", name="Keep this").tap()


def waiting(page: Page) -> int:
    count: int = page.evaluate("supplePhone.logs().then((all) => all.length)")
    return count


def test_it_can_be_installed(phone: BrowserContext) -> None:
    page = sign_in_on(phone, NORA)
    page.goto("/portal/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    devtools = phone.new_cdp_session(page)
    told = devtools.send("Page.getAppManifest")
    assert told["errors"] == []
    manifest = json.loads(told["data"])
    assert (manifest["name"], manifest["start_url"]) == ("Supple", "/portal/")
    errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [e for e in errors if e["errorId"] != "in-incognito"] == []
    scope = page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.scope)")
    assert scope.endswith("/portal/")


def test_practised_twice_offline_is_two_logs_once_back(
    linden: House, phone: BrowserContext, program: HomeProgram
) -> None:
    page = sign_in_on(phone, NORA)
    ready(page, program)
    phone.set_offline(True)
    page.goto(f"/portal/practice/{program.pk}/")
    expect(page.get_by_role("heading", name="You can practise without")).to_be_visible()
    fits(page)
    titles = page.locator("[data-programs] h2")
    expect(titles).to_have_text(
        ["Arch and Flatten", "A movement of your practice’s own", "How was it?"]
    )
    expect(page.locator("[data-dose]").first).to_contain_text("2 rounds.")
    page.get_by_role("button", name="Start the pacer").first.tap()
    expect(page.locator("[data-word]").first).to_have_text("Contract")
    page.get_by_role("button", name="Pause").tap()
    say(page, "first")
    expect(page.get_by_text("Kept on this phone")).to_be_visible()
    say(page, "second")
    expect(page.get_by_text("2 practices wait on this phone.")).to_be_visible()
    assert CANARY not in stored_on(phone, page)
    assert logs(linden) == []
    back(phone, page)
    page.get_by_role("link", name="Try the connection again").tap()
    page.wait_for_url("**/portal/")
    assert waiting(page) == 0
    kept = logs(linden)
    assert [(log.line, log.slowness, log.source) for log in kept] == [
        ("first", 8, "phone"),
        ("second", 8, "phone"),
    ]
    assert {log.local_date for log in kept} == {today_in(ZONE)}


def test_a_form_sent_as_the_connection_goes_is_kept_on_the_phone(
    linden: House, phone: BrowserContext, program: HomeProgram
) -> None:
    page = sign_in_on(phone, NORA)
    ready(page, program)
    phone.set_offline(True)
    page.get_by_role("button", name="Keep this").tap()
    expect(page.get_by_text("Say first whether you practised, or why not;")).to_be_visible()
    page.wait_for_timeout(200)
    page.evaluate("delete document.querySelector('form.log').dataset.sending")
    say(page, "in the cellar")
    page.wait_for_url("**/portal/offline/**")
    expect(page.get_by_text("Kept on this phone")).to_be_visible()
    back(phone, page)
    assert [log.line for log in logs(linden)] == ["in the cellar"]


def test_it_arrives_also_after_the_sign_in_ran_out(
    linden: House, phone: BrowserContext, program: HomeProgram
) -> None:
    page = sign_in_on(phone, NORA)
    ready(page, program)
    phone.set_offline(True)
    page.goto("/portal/")
    say(page, "late")
    phone.clear_cookies()
    back(phone, page)
    assert [log.line for log in logs(linden)] == ["late"]


def test_what_came_after_a_pause_stays_with_words_until_it_is_seen(
    linden: House, phone: BrowserContext, program: HomeProgram
) -> None:
    page = sign_in_on(phone, NORA)
    ready(page, program)
    phone.set_offline(True)
    page.goto("/portal/")
    with transaction.atomic(), acting(linden.boss) as boss:
        held = HomeProgram.objects.visible_to(boss).select_related("client").get(pk=program.pk)
        pause_program(actor=boss, home_program=held)
    say(page, "too late")
    phone.set_offline(False)
    page.goto("/portal/")
    expect(page.get_by_text("Your practice was resting or had ended by then")).to_be_visible()
    expect(page.get_by_text("“too late”")).to_be_visible()
    fits(page)
    assert waiting(page) == 1
    page.get_by_role("button", name="Leave it out").tap()
    expect(page.get_by_text("“too late”")).to_be_hidden()
    assert waiting(page) == 0
    assert logs(linden) == []


def test_a_program_revised_meanwhile_keeps_the_revision_practised(
    linden: House, phone: BrowserContext, program: HomeProgram
) -> None:
    page = sign_in_on(phone, NORA)
    ready(page, program)
    phone.set_offline(True)
    page.goto("/portal/")
    with transaction.atomic(), acting(linden.boss) as boss:
        plan = building.data(building.item(boss, "back_lift"))
        edit_program(actor=boss, home_program=program, data=plan, version=program.version)
    say(page, "as it was")
    back(phone, page)
    page.goto(f"/portal/practice/{program.pk}/")
    assert [(log.line, log.revision) for log in logs(linden)] == [("as it was", 1)]
    until(page, "supplePhone.programs().then((all) => all[0].revision === 2)")


def test_a_clock_that_is_a_day_wrong_loses_nothing(
    linden: House, phone: BrowserContext, program: HomeProgram
) -> None:
    page = sign_in_on(phone, NORA)
    ready(page, program)
    phone.set_offline(True)
    page.goto("/portal/")
    say(page, "tomorrow")
    page.evaluate(
        "supplePhone.logs().then(([log]) => supplePhone.keepLog({...log, at: log.at + 86400000}))"
    )
    phone.set_offline(False)
    page.goto("/portal/")
    expect(
        page.get_by_text("By this phone’s clock this was on a day that cannot be")
    ).to_be_visible()
    page.get_by_role("button", name="Keep it for today").tap()
    expect(page.get_by_text("Kept for")).to_be_visible()
    assert [(log.line, log.local_date) for log in logs(linden)] == [("tomorrow", today_in(ZONE))]


FULL = """
IDBObjectStore.prototype.put = function () {
  if (this.name === "logs") throw new DOMException("no room", "QuotaExceededError");
};
"""


def test_a_full_phone_says_so_and_what_was_typed_stays(
    linden: House, phone: BrowserContext, program: HomeProgram
) -> None:
    page = sign_in_on(phone, NORA)
    ready(page, program)
    phone.set_offline(True)
    page.goto("/portal/")
    page.evaluate(FULL)
    say(page, "no room for this")
    expect(page.get_by_text("This phone has no room left").last).to_be_visible()
    expect(page.get_by_label("A line about it")).to_have_value("no room for this")
    expect(page.get_by_text("Kept on this phone")).to_be_hidden()


def test_signing_out_warns_of_what_waits_and_empties_the_phone(
    linden: House, phone: BrowserContext, program: HomeProgram
) -> None:
    page = sign_in_on(phone, NORA)
    ready(page, program)
    phone.set_offline(True)
    page.goto("/portal/")
    say(page, "unsent")
    page.route("**/l/logs/", lambda route: route.abort())
    phone.set_offline(False)
    page.goto("/portal/")
    asked: list[str] = []

    def answer(accept: bool) -> Any:
        def act(dialog: Any) -> None:
            asked.append(dialog.message)
            dialog.accept() if accept else dialog.dismiss()

        return act

    page.once("dialog", answer(False))
    page.get_by_role("button", name="Sign out").tap()
    page.wait_for_timeout(500)
    assert waiting(page) == 1
    assert page.url.endswith("/portal/")
    page.once("dialog", answer(True))
    page.get_by_role("button", name="Sign out").tap()
    page.wait_for_url(lambda url: "/portal/" not in url)
    assert len(asked) == 2
    assert asked[0].startswith("1 of what you practised could not be sent")
    left = json.loads(stored_on(phone, page))
    assert left["databases"] == {}
    assert left["caches"] == {}
    assert [name for name in left["session"] if not name.startswith("htmx-current-path")] == []
    assert left["local"] == {}
    assert logs(linden) == []
