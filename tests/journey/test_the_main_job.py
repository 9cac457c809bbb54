"""The whole chain as people walk it: one bin/up, a real mail server, a real browser."""

import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.config.running import Up
from tests.practice.outbox.sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.slow_start]
PASSWORD = "slow and easy does it"
# One where it is day: by night no reminder comes, and the test runs at any hour.
ZONES = ("America/Denver", "Europe/Berlin", "Asia/Tokyo")
ZONE = next(zone for zone in ZONES if 8 <= datetime.now(ZoneInfo(zone)).hour < 19)
WAIT = 120  # seconds for a mail; the reminder's minute has to come first


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink()
    yield sink
    sink.stop()


@pytest.fixture
def up(sink: Sink, home: Path) -> Iterator[Up]:
    """A fresh Supple without any practice, sending to the sink."""
    mail = f"smtp://127.0.0.1:{sink.start()}"
    running = Up(home, environment={"EMAIL_URL": mail, "SUPPLE_TICK_SECONDS": "3"})
    try:
        running.wait_for("/set-up/", 180)
        yield running
    finally:
        running.end()


def mail_to(sink: Sink, address: str, seconds: int = WAIT) -> EmailMessage:
    """Wait for the next mail to somebody, and take it out of the sink."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for mail in sink.mails:
            if address in str(mail["To"]):
                sink.mails.remove(mail)
                return mail
        time.sleep(0.3)
    raise AssertionError(f"no mail to {address} within {seconds} s")


def link_in(mail: EmailMessage, part: str) -> str:
    """The address in a mail's plain text that contains `part`."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(rf"https?://\S*{part}\S*", body.get_content())
    assert found, body.get_content()
    return found.group()


def phone(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True).new_page()


def desk(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1280, "height": 900}).new_page()


def set_up(page: Page, up: Up) -> None:
    link = re.search(r"http://\S+/set-up/\S+", up.said)
    assert link, up.said
    page.goto(link.group())
    page.fill("[name=practice_name]", "Rowan Somatics")
    page.select_option("[name=timezone]", ZONE)
    page.fill("[name=name]", "Rosa Rowan")
    page.fill("[name=email]", "rosa@rowan.example")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()


def add_and_invite(page: Page) -> None:
    page.get_by_role("link", name="New client").click()
    page.fill("[name=given_name]", "Nora")
    page.fill("[name=family_name]", "Ng")
    page.fill("[name=email]", "Nora@Clients.example")
    page.select_option("[name=timezone]", ZONE)
    page.get_by_role("button", name="Add client").click()
    page.get_by_role("button", name="Invite to the intake").click()
    expect(page.get_by_text("Invited on")).to_be_visible()


