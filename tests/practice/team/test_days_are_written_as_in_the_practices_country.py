"""A practice's country says how days, times and weeks read: to team, clients and in links."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.template import Context, Template
from django.test import Client as Browser
from django.utils import translation

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.forms import WeekdaysField
from practice.core.links import Link, link_token
from practice.core.locales import DEFAULT, LOCALES, locale_choices, locale_of
from tests.cast import House, sign_in
from tests.practice.team.test_the_practice_says_who_it_is import TYPED, practice_of
from tests.sessions.programs import building

ROOT = Path(__file__).parents[3]
WEDNESDAY = datetime(2026, 12, 9, 20, tzinfo=UTC)


def move_to(house: House, locale: str) -> None:
    typed = TYPED | {"locale": locale, "timezone": house.practice.timezone}
    assert sign_in("owner@linden.example").post("/settings/", typed).status_code == 302


@time_machine.travel(WEDNESDAY, tick=False)
def test_the_team_and_the_client_read_days_as_they_are_used_to(
    harbour: House, linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora, days=[7, 1])
    assert "Wednesday, 9 December" in sign_in("owner@linden.example").get("/").content.decode()
    move_to(linden, "en-us")
    staff = sign_in("trainee@linden.example").get("/")
    assert "Wednesday, December 9" in staff.content.decode()
    assert '<html lang="en-us">' in staff.content.decode()
    portal = sign_in("nora@clients.example").get("/portal/")
    assert "Wednesday, December 9" in portal.content.decode()
    assert [day["word"] for day in portal.context["home"].week][:2] == ["Sun", "Mon"]
    page = sign_in("owner@linden.example").get(f"/programs/{program.pk}/").content.decode()
    assert "since December 9, 2026" in page
    assert re.search(r"\d:\d\d AM", page)
    # The next request of the same thread, of another practice, is untouched.
    assert "Wednesday, 9 December" in sign_in("owner@harbour.example").get("/").content.decode()


@time_machine.travel(WEDNESDAY, tick=False)
def test_a_mailed_link_speaks_like_its_practice(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
    token = link_token(Link("practice", linden.practice.pk, program.pk, day="2026-12-09"))
    assert '<html lang="en-gb">' in Browser().get(f"/l/practice/{token}/").content.decode()
    move_to(linden, "en-150")
    assert '<html lang="en-150">' in Browser().get(f"/l/practice/{token}/").content.decode()


def test_a_country_nobody_offered_is_refused(linden: House) -> None:
    for wrong in ("", "de", "en", "en-xx", "en-us/../x"):
        answer = sign_in("owner@linden.example").post("/settings/", TYPED | {"locale": wrong})
        assert answer.status_code == 422
        assert practice_of(linden)["locale"] == DEFAULT


def test_each_country_is_offered_with_an_example() -> None:
    offered = dict(locale_choices())
    assert offered["en-us"] == "United States: November 23, 2026, 3:30 PM"
    assert offered["en-gb"] == "United Kingdom: 23 November 2026, 15:30"
    assert offered["en-au"] == "Australia: 23 November 2026, 3:30 p.m."
    assert list(offered) == list(LOCALES)


@pytest.mark.parametrize(
    ("locale", "first", "large"),
    [("en-gb", "Monday", "1,234"), ("en-us", "Sunday", "1,234"), ("en-150", "Monday", "1.234")],
)
def test_the_week_and_large_numbers_follow(locale: str, first: str, large: str) -> None:
    offered: Any = WeekdaysField().choices
    with translation.override(locale):
        assert next(iter(offered))[1] == first
        said = Template("{% load humanize %}{{ n|intcomma }}").render(Context({"n": 1234}))
        assert said == large


@pytest.mark.parametrize(
    ("browser", "locale"),
    [
        ("en-US,en;q=0.9", "en-us"),
        ("de-DE,de;q=0.9,en-US;q=0.8", "en-150"),
        ("de", "en-150"),
        ("fr-CA,en-CA;q=0.5", "en-ca"),
        ("en", "en-gb"),
        ("ja-JP,ja", "en-gb"),
        ("", "en-gb"),
        ("*;q=nonsense,,;", "en-gb"),
    ],
)
def test_a_new_practice_begins_as_its_founders_browser_speaks(browser: str, locale: str) -> None:
    assert locale_of(browser) == locale


def test_no_page_writes_days_in_a_way_of_its_own() -> None:
    machine = {"c", "l", "D", "Y-m-d", "H:i"}  # for machines, and the names of weekdays
    for page in (ROOT / "templates").rglob("*.*"):
        for form in re.findall(r"\|(?:date|time):['\"]([^'\"]+)['\"]", page.read_text()):
            assert form.endswith("_FORMAT") or form in machine, (page.name, form)
