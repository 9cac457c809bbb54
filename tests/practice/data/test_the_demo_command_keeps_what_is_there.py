"""manage.py demo: builds once, keeps what it built, and leaves every other database alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from practice.core.models import User
from practice.data.demo.build import Login
from practice.management.commands import demo as command
from practice.team.queries import installation
from practice.team.services import found_practice
from tests.practice.outbox.live import database_role, found_house

REFUSED = 3


def _build_small(logins: dict[str, Login]) -> None:
    """The command's own part is tested here: one practice with everybody's login is enough."""
    first, *others = logins.values()
    found_practice(
        name="Linden Somatics",
        timezone="America/Denver",
        owner_email=first["email"],
        owner_name="Olive Marchetti",
        password=first["password"],
        is_demo=True,
    )
    for login in others:
        User.objects.create_user(email=login["email"], password=login["password"], name="One")


@pytest.fixture
def home(
    transactional_db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Where demo.json goes; the worker's role, and a demo that is quickly built."""
    settings.SUPPLE_HOME = tmp_path
    monkeypatch.setattr(command, "build_demo", _build_small)
    with database_role("worker"):
        yield tmp_path


def _told(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / "demo.json").read_text(encoding="utf-8"))
    return found


def _works(login: dict[str, str]) -> bool:
    return User.objects.get(email=login["email"]).check_password(login["password"])


def test_it_writes_every_login_for_its_owner_only(home: Path) -> None:
    call_command("demo")
    told = _told(home)
    assert set(told) == {
        "base_url",
        "owner",
        "practitioner",
        "trainee",
        "assistant",
        "client",
        "guardian",
        "other_practitioner",
        "other_client",
    }
    assert told["client"]["email"] == "samuel.oduya-brandt@demo.example"
    assert told["other_client"]["email"] == "greta.nyholm@harbour-demo.example"
    assert (home / "demo.json").stat().st_mode & 0o777 == 0o600
    assert installation().demos == 1


def test_a_second_start_keeps_the_demo_and_its_passwords(home: Path) -> None:
    call_command("demo")
    before, hashes = _told(home), _hashes()
    call_command("demo")
    assert _told(home) == before
    assert _hashes() == hashes
    assert installation().demos == 1


def test_lost_logins_are_written_anew_and_work(home: Path) -> None:
    call_command("demo")
    before = _told(home)
    (home / "demo.json").unlink()
    call_command("demo")
    after = _told(home)
    assert after["owner"]["password"] != before["owner"]["password"]
    assert all(_works(login) for name, login in after.items() if name != "base_url")
    assert installation().demos == 1


def test_a_database_with_another_practice_is_refused(home: Path) -> None:
    found_house("Mill Somatics", "America/Denver", "mill.example")
    users, hashes = User.objects.count(), _hashes()
    with pytest.raises(CommandError) as refusal:
        call_command("demo")
    assert refusal.value.returncode == REFUSED
    assert not (home / "demo.json").exists()
    assert (User.objects.count(), _hashes()) == (users, hashes)
    assert (installation().demos, installation().others) == (0, 1)


def _hashes() -> list[str]:
    return list(User.objects.order_by("email").values_list("password", flat=True))