def go_on(page: Page) -> None:
    """Keep a step and wait for the next one: what is filled in at once belongs to that."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go on").click()


def answer_intake(page: Page, link: str) -> None:
    """On a phone: accept the invitation, fill in each step, sign."""
    page.goto(link)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Accept and go in").click()
    page.get_by_role("link", name="Begin").click()
    page.select_option("[name=timezone]", ZONE)
    go_on(page)
    page.fill("[name=concern]", "A pull deep in the left groin whenever I get up.")
    go_on(page)
    page.get_by_text("Deep inside").click()
    page.get_by_role("checkbox", name="Left groin, front, deep: where it hurts").check()
    go_on(page)
    page.locator("[name=chosen][value=groin_pull]").check()
    page.locator("[name=side_groin_pull][value=left]").check(force=True)
    page.locator("[name=severity_groin_pull][value='7']").check(force=True)
    page.fill("[name=since_groin_pull]", "5/2019")
    go_on(page)
    page.locator("[name=sensed_front_groin_left_core][value=absent]").check(force=True)
    go_on(page)
    page.locator("[name=sign_belly_protrudes][value=cannot_tell]").check(force=True)
    go_on(page)
    page.select_option("[name=approach_0]", "stretching")
    page.fill("[name=what_0]", "Lunges every day")
    page.locator("[name=relief_0][value=partial]").check(force=True)
    page.fill("[name=days_0]", "1")
    go_on(page)
    page.locator("[name=kind_0][value=accident]").check(force=True)
    page.fill("[name=when_0]", "2004")
    go_on(page)
    page.fill("[name=occupation]", "Cabinet maker")
    go_on(page)
    go_on(page)  # nothing that a doctor said
    page.locator("[name=picks][value=walk_freely]").check()
    page.locator("[name=picks][value=easy_balance]").check()
    page.fill("[name=own_0]", "Getting up from the sofa")
    page.locator("[name=ability_own_0][value='3']").check(force=True)
    go_on(page)
    for answer in page.locator("input[type=radio][value=no]").all():
        answer.check(force=True)
    go_on(page)
    page.locator("[name=given_scope]").check()
    page.locator("[name=given_privacy]").check()
    page.locator("[name=given_messaging]").check()
    page.fill("[name=signature]", "Nora Ng")
    go_on(page)
    page.get_by_role("button", name="Sign and send").click()
    expect(page.get_by_text("Thank you")).to_be_visible()


def review(page: Page, base: str) -> None:
    page.goto(base)
    page.get_by_role("link", name="Read the intake").click()
    expect(page.get_by_text("A pull deep in the left groin")).to_be_visible()
    expect(page.get_by_text("Left groin, front, deep", exact=True).first).to_be_visible()
    page.get_by_role("button", name=re.compile("Accept")).click()
    page.get_by_role("link", name="Nora Ng").first.click()
    expect(page.get_by_text("Open since")).to_be_visible()


def write_note(page: Page) -> None:
    """Start a lesson, fill in the note, let it save itself, sign it."""
    page.get_by_role("link", name="Start a lesson").click()
    page.locator("main button[type=submit]").first.click()
    page.fill("[name=clients_words]", "It grips when I stand up.")
    page.fill("[name=observed]", "Weight on the right.")
    page.locator("button.cell[value='left-lying']").click()
    page.fill("[name=cell-left-lying-before-tone]", "6")
    page.fill("[name=cell-left-lying-before-pain]", "4")
    page.fill("[name=cell-left-lying-after-tone]", "1")
    page.select_option("[name=line-0-technique]", "assisted_pandiculation")
    page.select_option("[name=line-0-side]", "left")
    page.select_option("[name=release-0-side]", "left")
    page.fill("[name=plan]", "Into sitting and standing.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("saved", timeout=20_000)
    page.get_by_role("button", name="Review and sign").click()
    page.get_by_role("button", name="Sign", exact=False).last.click()
    expect(page.get_by_text("Signed by", exact=False).first).to_be_visible()


def make_program(page: Page, client: str, at: datetime) -> None:
    page.goto(client)
    page.get_by_role("link", name="Make a home program").click()
    for number, name in enumerate(("Arch and Flatten", "Rise to Stand")):
        page.get_by_label("Name or other name").fill(name)
        page.get_by_role("button", name=f"Add: {name}", exact=True).click()
        expect(page.locator(f"#row-{number}")).to_contain_text(name)
    page.locator("[name=items-0-phase][value=free]").check(force=True)
    page.locator("[name=items-1-phase][value=integrate]").check(force=True)
    for day in page.locator("[name=days]").all():
        day.check(force=True)
    page.fill("[name=time_1]", at.strftime("%H:%M"))
    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_role("button", name="Start it").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_from_the_set_up_link_to_a_logged_practice(up: Up, sink: Sink, chromium: Browser) -> None:
    base = f"http://127.0.0.1:{up.port}/"
    rosa = desk(chromium)
    set_up(rosa, up)
    add_and_invite(rosa)
    client = rosa.url

    nora = phone(chromium)
    answer_intake(nora, link_in(mail_to(sink, "nora@clients.example"), "/l/invitation/"))
    review(rosa, base)
    write_note(rosa)
    soon = datetime.now(ZoneInfo(ZONE)) + timedelta(seconds=90)  # a whole minute, 30 s away
    make_program(rosa, client, soon)

    reminder = mail_to(sink, "nora@clients.example")
    assert reminder["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert reminder["Auto-Submitted"] == "auto-generated"
    text = str(reminder)
    assert "groin" not in text
    assert "Arch and Flatten" not in text
    stranger = phone(chromium)  # no login on this phone
    stranger.goto(link_in(reminder, "/l/practice/"))
    stranger.locator("[name=done][value=yes]").check(force=True)
    stranger.locator("[name=ease_after][value='8']").check(force=True)
    stranger.fill("[name=line]", "It let go by itself.")
    stranger.get_by_role("button", name="Keep this").click()
    expect(stranger.get_by_role("heading")).not_to_contain_text("How was your practice")

    nora.goto(base + "portal/")
    nora.get_by_role("link", name="Begin").click()
    expect(nora.get_by_role("heading", name="Rise to Stand")).to_be_visible()
    nora.locator("[name=done][value=yes]").check(force=True)
    with nora.expect_navigation():
        nora.get_by_role("button", name="Keep this").click()

    rosa.goto(base)
    practised = rosa.locator("section", has_text="Who practised")
    expect(practised.get_by_role("link", name="Nora Ng")).to_have_count(2)
    rosa.goto(client)
    expect(rosa.get_by_text("Practised 2 times")).to_be_visible()
