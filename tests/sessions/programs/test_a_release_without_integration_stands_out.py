from datetime import date, timedelta

from sessions.programs.rules import StandingRelease, release_without_integration

RELEASED = date(2026, 2, 25)


def test_it_stands_out_from_the_seventh_day() -> None:
    assert release_without_integration(RELEASED, 0, RELEASED + timedelta(days=6)) is None
    found = release_without_integration(RELEASED, 0, RELEASED + timedelta(days=7))
    assert found == StandingRelease(RELEASED, 7)


def test_an_active_integrate_item_settles_it() -> None:
    assert release_without_integration(RELEASED, 1, RELEASED + timedelta(days=30)) is None


def test_no_release_no_alarm() -> None:
    assert release_without_integration(None, 0, RELEASED) is None


def test_the_days_can_be_chosen() -> None:
    found = release_without_integration(RELEASED, 0, RELEASED + timedelta(days=3), days=3)
    assert found is not None
