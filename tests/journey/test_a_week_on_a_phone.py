"""The week's minute on a phone: one question after another, sound in both themes at every one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from clients.intake.models import ActivityGoal
from clients.measures.models import MeasureResponse
from clients.records.models import Client, Episode
from practice.core.actor import enter_as
from practice.core.clock import today_in
from sessions.check_ins.models import CheckIn
from tests.browser import sign_in_on
from tests.cast import House
from tests.clients.measures.conftest import episode
from tests.journey.phones import phone_of, sound
from tests.sessions.programs import building

__all__ = ["episode"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NORA = "nora@clients.example"
CALM = 1150  # px: what a step may take, three activities among them; the whole took 2,400


@pytest.fixture
def asked(linden: House, nora: Client, episode: Episode) -> None:
    """Her work began eight days ago, and she practises; three activities are hers."""
    with transaction.atomic():
        enter_as(linden.boss)
        begun = today_in(nora.timezone) - timedelta(days=8)
        Episode._base_manager.filter(pk=episode.pk).update(opened_on=begun)
        ActivityGoal._base_manager.filter(practice=linden.practice).update(reported_on=begun)
        building.running(linden.boss, nora)


def kept(house: House) -> tuple[int, list[int | None]]:
    with transaction.atomic():
        enter_as(house.boss)
        week = MeasureResponse._base_manager.filter(stage="weekly")
        sore = CheckIn._base_manager.values_list("soreness_hours", flat=True)
        return week.count(), list(sore)


def steps_in_sight(page: Page) -> int:
    return page.locator(".minute__step:visible").count()


def test_a_minute_one_question_after_another(
    chromium: Browser, live_server: Any, linden: House, asked: None
) -> None:
    phone = phone_of(chromium, live_server.url)
    page = sign_in_on(phone, NORA)
    page.goto("/portal/check-in/")
    groups = page.locator(".minute__step").count()
    assert groups == 5
    for number in range(1, groups + 1):
        assert steps_in_sight(page) == 1
        expect(page.get_by_text(f"{number} of {groups}")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollHeight") <= CALM, number
        sound(page, f"check-in-{number}")
        if number < groups:
            page.locator(".minute__step:visible").get_by_role("link", name="Next").click()
    page.get_by_label("Sore after practising, for how many hours").fill("999")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert steps_in_sight(page) == groups
    sound(page, "check-in-wrong")
    page.get_by_role("alert").get_by_role("link").first.click()
    assert steps_in_sight(page) == groups
    page.get_by_label("Sore after practising, for how many hours").fill("3")
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url(re.compile(r"/portal/(\?kept=checked)?$"))
    assert kept(linden) == (0, [3])
    phone.close()


def test_by_keyboard_without_a_script_and_kept_half_way(
    chromium: Browser, live_server: Any, linden: House, asked: None
) -> None:
    phone = phone_of(chromium, live_server.url)
    signed = sign_in_on(phone, NORA)
    bare = phone_of(
        chromium, live_server.url, java_script_enabled=False, storage_state=phone.storage_state()
    )
    signed.close()
    page = bare.new_page()
    page.goto("/portal/check-in/")
    expect(page.get_by_role("link", name="Not now")).to_be_visible()
    expect(page.get_by_role("button", name="Keep what I said so far")).to_be_hidden()
    page.locator(".minute__step:visible .rating input").nth(4).check()
    expect(page.get_by_role("link", name="Not now")).to_be_hidden()
    page.locator(".minute__step:visible").get_by_role("link", name="Next").press("Enter")
    assert steps_in_sight(page) == 1
    expect(page.get_by_text("2 of 5")).to_be_visible()
    page.locator(".minute__step:visible").get_by_role("link", name="Back").press("Enter")
    assert page.locator(".minute__step:visible .rating input:checked").count() == 1
    page.get_by_role("button", name="Keep what I said so far").press("Enter")
    page.wait_for_url(re.compile(r"/portal/(\?kept=checked)?$"))
    assert kept(linden) == (1, [None])
    bare.close()
    phone.close()
