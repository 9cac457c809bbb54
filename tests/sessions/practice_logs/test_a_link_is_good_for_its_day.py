"""The mail's link: no login, one program, one local day; opening it changes nothing."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.test import Client as Browser

from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import acting
from practice.core.links import Link, link_token
from practice.core.models import AccessLog
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from sessions.programs.services import end_program, pause_program
from tests.cast import House
from tests.clients.intake.counting import statements
from tests.sessions.practice_logs.sending import link_for, sent
from tests.sessions.programs import building

# Denver is seven hours behind: half past eight in the evening of the 10th is the 11th in UTC.
EVENING = datetime(2026, 12, 11, 3, 30, tzinfo=UTC)
DAY = "2026-12-10"


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    with acting(linden.boss) as boss:
        return building.running(boss, nora, cue="After waking")


def _logs(house: House) -> list[PracticeLog]:
    with acting(house.boss) as boss:
        return list(PracticeLog.objects.visible_to(boss).order_by("id"))


@time_machine.travel(EVENING, tick=False)
def test_it_opens_a_form_without_a_login_that_names_nothing(
    linden: House, program: HomeProgram
) -> None:
    answer = Browser().get(link_for(program, DAY))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="client_key"' in page
    for said in ("Arch and Flatten", "groin", "Nora", "After waking"):
        assert said not in page


@time_machine.travel(EVENING, tick=False)
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_scanner_that_opens_it_changes_nothing(
    linden: House, program: HomeProgram, method: str
) -> None:
    for _ in range(3):
        assert getattr(Browser(), method)(link_for(program, DAY)).status_code == 200
    assert _logs(linden) == []


@time_machine.travel(EVENING, tick=False)
def test_what_is_sent_is_one_log_on_the_clients_own_day(
    linden: House, program: HomeProgram, nora: Client
) -> None:
    data = sent(slowness="8", pain_during="0", line="Lighter")
    answer = Browser().post(link_for(program, DAY), data)
    assert answer.status_code == 200
    (log,) = _logs(linden)
    assert (log.client_id, log.home_program_id, log.source) == (nora.pk, program.pk, "mail_link")
    assert (log.local_date, log.done) == (date(2026, 12, 10), True)
    assert (log.slowness, log.pain_during, log.attention) == (8, 0, None)
    assert log.line == "Lighter"


@time_machine.travel(EVENING, tick=False)
def test_sent_twice_is_one_log_and_opened_twice_is_two(linden: House, program: HomeProgram) -> None:
    key = uuid4()
    address = link_for(program, DAY)
    for data in (sent(key, line="first"), sent(key, line="again"), sent(line="evening")):
        assert Browser().post(address, data).status_code == 200
    assert [log.line for log in _logs(linden)] == ["first", "evening"]


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (datetime(2026, 12, 10, 6, 59, tzinfo=UTC), 410),  # still the 9th in Denver
        (datetime(2026, 12, 10, 7, 0, tzinfo=UTC), 200),
        (datetime(2026, 12, 11, 6, 59, tzinfo=UTC), 200),
        (datetime(2026, 12, 11, 7, 0, tzinfo=UTC), 410),
    ],
)
def test_it_is_good_for_the_clients_local_day_only(
    linden: House, program: HomeProgram, at: datetime, status: int
) -> None:
    with time_machine.travel(at, tick=False):
        assert Browser().get(link_for(program, DAY)).status_code == status


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (datetime(2026, 12, 10, 6, 59, tzinfo=UTC), 410),  # still the 9th in Denver
        (datetime(2026, 12, 10, 7, 0, tzinfo=UTC), 200),
        (datetime(2026, 12, 11, 7, 2, tzinfo=UTC), 200),  # opened before midnight
        (datetime(2026, 12, 11, 7, 59, tzinfo=UTC), 200),
        (datetime(2026, 12, 11, 8, 0, tzinfo=UTC), 410),
    ],
)
def test_what_is_sent_after_midnight_is_a_log_of_the_links_day(
    linden: House, program: HomeProgram, at: datetime, status: int
) -> None:
    with time_machine.travel(at, tick=False):
        answer = Browser().post(link_for(program, DAY), sent(line="typed at length"))
    assert answer.status_code == status
    kept = [(log.local_date, log.line) for log in _logs(linden)]
    assert kept == ([(date(2026, 12, 10), "typed at length")] if status == 200 else [])
    assert ("typed at length" in answer.content.decode()) is (status == 410)


@time_machine.travel(datetime(2026, 12, 12, 12, tzinfo=UTC), tick=False)
def test_an_expired_one_says_what_to_do_next(linden: House, program: HomeProgram) -> None:
    page = Browser().get(link_for(program, DAY)).content.decode()
    assert "for another day" in page
    assert "/portal/" in page


@time_machine.travel(EVENING, tick=False)
@pytest.mark.parametrize("state", ["paused", "ended", "archived"])
def test_where_nothing_is_practised_it_says_so_kindly(
    linden: House, program: HomeProgram, nora: Client, state: str
) -> None:
    with acting(linden.boss) as boss:
        if state == "archived":
            set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)
        else:
            move = pause_program if state == "paused" else end_program
            move(actor=boss, home_program=program)
    address = link_for(program, DAY)
    answer = Browser().post(address, sent(line="typed meanwhile"))
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "There is nothing to log" in page.replace("so there", "There")
    assert "typed meanwhile" in page
    assert "What you wrote" not in Browser().get(address).content.decode()
    assert _logs(linden) == []


@time_machine.travel(EVENING, tick=False)
def test_a_forged_or_misused_one_opens_nothing(
    linden: House, program: HomeProgram, harbour: House
) -> None:
    stop = link_token(Link("unsubscribe", program.practice_id, program.pk, DAY))
    elsewhere = link_token(Link("practice", harbour.practice.pk, program.pk, DAY))
    for token in (stop, elsewhere, link_for(program, DAY)[12:-2], "x"):
        answer = Browser().post(f"/l/practice/{token}/", sent())
        assert answer.status_code == 404, token
    assert _logs(linden) == []


@time_machine.travel(EVENING, tick=False)
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"done": ""}, "done"),
        ({"done": "no"}, "skip_reason"),
        ({"pain_during": "11"}, "pain_during"),
        ({"slowness": "3"}, "slowness"),
        ({"client_key": "x"}, "client_key"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    linden: House, program: HomeProgram, change: dict[str, str], field: str
) -> None:
    answer = Browser().post(link_for(program, DAY), sent(line="kept in the form") | change)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "kept in the form" in answer.content.decode()
    assert _logs(linden) == []


@time_machine.travel(EVENING, tick=False)
def test_the_access_log_knows_the_client_and_no_token(
    linden: House, program: HomeProgram, nora: Client
) -> None:
    Browser().post(link_for(program, DAY), sent())
    with acting(linden.boss):
        line = AccessLog.objects.filter(action="POST practice_link").get()
    assert (line.client_id, line.role, line.object_id) == (nora.pk, "client", "")


@time_machine.travel(EVENING, tick=False)
def test_it_asks_the_database_little(linden: House, program: HomeProgram) -> None:
    for method, most in (("get", 8), ("post", 12)):
        with statements() as seen:
            getattr(Browser(), method)(link_for(program, DAY), sent())
        assert len(seen) <= most, seen


@time_machine.travel(EVENING, tick=False)
def test_a_browser_with_its_token_can_send_it(linden: House, program: HomeProgram) -> None:
    """With no-referrer a browser sends "Origin: null", which the check of forms refuses."""
    browser = Browser(enforce_csrf_checks=True)
    opened = browser.get(link_for(program, DAY))
    assert opened["Referrer-Policy"] == "strict-origin"
    token = {"csrfmiddlewaretoken": browser.cookies["supple-csrf"].value}
    address = link_for(program, DAY)
    refused = browser.post(address, sent() | token, headers={"origin": "null"})
    assert refused.status_code == 403
    taken = browser.post(address, sent() | token, headers={"origin": "http://testserver"})
    assert taken.status_code == 200
    assert len(_logs(linden)) == 1
