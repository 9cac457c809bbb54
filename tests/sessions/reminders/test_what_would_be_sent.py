"""The practice sees the next ten occasions, and why each that would not go does not."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from clients.mail_wishes.rules import MailKind
from clients.records.models import Client
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import clock_at, today_in
from practice.outbox.addresses.models import SuppressedAddress
from practice.outbox.models import Message
from practice.outbox.services import Planned, plan_messages
from sessions.appointments.reminding import REMINDER
from sessions.practice_logs.models import LogSource
from sessions.practice_logs.services import LogData, log_practice
from sessions.programs.models import HomeProgram
from sessions.reminders.ahead import WouldSend, would_send
from sessions.reminders.models import ReminderPlan
from sessions.reminders.queries import plans_ahead
from sessions.reminders.rules import KIND
from sessions.reminders.services import change_wishes, plan_due_reminders
from tests.cast import House, sign_in
from tests.practice.outbox.live import add_program

DENVER = ZoneInfo("America/Denver")
SIX = datetime(2026, 6, 29, 6, tzinfo=DENVER)  # a Monday
TODAY = SIX.date()


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    """Linden's owner, acting."""
    enter_as(linden.boss)
    return linden.boss


def _running(boss: Actor, nora: Client, *times: time, **of_plan: Any) -> HomeProgram:
    with clock_at(SIX):
        program = add_program(boss, nora, list(times or [time(7)]))
    ReminderPlan.objects.visible_to(boss).filter(home_program=program).update(**of_plan)
    return program


def _ahead(boss: Actor, nora: Client) -> WouldSend:
    with clock_at(SIX):
        nora.refresh_from_db()
        plans = plans_ahead(boss, nora.pk, today_in(nora.timezone))
        return would_send(boss, nora, plans)


def _whys(boss: Actor, nora: Client) -> list[str]:
    return [one.why for one in _ahead(boss, nora).shown]


def test_the_next_ten_and_the_first_that_goes(boss: Actor, nora: Client) -> None:
    _running(boss, nora)
    found = _ahead(boss, nora)
    assert [one.at for one in found.shown] == [SIX + timedelta(days=n, hours=1) for n in range(10)]
    assert {one.why for one in found.shown} == {""}
    assert found.first == found.shown[0]


@pytest.mark.parametrize(
    ("values", "whys"),
    [
        ({"paused_until": TODAY + timedelta(days=2)}, ["reminders are paused"] * 2 + [""] * 8),
        ({"quiet_from": time(6), "quiet_until": time(8)}, ["it is in the quiet hours"] * 10),
        ({"state": "off"}, ["reminders were turned off"] * 10),
        (
            {"stage": 2, "stage_since": TODAY},
            ["", "reminders come less often by now"] * 5,
        ),
    ],
)
def test_each_reason_of_a_plan(
    boss: Actor, nora: Client, values: dict[str, Any], whys: list[str]
) -> None:
    _running(boss, nora, **values)
    assert _whys(boss, nora) == whys


@pytest.mark.parametrize(
    ("model", "values", "why"),
    [
        (Client, {"email": ""}, "no e-mail address"),
        (Client, {"state": "archived"}, "the record is archived"),
        (Client, {"mail_stopped_at": SIX}, "reminders were turned off"),
        (HomeProgram, {"state": "paused"}, "the program does not run"),
        (HomeProgram, {"ends_on": TODAY - timedelta(days=1)}, "the program has come to its end"),
        (HomeProgram, {"started_on": date(2027, 1, 1)}, "the program has not begun"),
    ],
)
def test_each_reason_of_somebody_and_their_program(
    boss: Actor, nora: Client, model: Any, values: dict[str, Any], why: str
) -> None:
    _running(boss, nora)
    of = {"pk": nora.pk} if model is Client else {"client": nora}
    model.objects.visible_to(boss).filter(**of).update(**values)
    assert _whys(boss, nora) == [why] * 10
    assert _ahead(boss, nora).first is None


def test_what_was_logged_today_leaves_out_the_days_first(
    linden: House, boss: Actor, nora: Client
) -> None:
    program = _running(boss, nora, time(7), time(18))
    with clock_at(SIX - timedelta(minutes=5)), acting(linden.as_client(nora)) as actor:
        log_practice(
            actor=actor,
            home_program_id=program.pk,
            data=LogData(done=True),
            source=LogSource.PORTAL,
            client_key=program.pk,
        )
    enter_as(boss)
    assert _whys(boss, nora)[:3] == ["already practised today", "", ""]


def test_the_silent_say_when_the_next_one_goes(boss: Actor, nora: Client) -> None:
    _running(boss, nora, stage=4, stage_since=TODAY - timedelta(days=1))
    found = _ahead(boss, nora)
    assert {one.why for one in found.shown} == {"reminders come less often by now"}
    assert found.first is not None
    assert found.first.at == SIX + timedelta(days=27, hours=1)


