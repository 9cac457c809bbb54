"""Mails that ask how it goes: once for what is asked, in the morning, and not what is answered."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client as Browser

from clients.measures.queries import get_measured
from clients.measures.rules import Mode, Rater, items_of
from clients.measures.services import AnswerData, Way, answer_measures
from clients.records.models import Client, Episode
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from clients.symptoms.rules import Side
from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from sessions.check_ins.mailing import queries, services
from sessions.check_ins.mailing.emails import render_check_in, render_next_steps
from sessions.check_ins.mailing.tasks import ask_everywhere
from sessions.check_ins.models import CheckInLook
from sessions.notes.models import ReleaseMethod
from sessions.notes.services import record_release, take_back_release
from sessions.understanding.models import NextSteps
from tests.cast import House, sign_in
from tests.practice.outbox.live import add_client, database_role

pytestmark = pytest.mark.django_db
DENVER = ZoneInfo("America/Denver")
RENDER = {"check_in": render_check_in, "next_steps": render_next_steps}


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=DENVER).astimezone(UTC)


def planned(house: House) -> list[Message]:
    with acting(house.boss) as boss:
        rows = Message.objects.visible_to(boss).filter(kind__in=RENDER).order_by("id")
        return list(rows)


def told(house: House) -> list[tuple[str, date, str]]:
    return [(one.kind, one.local_date, one.state) for one in planned(house)]


def plan(house: House) -> int:
    with acting(system_actor(house.practice.pk)) as system:
        made = services.plan_check_ins(actor=system).made
        return made + services.plan_next_steps(actor=system)


def rendered(house: House, message: Message) -> Mail:
    with acting(system_actor(house.practice.pk)) as system:
        return RENDER[message.kind](system, message)


def refused(house: House, message: Message) -> str:
    with pytest.raises(NotWanted) as why:
        rendered(house, message)
    return str(why.value)


def answer_all(house: House, client: Client) -> None:
    with acting(house.as_client(client)) as actor:
        measured = get_measured(actor, client.pk)
        said = [
            AnswerData(
                instrument=one.instrument.code,
                version=one.instrument.version,
                rater=one.rater,
                stage=one.stage,
                asked_on=one.asked_on,
                answers=[(item.code, 3) for item in items_of(one.instrument, activities)],
                episode=one.episode,
            )
            for one in measured.due(by=Rater.CLIENT)
            if (work := measured.work_of(one.episode)) and (activities := work.activities)
        ]
        answer_measures(actor=actor, client_id=client.pk, said=said, way=Way(mode=Mode.PORTAL))


def release(house: House, episode: Episode) -> UUID:
    with acting(house.boss) as boss:
        return record_release(
            actor=boss,
            episode=episode,
            muscle_group="iliopsoas",
            side=Side.LEFT,
            method=ReleaseMethod.AT_HOME,
        ).pk


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 11, 23, 18, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def monday(clock: Any, linden: House, begun: Callable[[int], date], nora: Client) -> date:
    """Nine in the morning, seven days after Nora's work began."""
    opened_on = begun(7)
    day = opened_on + timedelta(days=7)
    clock.move_to(local(day, 9))
    return day


def test_who_is_asked_is_asked_once_in_the_morning(linden: House, monday: date, clock: Any) -> None:
    clock.move_to(local(monday, 8, 59))
    assert plan(linden) == 0
    clock.move_to(local(monday, 9))
    assert plan(linden) == 1
    (message,) = planned(linden)
    assert (message.kind, message.local_date, message.state) == ("check_in", monday, "planned")
    assert message.due_at == now()
    assert message.expected  # many are asked in one morning: no crowd that nobody planned
    mail = rendered(linden, message)
    assert mail.to_address == "nora@clients.example"
    assert "/portal/check-in/" in mail.text
    assert "/l/check-ins-off/" in mail.unsubscribe_url
    for health in ("pain", "groin", "release", "core", "sleeve", "concern"):
        assert health not in (mail.text + mail.subject + mail.html.split("</style>")[-1]).lower()
    clock.move_to(local(monday, 12))
    assert plan(linden) == 0
    clock.move_to(local(monday + timedelta(days=1), 9, 10))
    assert plan(linden) == 0  # the same questions: asked once
    clock.move_to(local(monday + timedelta(days=7), 9, 10))
    assert plan(linden) == 1


