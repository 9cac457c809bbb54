"""The portal's page: the client sees and changes their own plans, and nobody else's."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.records.models import Client
from practice.core.actor import acting
from sessions.programs.models import HomeProgram
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import stop_reminders
from tests.cast import House, sign_in
from tests.practice.outbox.live import add_program, plan_for

URL = "/portal/reminders/"


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    """Nora practises at seven each day."""
    with acting(linden.boss) as boss:
        return add_program(boss, nora, [time(7)])


def _post(plan: ReminderPlan, **values: object) -> dict[str, object]:
    version = plan.home_program.version
    typed = {"plan": plan.pk, "version": version, "days": ["0", "2"], "first": "08:30"}
    return typed | {"on": "on"} | values


def test_the_page_shows_what_is_set(linden: House, nora: Client, program: HomeProgram) -> None:
    answer = sign_in(nora.email).get(URL)
    assert answer.status_code == 200
    assert b'value="07:00"' in answer.content


def test_it_asks_the_database_little(linden: House, nora: Client, program: HomeProgram) -> None:
    browser = sign_in(nora.email)
    with CaptureQueriesContext(connection) as seen:
        browser.get(URL)
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 8


def test_a_client_changes_days_and_times(linden: House, nora: Client, program: HomeProgram) -> None:
    plan = plan_for(linden, program)
    browser = sign_in(nora.email)
    with CaptureQueriesContext(connection) as seen:
        answer = browser.post(URL, _post(plan, detail="on"))
    assert (answer.status_code, answer["Location"]) == (302, URL)
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 12
    plan = plan_for(linden, program)
    assert (plan.home_program.days, plan.home_program.times) == ([1, 3], [time(8, 30)])
    assert (plan.state, plan.detail) == ("on", True)


@pytest.mark.parametrize("on", ["on", ""])
def test_whatever_is_saved_takes_twelve_statements(
    linden: House, nora: Client, program: HomeProgram, on: str
) -> None:
    with acting(linden.as_client(nora)) as actor:
        stop_reminders(actor=actor, client_id=nora.pk)
    plan, browser = plan_for(linden, program), sign_in(nora.email)
    with CaptureQueriesContext(connection) as seen:
        assert browser.post(URL, _post(plan, on=on)).status_code == 302
    follows = 1 if on else 0  # an intake that is still a draft, with what is wanted again
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 12 + follows
    assert plan_for(linden, program).client.mail_stopped_at is None or not on


def test_off_is_off(linden: House, nora: Client, program: HomeProgram) -> None:
    plan = plan_for(linden, program)
    sign_in(nora.email).post(URL, _post(plan, on=""))
    plan = plan_for(linden, program)
    assert (plan.state, plan.next_due_at) == ("off", None)
    assert plan.stopped_at is not None


@pytest.mark.parametrize("wrong", [{"days": []}, {"first": ""}, {"first": "25:99"}])
def test_a_wrong_form_keeps_what_was(
    linden: House, nora: Client, program: HomeProgram, wrong: dict[str, object]
) -> None:
    plan = plan_for(linden, program)
    answer = sign_in(nora.email).post(URL, _post(plan, **wrong))
    assert answer.status_code == 422
    after = plan_for(linden, program)
    assert (after.changed_at, after.home_program.times) == (plan.changed_at, [time(7)])


def test_what_changed_in_between_is_shown_and_typed_is_kept(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    before = plan_for(linden, program)
    with acting(linden.boss):
        program.times, program.version = [time(6, 45)], program.version + 1
        program.save()
    answer = sign_in(nora.email).post(URL, _post(before))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "06:45" in text
    assert 'value="08:30"' in text
    after = plan_for(linden, program)
    assert (after.changed_at, after.home_program.times) == (before.changed_at, [time(6, 45)])
    again = sign_in(nora.email).post(URL, _post(after))  # what the page now carries
    assert f'name="version" value="{after.home_program.version}"' in text
    assert again.status_code == 302
    assert plan_for(linden, program).home_program.times == [time(8, 30)]


def test_turning_off_needs_no_newest_version(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    before = plan_for(linden, program)
    typed = _post(before, on="", version=99)
    assert sign_in(nora.email).post(URL, typed).status_code == 302
    assert plan_for(linden, program).home_program.times == [time(7)]
    assert plan_for(linden, program).state == "off"


def test_nobody_changes_anothers_plan(
    harbour: House, omar: Client, linden: House, nora: Client, program: HomeProgram
) -> None:
    plan = plan_for(linden, program)
    answer = sign_in(omar.email).post(URL, _post(plan))
    assert answer.status_code == 200
    assert plan_for(linden, program).changed_at == plan.changed_at