def test_reminders_of_appointments_stand_among_them(
    linden: House, boss: Actor, nora: Client
) -> None:
    _running(boss, nora)
    mail = Planned(
        kind="appointment_reminder",
        person_id=nora.pk,
        subject_id=nora.pk,
        local_date=TODAY,
        due_at=SIX + timedelta(hours=2),
    )
    plan_messages(actor=boss, planned=[mail])
    second = _ahead(boss, nora).shown[1]
    assert (second.kind, second.why) == ("reminder of an appointment", "")
    with acting(linden.as_client(nora)) as actor:
        change_wishes(actor=actor, client_id=nora.pk, wanted={MailKind.APPOINTMENT: False})
    enter_as(boss)
    assert _ahead(boss, nora).shown[1].why == "they want no mails of this kind"


def _mail(boss: Actor, nora: Client, number: int, state: str, kind: str) -> UUID:
    planned = Planned(
        kind=kind,
        person_id=nora.pk,
        subject_id=nora.pk,
        local_date=TODAY,
        slot=str(number),
        due_at=SIX,
    )
    [mail] = plan_messages(actor=boss, planned=[planned])
    Message.objects.visible_to(boss).filter(pk=mail).update(state=state)
    return mail


@pytest.mark.parametrize(
    ("states", "kind", "whys"),
    [
        (["sent", "unknown"], KIND, ["", "enough mails for one day", "", "", ""]),
        (["sent"] * 3, KIND, ["enough mails for one day"] * 2 + [""] * 3),
        (["failed"] * 3, KIND, [""] * 5),
        (["sent"] * 3, REMINDER, [""] * 5),
    ],
)
def test_enough_mails_for_one_day_are_said(
    boss: Actor, nora: Client, states: list[str], kind: str, whys: list[str]
) -> None:
    _running(boss, nora, time(7), time(18))
    for number, state in enumerate(states):
        _mail(boss, nora, number, state, kind)
    assert _whys(boss, nora)[:5] == whys


def test_the_fourth_of_a_day_to_come_is_kept_back_too(boss: Actor, nora: Client) -> None:
    _running(boss, nora, time(7), time(12))
    _running(boss, nora, time(8), time(17))
    enough = "enough mails for one day"
    assert _whys(boss, nora) == ["", "", "", enough, "", "", "", enough, "", ""]


def _mute(boss: Actor, nora: Client, address: str) -> None:
    mail = _mail(boss, nora, 0, "failed", KIND)
    row = SuppressedAddress(
        practice_id=boss.practice_id,
        address=address,
        why="bounced",
        detail="5.1.1 unknown",
        person_id=nora.pk,
        message_id=mail,
        attempt=1,
        since=SIX,
    )
    row.save(force_insert=True)


def test_an_address_that_takes_no_mail_is_said(boss: Actor, nora: Client) -> None:
    _running(boss, nora)
    Client.objects.visible_to(boss).filter(pk=nora.pk).update(email="Nora@Clients.example")
    _mute(boss, nora, "nora@clients.example")
    assert _whys(boss, nora) == ["mails to it come back"] * 10
    SuppressedAddress.objects.visible_to(boss).update(lifted_at=SIX)
    assert _whys(boss, nora) == [""] * 10


def test_a_trainee_is_told_of_their_own_clients_what_the_others_are(
    linden: House, boss: Actor, nora: Client
) -> None:
    """They read no list of mails, and see all the same that these do not go."""
    _running(boss, nora, time(7), time(18))
    Client.objects.visible_to(boss).filter(pk=nora.pk).update(assigned_to=linden.trainee)
    for number in (1, 2):
        _mail(boss, nora, number, "sent", KIND)
    enough = ["", "enough mails for one day", "", ""]
    with acting(linden.actor(linden.trainee)) as trainee:
        assert _whys(trainee, nora)[:4] == enough
    enter_as(boss)
    assert _whys(boss, nora)[:4] == enough
    _mute(boss, nora, "nora@clients.example")
    with acting(linden.actor(linden.trainee)) as trainee:
        assert _whys(trainee, nora) == ["mails to it come back"] * 10


def test_it_is_what_the_planner_then_does(boss: Actor, nora: Client) -> None:
    _running(
        boss,
        nora,
        time(7),
        time(22),
        stage=2,
        stage_since=TODAY,
        paused_until=TODAY + timedelta(days=3),
        quiet_from=time(21),
        quiet_until=time(7),
    )
    said = [one.at for one in _ahead(boss, nora).shown if not one.why]
    for hours in (hour + 24 * day for day in range(6) for hour in (1, 16)):
        with clock_at(SIX + timedelta(hours=hours)):
            plan_due_reminders(actor=boss)
    rows = Message.objects.visible_to(boss).order_by("due_at")
    assert list(rows.values_list("due_at", flat=True)) == said != []


def test_the_page_says_it(boss: Actor, nora: Client) -> None:
    _running(boss, nora, state="off")
    page = sign_in("practitioner@linden.example").get(f"/clients/{nora.pk}/reminders/")
    text = page.content.decode()
    assert "As it stands now, no reminder goes." in text
    assert "reminders were turned off" in text