def test_a_morning_that_nobody_worked_is_made_good(linden: House, monday: date, clock: Any) -> None:
    clock.move_to(local(monday, 21))
    assert plan(linden) == 0  # nobody is asked at night
    clock.move_to(local(monday + timedelta(days=2), 15))
    assert plan(linden) == 1
    (message,) = planned(linden)
    assert message.local_date == monday


def test_what_is_answered_asks_nobody(
    linden: House, monday: date, nora: Client, clock: Any
) -> None:
    assert plan(linden) == 1
    answer_all(linden, nora)
    (message,) = planned(linden)
    assert refused(linden, message) == "it is answered"
    clock.move_to(local(monday + timedelta(days=1), 9))
    assert plan(linden) == 0


def test_who_wants_no_such_mails_has_none_and_it_is_seen(
    linden: House, monday: date, nora: Client, clock: Any
) -> None:
    assert plan(linden) == 1
    (message,) = planned(linden)
    link = rendered(linden, message).unsubscribe_url
    path = link[link.index("/l/") :]
    with acting(linden.boss) as boss:
        release(linden, Episode.objects.visible_to(boss).get(client=nora))
    assert Browser().get(path).status_code == 200  # a mail scanner
    assert told(linden) == [("check_in", monday, "planned")]
    for _again in range(2):
        assert Browser().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert told(linden) == [("check_in", monday, "cancelled")]
    assert refused(linden, message) == "they want no mails of this kind"
    clock.move_to(local(monday, 17))
    assert plan(linden) == 1
    assert told(linden)[1:] == [("next_steps", monday, "suppressed")]


def test_nobody_is_written_to_without_a_way_in_or_once_archived(
    linden: House, monday: date, nora: Client, clock: Any
) -> None:
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(user=None)
    assert plan(linden) == 0
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(user=nora.user_id)
    clock.move_to(local(monday + timedelta(days=1), 9))
    assert plan(linden) == 1
    with acting(linden.boss) as boss:
        set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)
    assert refused(linden, planned(linden)[0]) == "the record is archived"
    clock.move_to(local(monday + timedelta(days=7), 9))
    assert plan(linden) == 0


def test_a_release_is_followed_on_its_day_and_after_three_and_seven(
    linden: House, monday: date, nora: Client, clock: Any
) -> None:
    with acting(linden.boss) as boss:
        episode = Episode.objects.visible_to(boss).get(client=nora)
    answer_all(linden, nora)
    clock.move_to(local(monday, 16))
    release(linden, episode)
    assert plan(linden) == 0  # whoever wrote it down by mistake has time
    clock.move_to(local(monday, 17))
    assert plan(linden) == 1
    (steps,) = planned(linden)
    assert (steps.kind, steps.local_date) == ("next_steps", monday)
    mail = rendered(linden, steps)
    assert f"/portal/next-steps/{episode.pk}/" in mail.text
    assert "let go" not in mail.text + mail.subject
    clock.move_to(local(monday, 18))
    assert plan(linden) == 0
    days = [monday + timedelta(days=n) for n in range(1, 15)]
    asked = []
    for day in days:
        clock.move_to(local(day, 9, 5))
        if plan(linden):
            asked.append((day - monday).days)
            answer_all(linden, nora)
    assert asked == [3, 7, 14]
    assert [one.kind for one in planned(linden)] == ["next_steps", *["check_in"] * 3]


def test_what_was_taken_back_is_not_followed(
    linden: House, monday: date, nora: Client, clock: Any
) -> None:
    answer_all(linden, nora)
    with acting(linden.boss) as boss:
        episode = Episode.objects.visible_to(boss).get(client=nora)
    made = release(linden, episode)
    clock.move_to(local(monday, 17))
    assert plan(linden) == 1
    (steps,) = planned(linden)
    with acting(linden.boss) as boss:
        NextSteps.objects.visible_to(boss).update(is_offered=False)
    assert refused(linden, steps) == "the page is not offered any more"
    with acting(linden.boss) as boss:
        take_back_release(actor=boss, client_id=nora.pk, release_id=made)
    assert refused(linden, steps) == "it was taken back"
    clock.move_to(local(monday + timedelta(days=3), 9))
    assert plan(linden) == 0


