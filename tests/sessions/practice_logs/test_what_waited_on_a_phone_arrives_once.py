"""A phone without a connection keeps its logs and sends them later: each once, on its own day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core import signing
from django.test import Client as Browser

from clients.guardians.services import end_guardian
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import acting
from practice.core.links import Link, link_token
from practice.core.models import AccessLog
from practice.core.rules import Role
from practice.team.services import make_user
from sessions.practice_logs import queries
from sessions.practice_logs.models import PracticeLog
from sessions.practice_logs.phone import SALT, phone_token
from sessions.programs.models import HomeProgram
from sessions.programs.services import edit_program, end_program, pause_program
from tests.cast import PASSWORD, House, sign_in
from tests.clients.guardians.cast import child, guarded, with_login
from tests.clients.intake.counting import statements
from tests.sessions.practice_logs.phones import submit, token_of, waited
from tests.sessions.practice_logs.sending import sent
from tests.sessions.programs import building

MONDAY = datetime(2026, 12, 7, 15, tzinfo=UTC)  # eight in the morning in Denver
# Half past eight in the evening of the 10th in Denver; the 11th in UTC.
EVENING = datetime(2026, 12, 11, 3, 30, tzinfo=UTC)
TODAY, YESTERDAY = "2026-12-10", "2026-12-09"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    """Runs since Monday."""
    with time_machine.travel(MONDAY, tick=False), acting(linden.boss) as boss:
        return building.running(boss, nora)


@pytest.fixture
def token(linden: House, nora: Client, program: HomeProgram) -> str:
    with time_machine.travel(MONDAY, tick=False):
        return token_of(linden, nora, program)


def logs(house: House) -> list[PracticeLog]:
    with acting(house.boss) as boss:
        return list(PracticeLog.objects.visible_to(boss).order_by("local_date", "id"))


def held(house: House, program: HomeProgram) -> HomeProgram:
    with acting(house.boss) as boss:
        return HomeProgram.objects.visible_to(boss).select_related("client").get(pk=program.pk)


@time_machine.travel(EVENING, tick=False)
def test_the_same_one_sent_five_times_is_one(linden: House, token: str, nora: Client) -> None:
    log = waited(YESTERDAY, DAY, slowness=8, line="On the floor", soreness_hours=3)
    answers = [submit(token, log) for _time in range(5)]
    assert [answer.status_code for answer in answers] == [201, 200, 200, 200, 200]
    (kept,) = logs(linden)
    assert (kept.client_id, kept.local_date, kept.source) == (nora.pk, date(2026, 12, 9), "phone")
    assert (kept.slowness, kept.line, kept.soreness_hours) == (8, "On the floor", 3)
    assert answers[0].json()["words"] == "Kept for Wednesday 9 December 2026."
    with acting(linden.boss):
        seen = AccessLog.objects.filter(action="POST phone_log").order_by("id")
        assert list(seen.values_list("outcome", flat=True)) == [201, *[200] * 4]


@time_machine.travel(EVENING, tick=False)
def test_what_a_form_sent_just_before_the_connection_went_is_the_same_one(
    linden: House, program: HomeProgram, token: str
) -> None:
    key = uuid4()
    sign_in("nora@clients.example").post(f"/portal/practice/{program.pk}/", sent(key))
    assert submit(token, waited(TODAY, client_key=str(key))).status_code == 200
    assert len(logs(linden)) == 1


@time_machine.travel(EVENING, tick=False)
def test_two_of_one_day_are_two(linden: House, token: str) -> None:
    for ago in (2 * HOUR, HOUR):
        assert submit(token, waited(TODAY, ago)).status_code == 201
    assert [log.local_date.isoformat() for log in logs(linden)] == [TODAY, TODAY]


@time_machine.travel(EVENING, tick=False)
@pytest.mark.parametrize(
    ("said", "ago", "off", "kept", "corrected"),
    [
        (TODAY, timedelta(0), timedelta(0), TODAY, False),
        (YESTERDAY, 22 * HOUR, timedelta(0), YESTERDAY, False),
        ("2026-12-08", 3 * DAY, timedelta(0), "2026-12-08", False),  # in a zone further east
        ("2026-12-11", HOUR, timedelta(0), TODAY, False),  # nothing for a day still to come
        ("2026-12-11", HOUR, DAY, TODAY, True),  # its clock a day ahead
        (YESTERDAY, HOUR, -DAY, TODAY, True),  # a day behind
        (TODAY, DAY, DAY, YESTERDAY, True),
        ("2025-01-01", HOUR, -700 * DAY, TODAY, True),  # a phone that lost its time
    ],
)
def test_it_counts_for_the_day_it_was_practised(
    linden: House,
    token: str,
    said: str,
    ago: timedelta,
    off: timedelta,
    kept: str,
    corrected: bool,
) -> None:
    answer = submit(token, waited(said, ago, off))
    assert answer.status_code == 201, answer.json()
    (log,) = logs(linden)
    assert log.local_date.isoformat() == kept
    assert answer.json()["is_corrected"] is corrected
    assert ("clock is wrong" in answer.json()["words"]) is corrected


@time_machine.travel(EVENING, tick=False)
@pytest.mark.parametrize(
    ("said", "ago"),
    [
        ("2026-12-08", HOUR),  # a right clock, and a day that it was not
        ("2026-12-12", HOUR),
        (TODAY, -DAY),  # practised tomorrow: the clock was set back since
        (TODAY, 15 * DAY),
    ],
)
def test_a_day_far_away_is_refused_in_words(
    linden: House, token: str, said: str, ago: timedelta
) -> None:
    answer = submit(token, waited(said, ago))
    assert (answer.status_code, answer.json()["code"]) == (422, "clock")
    assert "clock" in answer.json()["words"]
    assert logs(linden) == []


@time_machine.travel(EVENING, tick=False)
def test_nothing_is_kept_from_before_the_program_began(linden: House, token: str) -> None:
    answer = submit(token, waited("2026-12-06", 4 * DAY))
    assert (answer.status_code, answer.json()["code"]) == (422, "not_begun")
    assert logs(linden) == []


@time_machine.travel(EVENING, tick=False)
def test_a_program_that_was_revised_meanwhile_keeps_the_revision_practised(
    linden: House, program: HomeProgram, token: str
) -> None:
    with acting(linden.boss) as boss:
        plan = building.data(building.item(boss, "back_lift"))
        edit_program(actor=boss, home_program=program, data=plan, version=program.version)
    assert submit(token, waited(YESTERDAY, DAY)).status_code == 201
    assert submit(token, waited(TODAY, revision=3)).json()["code"] == "revision"
    assert [log.revision for log in logs(linden)] == [1]


@pytest.mark.parametrize("stop", [pause_program, end_program])
def test_what_was_practised_before_a_pause_or_an_end_is_kept(
    linden: House, program: HomeProgram, token: str, stop: Any
) -> None:
    runs = held(linden, program)
    with time_machine.travel(EVENING - DAY, tick=False), acting(linden.boss) as boss:
        stop(actor=boss, home_program=runs)
    with time_machine.travel(EVENING, tick=False):
        before, after = waited(YESTERDAY, DAY + HOUR), waited(TODAY, HOUR)
        assert submit(token, before).status_code == 201
        answer = submit(token, after)
        assert submit(token, before).status_code == 200
    assert (answer.status_code, answer.json()["code"]) == (410, "not_running")
    assert "Tell your practitioner" in answer.json()["words"]
    assert [log.local_date.isoformat() for log in logs(linden)] == [YESTERDAY]


@time_machine.travel(EVENING, tick=False)
def test_a_flare_that_waited_still_pauses(linden: House, program: HomeProgram, token: str) -> None:
    assert submit(token, waited(YESTERDAY, DAY, worse=True)).json()["paused"] is True
    assert held(linden, program).state == "paused"


@time_machine.travel(EVENING, tick=False)
def test_an_archived_record_takes_nothing(linden: House, nora: Client, token: str) -> None:
    with acting(linden.boss) as boss:
        set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)
    answer = submit(token, waited(TODAY))
    assert (answer.status_code, answer.json()["code"]) == (410, "archived")
    assert logs(linden) == []


def refused(house: House, token: str) -> None:
    answer = submit(token, waited(TODAY))
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")
    assert "Sign in" in answer.json()["words"]
    assert logs(house) == []


@time_machine.travel(EVENING, tick=False)
def test_a_forged_token_keeps_nothing(
    linden: House, nora: Client, program: HomeProgram, token: str
) -> None:
    payload, rest = token.split(":", 1)
    other = signing.dumps(["x"] * 6, salt=SALT)
    mail = link_token(Link("practice", program.practice_id, program.pk, TODAY))
    for forged in ("", "x", f"{payload[:-2]}AA:{rest}", f"{token}x", other, mail):
        refused(linden, forged)


@time_machine.travel(EVENING, tick=False)
def test_a_token_is_no_link_of_a_mail(program: HomeProgram, token: str) -> None:
    assert Browser().get(f"/l/practice/{token}/").status_code == 404


def test_a_token_ends_with_its_time(linden: House, token: str) -> None:
    with time_machine.travel(MONDAY + 13 * DAY, tick=False):
        assert submit(token, waited("2026-12-20")).status_code == 201
    with time_machine.travel(MONDAY + 15 * DAY, tick=False):
        assert submit(token, waited("2026-12-22")).json()["code"] == "sign_in"
    assert len(logs(linden)) == 1


@time_machine.travel(EVENING, tick=False)
def test_a_token_ends_with_the_password(linden: House, nora: Client, token: str) -> None:
    assert nora.user is not None
    nora.user.set_password("another-slow-and-easy-one")
    nora.user.save()
    refused(linden, token)


@time_machine.travel(EVENING, tick=False)
def test_a_token_ends_with_the_login(linden: House, nora: Client, token: str) -> None:
    assert nora.user is not None
    nora.user.is_active = False
    nora.user.save()
    refused(linden, token)


@time_machine.travel(EVENING, tick=False)
def test_a_token_ends_when_the_login_is_no_more_theirs(
    linden: House, nora: Client, token: str
) -> None:
    with acting(linden.boss):
        nora.user = make_user(email="nora.two@clients.example", name="N", password=PASSWORD)
        nora.save(update_fields=["user"])
    refused(linden, token)


@time_machine.travel(EVENING, tick=False)
def test_a_guardians_token_ends_with_them(linden: House) -> None:
    mika = child(linden)
    greta = guarded(linden, mika, email="greta@moor.example")
    user = with_login(linden, greta)
    with acting(linden.boss) as boss:
        program = building.running(boss, mika)
    actor = linden.as_client(mika)
    guardian = replace(actor, role=Role.GUARDIAN, guardian_id=greta.pk)
    token = phone_token(guardian, user, program.pk)
    assert submit(token, waited(TODAY)).status_code == 201
    with acting(linden.boss) as boss:
        end_guardian(actor=boss, guardian=greta)
    assert submit(token, waited(TODAY)).json()["code"] == "sign_in"
    assert len(logs(linden)) == 1


@time_machine.travel(EVENING, tick=False)
def test_a_token_for_another_clients_program_keeps_nothing(
    harbour: House, omar: Client, linden: House, nora: Client, program: HomeProgram
) -> None:
    assert nora.user is not None
    assert omar.user is not None
    with acting(harbour.boss) as boss:
        theirs = building.running(boss, omar)
    mika = child(linden)
    with acting(linden.boss) as boss:
        mikas = building.running(boss, mika)
    refused(linden, phone_token(linden.as_client(nora), nora.user, mikas.pk))
    refused(linden, phone_token(linden.as_client(nora), nora.user, theirs.pk))
    refused(linden, phone_token(harbour.as_client(omar), omar.user, program.pk))
    refused(linden, phone_token(linden.as_client(nora), omar.user, program.pk))
    assert logs(harbour) == []


@time_machine.travel(EVENING, tick=False)
def test_nobody_else_takes_its_key(harbour: House, omar: Client, linden: House, token: str) -> None:
    log = waited(TODAY)
    assert submit(token, log).status_code == 201
    with acting(harbour.boss) as boss:
        theirs = building.running(boss, omar)
    answer = submit(token_of(harbour, omar, theirs), log)
    assert answer.status_code == 422  # it begins today in Berlin, which is a day ahead
    assert len(logs(linden)) == 1
    assert logs(harbour) == []


@time_machine.travel(EVENING, tick=False)
@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", "x", '{"token": 1, "log": {}}', '{"token": "x", "log": []}', "[" * 9000],
)
def test_what_cannot_be_read_is_said_to_be(linden: House, body: str) -> None:
    answer = Browser().post("/l/logs/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")


@time_machine.travel(EVENING, tick=False)
def test_a_form_of_another_site_is_not_read(linden: House, token: str) -> None:
    typed = {"token": token, "log": "{}"}
    assert Browser().post("/l/logs/", typed).status_code == 400
    assert submit(token, waited(TODAY, line="x" * 17_000)).status_code == 400
    assert Browser().get("/l/logs/").status_code == 405
    assert logs(linden) == []


@time_machine.travel(EVENING, tick=False)
@pytest.mark.parametrize(
    "wrong",
    [
        {"slowness": 11},
        {"day": "9999-99-99"},
        {"at": -1},
        {"sent": 10**18},
        {"client_key": "x"},
        {"done": False},
        {"done": None},
        {"line": "x" * 501},
        {"line": "a\x00b"},
        {"revision": 0},
    ],
)
def test_what_is_not_as_it_should_be_is_refused(
    linden: House, token: str, wrong: dict[str, Any]
) -> None:
    answer = submit(token, waited(TODAY) | wrong)
    assert answer.status_code == 422
    assert answer.json()["words"]
    assert logs(linden) == []


@time_machine.travel(EVENING, tick=False)
def test_too_many_in_an_hour_wait(
    linden: House, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PHONE_AN_HOUR", 2)
    statuses = [submit(token, waited(TODAY)).status_code for _time in range(3)]
    assert statuses == [201, 201, 429]
    with time_machine.travel(EVENING + 2 * HOUR, tick=False):
        assert submit(token, waited(TODAY, 2 * HOUR)).status_code == 201
    assert len(logs(linden)) == 3


@time_machine.travel(EVENING, tick=False)
def test_keeping_one_takes_few_statements(linden: House, token: str) -> None:
    submit(token, waited(TODAY))
    with statements() as asked:
        assert submit(token, waited(TODAY)).status_code == 201
    assert len(asked) <= 12, asked


@time_machine.travel(EVENING, tick=False)
def test_what_a_phone_is_told_names_nobody(linden: House, token: str, nora: Client) -> None:
    told = submit(token, waited(TODAY, line="Lighter")).content.decode()
    for said in ("Nora", "Linden", "Arch", "groin", "Lighter"):
        assert said not in told
    assert UUID(nora.pk.hex).hex not in told
