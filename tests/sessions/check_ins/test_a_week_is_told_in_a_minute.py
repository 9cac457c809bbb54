"""The week's check-in: one page, each of it optional, kept once, and never a second schedule."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client as Browser

from clients.measures.rules import OF_A_WEEK, Mode
from clients.measures.services import Way, answer_measures
from clients.records.models import Client, Episode
from practice.core.actor import NotAllowed, acting
from practice.core.clock import now, today_in
from sessions.check_ins.forms import CheckInForm
from sessions.check_ins.models import CheckIn
from sessions.check_ins.services import CheckInData, check_in
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from sessions.programs.services import end_program, pause_program
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.clients.measures.conftest import kept
from tests.sessions.flares.telling import flares, go_on, mails, state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("week")]
PAGE = "/portal/check-in/"
ASKS = "How was this week? It takes about a minute."


@pytest.fixture
def browser(nora: Client, week: date) -> Browser:
    return sign_in("nora@clients.example")


def form_of(browser: Browser) -> Any:
    answer = browser.get(PAGE)
    assert answer.status_code == 200
    return answer.context["form"]


def names(form: Any, code: str) -> list[str]:
    """The fields that an instrument is answered in."""
    (one,) = (one for one in form.asked if one.due.instrument.code == code)
    return [name for name, _text in form._named(one)]


def check_ins(house: House) -> list[CheckIn]:
    with acting(house.boss) as boss:
        return list(CheckIn.objects.visible_to(boss).order_by("id"))


def home(browser: Browser) -> str:
    return browser.get("/portal/").content.decode()


def test_it_asks_the_weeks_measures_with_nothing_preset(browser: Browser) -> None:
    assert ASKS in home(browser)
    form = form_of(browser)
    assert {one.due.instrument.code for one in form.asked} == OF_A_WEEK
    page = browser.get(PAGE).content.decode()
    assert "Not now" in page
    checked = [part for part in page.split("<input")[1:] if " checked" in part.split(">")[0]]
    assert all('value=""' in part.split(">")[0] for part in checked)
    assert "soreness_hours" not in form.fields  # nothing is practised


def test_what_is_answered_is_kept_raw_and_the_rest_left(linden: House, browser: Browser) -> None:
    form = form_of(browser)
    (pain,), (core,) = names(form, "nprs"), names(form, "open_core")
    answer = browser.post(PAGE, {"key": uuid4(), pain: "3", core: "0"})
    assert (answer.status_code, answer["Location"]) == (302, "/portal/?kept=checked")
    told = [(one["instrument"], one["stage"], one["mode"], one["answers"]) for one in kept(linden)]
    assert sorted(told) == [
        ("nprs", "weekly", "portal", [["average", 3]]),
        ("open_core", "weekly", "portal", [["core", 0]]),
    ]
    assert len(check_ins(linden)) == 1
    assert ASKS not in home(browser)


def test_sent_twice_is_one_answer_set(linden: House, browser: Browser) -> None:
    form = form_of(browser)
    (pain,) = names(form, "nprs")
    sent = {"key": uuid4(), pain: "3"}
    for _twice in range(2):
        assert browser.post(PAGE, sent)["Location"] == "/portal/?kept=checked"
    assert (len(kept(linden)), len(check_ins(linden))) == (1, 1)


def test_another_tab_changes_no_answer_and_keeps_what_is_new(
    linden: House, browser: Browser
) -> None:
    form = form_of(browser)
    (pain,), (core,) = names(form, "nprs"), names(form, "open_core")
    browser.post(PAGE, {"key": uuid4(), pain: "3"})
    answer = browser.post(PAGE, {"key": uuid4(), pain: "9"}, follow=True)
    assert "the first answer stays" in answer.content.decode()
    browser.post(PAGE, {"key": uuid4(), pain: "9", core: "4"})
    told = {one["instrument"]: one["answers"] for one in kept(linden)}
    assert told == {"nprs": [["average", 3]], "open_core": [["core", 4]]}


def test_activities_count_together(linden: House, browser: Browser) -> None:
    form = form_of(browser)
    first, *others = names(form, "psfs")
    answer = browser.post(PAGE, {"key": uuid4(), first: "4"})
    assert answer.status_code == 422
    page = answer.content.decode()
    told = "Answer this one too, or none of these."
    assert page.count(told) == 2 * len(others) > 0  # beside each, and at the top
    assert f'name="{first}" value="4"' in page.replace(" checked", "")
    assert kept(linden) == []
    assert check_ins(linden) == []
    whole = {first: "4", **dict.fromkeys(others, "5")}
    browser.post(PAGE, {"key": uuid4(), **whole})
    (one,) = kept(linden)
    assert [number for _activity, number in one["answers"]] == [4, *[5] * len(others)]


@pytest.mark.parametrize("said", [{}, {"nprs": "11"}, {"nprs": "x"}])
def test_nothing_and_nonsense_are_said_beside_and_keep_nothing(
    linden: House, browser: Browser, said: dict[str, str]
) -> None:
    form = form_of(browser)
    sent = {names(form, code)[0]: value for code, value in said.items()}
    assert browser.post(PAGE, {"key": uuid4(), **sent}).status_code == 422
    assert (kept(linden), check_ins(linden)) == ([], [])


def test_not_now_asks_again_and_the_next_week_asks_anew(
    nora: Client, begun: Callable[[int], date]
) -> None:
    begun(15)
    with time_machine.travel(now() - timedelta(days=2), tick=False):
        browser = sign_in("nora@clients.example")
        assert ASKS in home(browser)
        assert ASKS in home(browser)
        (pain,) = names(form_of(browser), "nprs")
        browser.post(PAGE, {"key": uuid4(), pain: "3"})
        assert ASKS not in home(browser)
    assert ASKS in home(sign_in("nora@clients.example"))


def test_before_the_first_week_nothing_is_asked(
    browser: Browser, begun: Callable[[int], date]
) -> None:
    begun(6)
    assert ASKS not in home(browser)
    assert browser.get(PAGE)["Location"] == "/portal/"


def test_soreness_is_asked_where_something_is_practised_and_pauses_it(
    linden: House, browser: Browser, program: HomeProgram
) -> None:
    assert "soreness_hours" in form_of(browser).fields
    browser.post(PAGE, {"key": uuid4(), "soreness_hours": "36"})
    assert state(linden) == "active"
    answer = browser.post(PAGE, {"key": uuid4(), "soreness_hours": "37"}, follow=True)
    assert "Your practice is resting" in answer.content.decode()
    assert state(linden) == "paused"
    assert [(one.source, one.soreness_hours) for one in flares(linden)] == [("check_in", 37)]
    assert len(mails(linden)) == 1
    go_on(linden, program)
    browser.post(PAGE, {"key": uuid4(), "worse": "on"})
    assert (state(linden), len(flares(linden))) == ("paused", 2)


def logged(house: House, program: HomeProgram, days_ago: int, *, done: bool = True) -> None:
    """One practice, some days ago; and the program is over."""
    with acting(house.boss) as boss:
        end_program(actor=boss, home_program=program)
        said = {"done": done} if done else {"done": False, "skip_reason": "tired"}
        PracticeLog(
            practice=house.practice,
            client_id=program.client_id,
            home_program=program,
            local_date=today_in(program.client.timezone) - timedelta(days=days_ago),
            logged_at=now(),
            client_key=uuid4(),
            source="portal",
            **said,
        ).save(force_insert=True)


@pytest.mark.parametrize(
    ("days_ago", "done", "asked"),
    [(0, True, True), (7, True, True), (8, True, False), (1, False, False)],
)
def test_soreness_is_asked_after_the_program_where_somebody_practised_within_the_week(
    linden: House,
    browser: Browser,
    program: HomeProgram,
    days_ago: int,
    done: bool,
    asked: bool,
) -> None:
    logged(linden, program, days_ago, done=done)
    assert ("soreness_hours" in form_of(browser).fields) is asked


def test_soreness_is_asked_while_it_rests_and_not_before_it_begins(
    linden: House, browser: Browser, program: HomeProgram
) -> None:
    with acting(linden.boss) as boss:
        pause_program(actor=boss, home_program=program)
    assert "soreness_hours" in form_of(browser).fields
    with acting(linden.boss):
        later = today_in(program.client.timezone) + timedelta(days=1)
        HomeProgram._base_manager.filter(pk=program.pk).update(state="active", started_on=later)
    assert "soreness_hours" not in form_of(browser).fields


def test_what_was_sore_is_kept_though_the_program_ended_meanwhile(
    linden: House, browser: Browser, program: HomeProgram
) -> None:
    assert "soreness_hours" in form_of(browser).fields
    with acting(linden.boss) as boss:
        end_program(actor=boss, home_program=program)
    answer = browser.post(PAGE, {"key": uuid4(), "soreness_hours": "40"}, follow=True)
    assert [(one.soreness_hours, one.worse) for one in check_ins(linden)] == [(40, False)]
    assert "be in touch with us" in answer.content.decode()  # and nothing is there to pause
    assert (state(linden), flares(linden)) == ("ended", [])


def test_soreness_is_asked_though_every_measure_was_answered_on_its_own_page(
    linden: House, nora: Client, browser: Browser, program: HomeProgram
) -> None:
    asked = form_of(browser).asked
    names_of = form_of(browser)._named
    data = {"key": str(uuid4())} | {name: "4" for one in asked for name, _text in names_of(one)}
    form = CheckInForm(data, asked=asked, with_soreness=False)
    assert form.is_valid()
    with acting(linden.as_client(nora)) as herself:
        said = form.said().answers
        way = Way(mode=Mode.PORTAL)
        answer_measures(actor=herself, client_id=nora.pk, said=said, way=way)
    assert ASKS in home(browser)
    assert (form_of(browser).asked, "worse" in form_of(browser).fields) == ([], True)
    browser.post(PAGE, {"key": uuid4(), "soreness_hours": "0"})
    assert ASKS not in home(browser)
    assert browser.get(PAGE)["Location"] == "/portal/"


def test_a_bad_answer_loses_nothing_of_what_was_said(
    linden: House, browser: Browser, program: HomeProgram
) -> None:
    (pain,) = names(form_of(browser), "nprs")
    sent = {"key": str(uuid4()), pain: "3", "soreness_hours": "many", "worse": "on"}
    answer = browser.post(PAGE, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "minute--whole" in page  # all of it is in sight, whichever question was open
    assert f'name="{pain}" value="3" checked' in page
    assert 'value="many"' in page
    assert page.count(sent["key"]) == 1
    assert (kept(linden), check_ins(linden)) == ([], [])
    browser.post(PAGE, sent | {"soreness_hours": "2", "worse": ""})
    assert [one["answers"] for one in kept(linden)] == [[["average", 3]]]
    assert [one.soreness_hours for one in check_ins(linden)] == [2]


def test_hours_beyond_two_weeks_are_no_answer(
    linden: House, browser: Browser, program: HomeProgram
) -> None:
    assert browser.post(PAGE, {"key": uuid4(), "soreness_hours": "337"}).status_code == 422
    assert check_ins(linden) == []


def test_it_is_the_clients_own_word(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss, pytest.raises(NotAllowed):
        check_in(actor=boss, data=CheckInData(worse=True))
    assert sign_in("practitioner@linden.example").get(PAGE).status_code == 403
    assert check_ins(linden) == []


def test_an_archived_record_takes_none(linden: House, nora: Client, browser: Browser) -> None:
    (pain,) = names(form_of(browser), "nprs")
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(state="archived")
    assert browser.post(PAGE, {"key": uuid4(), pain: "3"}).status_code == 422
    assert (kept(linden), check_ins(linden)) == ([], [])


def test_it_asks_the_database_little(
    linden: House, nora: Client, browser: Browser, program: HomeProgram
) -> None:
    browser.get(PAGE)
    with statements() as asked:
        browser.get(PAGE)
    assert len(asked) <= 8


def test_a_habit_is_asked_about_only_while_a_program_runs(
    linden: House,
    browser: Browser,
    episode: Episode,
    program: HomeProgram,
    begun: Callable[[int], date],
) -> None:
    since = begun(20)
    with acting(linden.boss):
        Episode._base_manager.filter(pk=episode.pk).update(runs_since=since)
    assert "SRBAI" in browser.get("/portal/measures/").content.decode()
    browser.post(PAGE, {"key": uuid4(), "worse": "on"})
    assert state(linden) == "paused"
    assert "SRBAI" not in browser.get("/portal/measures/").content.decode()