def test_what_was_written_down_at_night_is_told_in_the_morning(
    linden: House, monday: date, nora: Client, clock: Any
) -> None:
    answer_all(linden, nora)
    with acting(linden.boss) as boss:
        episode = Episode.objects.visible_to(boss).get(client=nora)
    clock.move_to(local(monday, 22))
    release(linden, episode)
    assert plan(linden) == 0
    clock.move_to(local(monday + timedelta(days=1), 9))
    assert plan(linden) == 1
    assert planned(linden)[0].local_date == monday


def test_a_zone_that_is_no_more_keeps_nobody_else_waiting(
    linden: House, monday: date, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        other = add_client(linden, "Ines")
        Client.objects.visible_to(boss).filter(pk=other.pk).update(timezone="Atlantis/Capital")
    assert plan(linden) == 1
    with acting(linden.boss) as boss:
        Client.objects.visible_to(boss).filter(pk=nora.pk).update(timezone="Atlantis/Capital")
        CheckInLook.objects.visible_to(boss).delete()
        release(linden, Episode.objects.visible_to(boss).get(client=nora))
    assert plan(linden) == 0


def test_a_zone_that_is_no_more_stands_until_somebody_says_another(
    linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        rows = Client.objects.visible_to(boss).filter(pk=nora.pk)
        rows.update(timezone="Atlantis/Capital")
        found = rows.get()
        found.phone = "+1 505 555 0101"
        found.save()
        kept = rows.filter(timezone="Atlantis/Capital").count()
    assert (found.timezone, kept) == ("UTC", 1)
    page = sign_in("owner@linden.example").get(f"/clients/{nora.pk}/edit/").content.decode()
    assert "Choose where" in page


def test_who_answers_nothing_is_not_asked_louder(
    linden: House, monday: date, nora: Client, clock: Any
) -> None:
    for week in range(4):
        clock.move_to(local(monday + timedelta(days=7 * week), 9))
        assert plan(linden) == 1
        with acting(linden.boss) as boss:
            rows = Message.objects.visible_to(boss).filter(kind="check_in", state="planned")
            rows.update(state="sent", settled_at=now())
    assert [state for _kind, _day, state in told(linden)] == ["sent"] * 3 + ["suppressed"]
    with acting(linden.boss) as boss:
        release(linden, Episode.objects.visible_to(boss).get(client=nora))
    clock.move_to(local(monday + timedelta(days=24), 9))  # three days after: asked all the same
    plan(linden)
    assert ("check_in", monday + timedelta(days=24), "planned") in told(linden)
    answer_all(linden, nora)
    clock.move_to(local(monday + timedelta(days=35), 9))
    plan(linden)
    assert ("check_in", monday + timedelta(days=35), "planned") in told(linden)


def test_many_are_asked_so_many_at_once(
    linden: House, monday: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (services, queries):
        monkeypatch.setattr(module, "AT_ONCE", 1)
    with acting(system_actor(linden.practice.pk)) as system:
        first = services.plan_check_ins(actor=system)
        last = services.plan_check_ins(actor=system, after=first.goes_on)
    assert (first.made, first.goes_on is not None, last) == (1, True, services.Asked(0))


def test_what_cannot_leave_by_day_is_too_late_by_night(
    linden: House, monday: date, clock: Any
) -> None:
    plan(linden)
    (message,) = planned(linden)
    assert message.expires_at == local(monday, 20)


@pytest.mark.django_db(transaction=True)
def test_every_practice_is_looked_at(linden: House, monday: date) -> None:
    with database_role("worker"):
        assert ask_everywhere() == 1
    assert told(linden) == [("check_in", monday, "planned")]
