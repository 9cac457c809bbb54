"""Under age is a matter of the birth date, the practice's age, and the client's own day."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from clients.guardians.queries import guarding_of
from clients.guardians.rules import comes_of_age, is_minor
from practice.core.actor import acting
from tests.cast import House
from tests.clients.guardians.cast import child

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(2008, 11, 26), 18, date(2026, 11, 26)),
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 29), 16, date(2024, 2, 29)),
        (date(2009, 1, 1), 21, date(2030, 1, 1)),
    ],
)
def test_the_day_from_which_on_somebody_is_of_age(born: date, age: int, day: date) -> None:
    assert comes_of_age(born, age) == day
    assert is_minor(born, day - timedelta(days=1), age)
    assert not is_minor(born, day, age)


def test_without_a_birth_date_nobody_is_under_age() -> None:
    assert not is_minor(None, date(2026, 11, 26), 18)


@given(born=DAYS, age=st.integers(14, 21))
def test_nobody_is_of_age_before_so_many_birthdays(born: date, age: int) -> None:
    day = comes_of_age(born, age)
    assert day.year - born.year == age
    assert timedelta(0) <= day - date(day.year, born.month, min(born.day, 28)) <= timedelta(days=3)


@pytest.mark.django_db
def test_it_is_the_clients_own_day(linden: House) -> None:
    """At seven in the morning in Berlin it is still the day before in Denver."""
    zones = {"America/Denver": True, "Europe/Berlin": False}
    for zone, expected in zones.items():
        client = child(linden, birth_date=date(2008, 11, 26), timezone=zone)
        with (
            time_machine.travel(datetime(2026, 11, 26, 6, tzinfo=UTC), tick=False),
            acting(linden.boss) as boss,
        ):
            assert guarding_of(boss, client.pk).is_minor is expected


@pytest.mark.django_db
def test_it_is_the_practices_age(linden: House) -> None:
    client = child(linden, birth_date=date(2010, 1, 1))
    day = datetime(2026, 11, 26, 18, tzinfo=UTC)
    with time_machine.travel(day, tick=False), acting(linden.boss) as boss:
        assert guarding_of(boss, client.pk).is_minor
        linden.practice.consent_age = 16
        linden.practice.save(update_fields=["consent_age"])
        assert not guarding_of(boss, client.pk).is_minor
