"""What the practice reads: the list, one client, and how it counts; in few statements."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import NotAllowed, acting
from practice.core.clock import now
from sessions.progress.radar.drawn import drawn, stretches
from sessions.progress.radar.models import RadarRun, RadarSnapshot
from sessions.progress.radar.queries import counted
from sessions.progress.radar.rules import DEFAULTS, LIMITS, Level, Signal
from sessions.progress.radar.services import back_to_defaults, change_settings
from tests.cast import House, sign_in
from tests.radar import put_snapshot
from tests.sessions.progress.radar.telling import Teller

pytestmark = pytest.mark.django_db


@pytest.fixture
def practitioner(linden: House) -> Browser:
    return sign_in("practitioner@linden.example")


@pytest.fixture
def owner(linden: House) -> Browser:
    return sign_in("owner@linden.example")


def words_of(answer: Any) -> str:
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def read(browser: Browser, name: str, *args: Any, query: str = "") -> str:
    answer = browser.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return words_of(answer)


def put(house: House) -> Any:
    def kept(model: Any, **fields: Any) -> Any:
        with acting(house.boss):
            row = model(practice=house.practice, **fields)
            row.save(force_insert=True)
        return row

    return kept


def active(house: House, name: str, **fields: Any) -> Client:
    with acting(house.boss) as boss:
        client = create_client(actor=boss, data=ClientData(given_name=name, **fields))
        return set_client_state(actor=boss, client=client, state=ClientState.ACTIVE)


def came_back(teller: Teller) -> None:
    work = teller.work(released_on=teller.ago(20))
    for days, number in ((90, 7), (40, 4), (2, 7)):
        teller.answer(work, days, number)


def test_the_list_says_why_and_what_to_do_act_first(teller: Teller, practitioner: Browser) -> None:
    came_back(teller)
    teller.judge()
    day = teller.ago(0)
    watched, quiet = active(teller.house, "Wanda"), active(teller.house, "Una")
    put_snapshot(put(teller.house), watched, day, Level.WATCH, points=3)
    put_snapshot(put(teller.house), quiet, day)
    page = read(practitioner, "radar")
    assert page.index("Nora Ng") < page.index("Wanda") < page.index("Una")
    assert "For 20 days nothing has integrated what let go; you give it 7." in page
    assert "Pain is at 7. It began at 7 and had fallen to 4 (of 10)." in page
    assert "Give an integrate item" in page
    assert "%" not in page
    assert page.index("Wanda") < page.index("They did not say lately how they are")
    assert "Una" not in read(practitioner, "radar", query="?level=watch")
    assert "Wanda" not in read(practitioner, "radar", query="?level=unknown")
    steady = read(practitioner, "radar", query="?level=steady")
    assert "Nobody is at this level." in steady


def test_of_many_it_counts_no_further(
    teller: Teller, practitioner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sessions.progress.radar.queries.COUNTED", 2)
    monkeypatch.setattr("sessions.progress.radar.views.COUNTED", 2)
    levels = (*[Level.ACT] * 4, *[Level.WATCH] * 2)
    for n, level in enumerate(levels):
        client = active(teller.house, f"Client {n}")
        put_snapshot(put(teller.house), client, teller.ago(0), level, points=6)
    page = read(practitioner, "radar")
    for words in ("Warnings 4+", "Act 2+", "Watch 2 ", "Steady 0"):
        assert words in page
    with acting(teller.house.boss) as boss:
        assert counted(boss) == {"act": 3, "watch": 2}


def test_pain_that_was_back_when_last_heard_of_is_said(
    teller: Teller, practitioner: Browser
) -> None:
    work = teller.work()
    for days, number in ((90, 7), (60, 4), (29, 7)):
        teller.answer(work, days, number)
    teller.judge()
    page = read(practitioner, "radar")
    assert page.index("They did not say lately how they are") < page.index("Pain was back at 7")


def test_the_list_of_clients_leads_there_whoever_may_read_it(linden: House) -> None:
    there = f'href="{reverse("radar")}"'
    for who, leads in (("practitioner", True), ("trainee", True), ("assistant", False)):
        page = sign_in(f"{who}@linden.example").get(reverse("client_list")).content.decode()
        assert (there in page) == leads, who


def test_mine_are_those_i_work_with(teller: Teller, practitioner: Browser, owner: Browser) -> None:
    other = active(teller.house, "Olga", assigned_to_id=teller.house.owner.pk)
    for client in (teller.client, other):
        put_snapshot(put(teller.house), client, teller.ago(0), Level.WATCH, points=3)
    mine = read(practitioner, "radar", query="?whose=mine")
    assert ("Nora Ng" in mine, "Olga" in mine) == (True, False)
    theirs = read(owner, "radar", query="?whose=mine")
    assert ("Nora Ng" in theirs, "Olga" in theirs) == (False, True)


def test_a_trainee_reads_their_own_and_an_assistant_none(teller: Teller) -> None:
    put_snapshot(put(teller.house), teller.client, teller.ago(0), Level.WATCH, points=3)
    trainee, assistant = sign_in("trainee@linden.example"), sign_in("assistant@linden.example")
    assert "Nora Ng" not in read(trainee, "radar")
    there = reverse("client_radar", args=[teller.client.pk])
    assert (trainee.get(there).status_code, assistant.get(there).status_code) == (404, 403)
    assert assistant.get(reverse("radar")).status_code == 403
    assert sign_in("nora@clients.example").get(there).status_code == 403


def test_a_long_list_goes_on_where_it_ended(teller: Teller, practitioner: Browser) -> None:
    names = [f"Client {n:02}x" for n in range(35)]
    for n, name in enumerate(names):
        client = active(teller.house, name)
        put_snapshot(put(teller.house), client, teller.ago(0), Level.ACT, points=6 + n % 3)
    answer = practitioner.get(reverse("radar"))
    body = answer.content.decode()
    first = {name for name in names if name in body}
    following = re.search(r'rel="next" href="([^"]+)"', body)
    assert following is not None
    second = practitioner.get(reverse("radar") + unescape(following[1])).content.decode()
    rest = {name for name in names if name in second}
    assert (len(first), len(rest), first | rest) == (30, 5, set(names))
    for nonsense in ("x", "act|1|2", "act|9999999999|" + str(teller.client.pk), "|||"):
        assert practitioner.get(reverse("radar"), {"after": nonsense}).status_code == 404


def test_a_clients_page_says_what_speaks_what_does_not_and_what_nobody_knows(
    teller: Teller, practitioner: Browser
) -> None:
    came_back(teller)
    teller.judge(1)
    teller.judge()
    page = read(practitioner, "client_radar", teller.client.pk)
    assert "6 points in all" in page
    speaks, silent = page.index("What speaks"), page.index("What does not speak")
    unknown = page.index("What nobody knows")
    assert speaks < page.index("Pain is back near where it began") < silent
    assert unknown < page.index("Nothing was said of how clearly a place is felt.")
    assert unknown < page.index("No home program runs.")
    for signal in Signal:
        assert signal.label in page
    assert "at this level since" in page


def test_looked_at_again_it_is_judged_at_once(teller: Teller, practitioner: Browser) -> None:
    there = reverse("client_radar", args=[teller.client.pk])
    assert "Not judged yet" in read(practitioner, "client_radar", teller.client.pk)
    came_back(teller)
    answer = practitioner.post(there, follow=True)
    assert "Looked at again" in words_of(answer)
    assert "6 points in all" in words_of(answer)


def test_who_is_not_judged_is_not_looked_at(teller: Teller, practitioner: Browser) -> None:
    there = reverse("client_radar", args=[teller.client.pk])
    for state in (ClientState.ENQUIRY, ClientState.ARCHIVED):
        with acting(teller.house.boss) as boss:
            set_client_state(actor=boss, client=teller.client, state=state)
        assert "Look again now" not in read(practitioner, "client_radar", teller.client.pk)
        practitioner.post(there, follow=True)
        with acting(teller.house.boss) as boss:
            assert not RadarSnapshot.objects.visible_to(boss).exists()


def test_reasons_in_a_shape_that_nobody_knows_are_said_to_be(
    teller: Teller, practitioner: Browser
) -> None:
    put_snapshot(
        put(teller.house), teller.client, teller.ago(0), Level.ACT, points=6, reasons=[{"x": 1}]
    )
    assert "Its reasons cannot be read." in read(practitioner, "client_radar", teller.client.pk)
    assert "Its reasons cannot be read." in read(practitioner, "radar")


def day(n: int, level: Level, points: int = 0) -> Any:
    return (first_day + timedelta(days=n), level.value, points, "")


first_day = date(2026, 11, 1)


def test_a_day_that_was_not_judged_is_a_gap() -> None:
    """Two days steady, none on the third, watch on the fourth, unknown, watch again."""
    days = [
        day(0, Level.STEADY),
        day(1, Level.STEADY),
        day(3, Level.WATCH, 3),
        day(4, Level.ACT, 6),
        day(5, Level.UNKNOWN),
        day(6, Level.WATCH, 3),
    ]
    drawing = drawn(days, first_day, first_day + timedelta(days=6))
    assert [line.count("M") for line in drawing.lines] == [1, 1, 1]
    assert [line.count("V") for line in drawing.lines] == [0, 1, 0]
    assert len(drawing.unknown) == 1
    assert [(one.first.day, one.last.day) for one in stretches(days)][:2] == [(1, 2), (4, 4)]


def test_the_picture_and_the_table_say_the_same(teller: Teller, practitioner: Browser) -> None:
    for days, level, points in ((9, Level.STEADY, 0), (8, Level.STEADY, 0), (3, Level.WATCH, 3)):
        put_snapshot(
            put(teller.house),
            teller.client,
            teller.ago(days),
            level,
            points=points,
            is_newest=days == 3,
        )
    answer = practitioner.get(reverse("client_radar", args=[teller.client.pk]))
    body = answer.content.decode()
    assert body.count('class="line"') == 2
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th><td>([^<]+)</td><td>([^<]+)</td>', body)
    assert [(level, points) for _days, level, points in rows] == [("Watch", "3"), ("Steady", "0")]
    assert "–" in rows[1][0]


def values(**other: Any) -> dict[str, Any]:
    return {name: getattr(DEFAULTS, name) for name in LIMITS} | other


def test_other_points_change_the_verdict(teller: Teller, owner: Browser) -> None:
    came_back(teller)
    assert teller.judge().level == Level.ACT
    there = reverse("radar_settings")
    assert owner.post(there, values(pain=1, release=1)).status_code == 302
    shot = teller.judge()
    assert (shot.level, shot.points, shot.settings_version) == (Level.STEADY, 2, 1)
    page = read(owner, "radar_settings")
    assert "your own" in page
    assert "Back to the usual" in page
    assert owner.post(there, {"defaults": "1"}).status_code == 302
    shot = teller.judge()
    assert (shot.level, shot.points, shot.settings_version) == (Level.ACT, 6, 2)
    assert "Back to the usual" not in read(owner, "radar_settings")


def test_a_change_lets_todays_run_begin_anew(teller: Teller, owner: Browser) -> None:
    told = {"total": 1, "done": 1, "after": teller.client.pk, "began_at": now(), "ended_at": now()}
    put(teller.house)(RadarRun, day=teller.ago(0), **told)
    assert "1 client, done at" in read(owner, "radar")
    assert owner.post(reverse("radar_settings"), values(pain=4)).status_code == 302
    with acting(teller.house.boss) as boss:
        begun = RadarRun.objects.visible_to(boss).get()
    assert (begun.ended_at, begun.done, begun.after) == (None, 0, None)
    assert "0 of 1 so far" in read(owner, "radar")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("pain", "11", "less than or equal to 10"),
        ("habit", "1", "less than or equal to 0"),
        ("practice_days", "six", "whole number"),
        ("fresh_days", "", "required"),
        ("act_from", "3", "To act has to begin above to watch."),
    ],
)
def test_bad_input_is_said_beside_its_field(
    linden: House, owner: Browser, name: str, value: str, words: str
) -> None:
    answer = owner.post(reverse("radar_settings"), values(**{name: value}))
    assert answer.status_code == 422
    body = unescape(answer.content.decode())
    beside = re.search(rf'<div id="id_{name}_error">.*?</div>', body, re.DOTALL)
    assert beside is not None
    assert words in beside[0]
    assert "your own" not in read(owner, "radar_settings")


def test_everybody_sees_how_it_counts_and_the_owner_alone_changes_it(linden: House) -> None:
    trainee = sign_in("trainee@linden.example")
    page = read(trainee, "radar_settings")
    assert "Points: Pain is back near where it began 3" in page
    assert "Save how it counts" not in page
    assert trainee.post(reverse("radar_settings"), values(pain=5)).status_code == 403
    for member in (linden.practitioner, linden.trainee, linden.assistant):
        with pytest.raises(NotAllowed), acting(linden.actor(member)) as actor:
            change_settings(actor=actor, values=values(pain=5))
        with pytest.raises(NotAllowed), acting(linden.actor(member)) as actor:
            back_to_defaults(actor=actor)
    assert "your own" not in read(trainee, "radar_settings")


def statements(browser: Browser, there: str) -> int:
    browser.get(there)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(there).status_code == 200
    return len([q for q in seen if "SAVEPOINT" not in q["sql"]])


def test_pages_take_few_statements_however_many_there_are(
    teller: Teller, practitioner: Browser
) -> None:
    pages = [reverse("radar"), reverse("client_radar", args=[teller.client.pk])]
    pages += [reverse("radar_calibration"), reverse("radar_settings")]
    came_back(teller)
    teller.judge()
    few = [statements(practitioner, there) for there in pages]
    for n in range(12):
        client = active(teller.house, f"Client {n}")
        level = list(Level)[n % 4]
        for days in (40, 2):
            put_snapshot(put(teller.house), client, teller.ago(days), level, is_newest=days == 2)
        put_snapshot(put(teller.house), teller.client, teller.ago(n + 1), level, is_newest=False)
    assert [statements(practitioner, there) for there in pages] == few
    assert max(few) <= 8
