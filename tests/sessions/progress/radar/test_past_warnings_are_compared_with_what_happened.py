"""A series of verdicts replayed: what was said first, and what then came, with its n."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import acting
from sessions.progress.radar.calibrating import calibration_of
from sessions.progress.radar.queries import in_force
from sessions.progress.radar.rules import (
    DEFAULTS,
    After,
    Fate,
    Level,
    Score,
    Spell,
    Told,
    fate_of,
    first_days,
    told_by_level,
)
from tests.cast import sign_in
from tests.sessions.progress.radar.telling import Teller
from tests.sessions.progress.radar.test_the_pages_of_the_radar import words_of

DAY = date(2026, 9, 1)
TODAY = date(2026, 11, 27)


def on(days: int) -> date:
    return DAY + timedelta(days=days)


def pain(*told: tuple[int, float]) -> After:
    return After(pain=[[Score(on(days), value) for days, value in told]])


WARNED = Spell("nora", Level.WATCH, DAY)


@pytest.mark.parametrize(
    ("after", "fate"),
    [
        (pain((-90, 7), (-40, 4), (10, 7)), Fate.RETURNED),
        (pain((-90, 7), (-40, 4), (28, 6)), Fate.RETURNED),
        (pain((-90, 7), (-40, 4), (29, 7)), Fate.NO_DATA),
        (pain((-90, 7), (-40, 4), (0, 7)), Fate.NO_DATA),
        (pain((-90, 7), (-40, 4), (10, 5)), Fate.HELD),
        (pain((-90, 7), (-40, 6), (10, 7)), Fate.HELD),
        (pain((-90, 7), (3, 4), (10, 7)), Fate.RETURNED),
        (pain((10, 7)), Fate.NO_DATA),
        (After(), Fate.NO_DATA),
        (After(flares=[on(28)]), Fate.RETURNED),
        (After(flares=[on(0), on(29)]), Fate.NO_DATA),
        (After(begun_anew=[on(5)]), Fate.RETURNED),
    ],
)
def test_what_became_of_a_warning(after: After, fate: Fate) -> None:
    assert fate_of(WARNED, after, TODAY, DEFAULTS) is fate


def test_what_was_so_on_the_day_itself_is_no_forecast() -> None:
    back = Spell("nora", Level.ACT, DAY, already=True)
    assert fate_of(back, After(flares=[on(5)]), TODAY, DEFAULTS) is Fate.ALREADY


def test_four_weeks_have_to_be_over() -> None:
    after = After(flares=[on(5)])
    assert fate_of(WARNED, after, on(27), DEFAULTS) is Fate.TOO_EARLY
    assert fate_of(WARNED, after, on(28), DEFAULTS) is Fate.RETURNED


def test_a_warning_that_flickers_counts_once() -> None:
    days = (0, 2, 27, 28, 30)
    spells = [Spell("nora", Level.WATCH, on(n)) for n in days]
    spells += [Spell("nora", Level.ACT, on(1)), Spell("omar", Level.WATCH, on(2))]
    kept = [(one.client, one.level.value, (one.day - DAY).days) for one in first_days(spells)]
    assert kept == [
        ("nora", "watch", 0),
        ("nora", "act", 1),
        ("omar", "watch", 2),
        ("nora", "watch", 28),
    ]


def test_nothing_is_said_of_fewer_than_ten() -> None:
    known = [(Level.WATCH, Fate.RETURNED)] * 3 + [(Level.WATCH, Fate.HELD)] * 6
    more = [(Level.WATCH, Fate.NO_DATA)] * 5
    act, watch, *_rest = told_by_level(known + more)
    assert (watch.known, watch.can_tell, watch.no_data) == (9, False, 5)
    assert act == Told(Level.ACT, 0, 0, 0, 0, 0)
    _act, watch, *_rest = told_by_level([*known, (Level.WATCH, Fate.HELD)])
    assert (watch.returned, watch.known, watch.can_tell) == (3, 10, True)


@pytest.mark.django_db
def test_a_series_is_replayed(teller: Teller) -> None:
    """One warning of a standing release that came true, and one steady client who stayed well.

    Nora: pain fell from seven to three; what let go stood from day 70 on, so that the radar said
    *watch* for the first time 63 days ago. Twelve days later pain was back at seven.
    """
    work = teller.work(200, released_on=teller.ago(70))
    for days, number in ((190, 7), (100, 3), (51, 7), (35, 7), (20, 7)):
        teller.answer(work, days, number)
    with acting(teller.house.boss) as boss:
        other = create_client(actor=boss, data=ClientData(given_name="Stella"))
        set_client_state(actor=boss, client=other, state=ClientState.ACTIVE)
    well = Teller(teller.house, other)
    still = well.work(200)
    for days, number in ((190, 6), (80, 2), (60, 2), (40, 2), (15, 2)):
        well.answer(still, days, number)
    for days in range(66, -1, -3):
        teller.judge(days)
        well.judge(days)
    with acting(teller.house.boss) as boss:
        found = calibration_of(boss, in_force(boss))
    told = {one.level: one for one in found.told}
    assert told[Level.WATCH] == Told(Level.WATCH, 1, 0, 0, 0, 0)
    assert told[Level.ACT] == Told(Level.ACT, 0, 0, 1, 0, 0)
    assert told[Level.STEADY] == Told(Level.STEADY, 0, 1, 0, 0, 0)
    assert found.seen == 4
    page = words_of(sign_in("practitioner@linden.example").get(reverse("radar_calibration")))
    assert "Cannot tell: it is known of 1, and takes 10." in page
    assert "%" not in page


@pytest.mark.django_db
def test_what_was_asked_in_other_words_since_changes_no_earlier_fate(teller: Teller) -> None:
    work = teller.work(200, released_on=teller.ago(70))
    for days, number in ((190, 7), (100, 3), (51, 7)):
        teller.answer(work, days, number)
    teller.answer(work, 10, 3, version="2")
    teller.judge(66)
    teller.judge(63)
    with acting(teller.house.boss) as boss:
        found = calibration_of(boss, in_force(boss))
    assert Told(Level.WATCH, 1, 0, 0, 0, 0) in found.told


@pytest.mark.django_db
def test_without_any_verdict_it_says_so(teller: Teller) -> None:
    browser: Browser = sign_in("practitioner@linden.example")
    page = words_of(browser.get(reverse("radar_calibration")))
    assert "Nothing to look back at yet" in page
