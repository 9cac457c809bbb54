"""SUPPLE_HOME: private, and an env file that keeps what a person wrote."""

import os
import stat
from pathlib import Path

import pytest

from practice.config.embedded import postgres
from practice.config.embedded.env import RULE, SECRETS, EnvFile, HomeNotOurs, open_home
from practice.config.embedded.sockets import LONGEST_PATH, fits, socket_folder
from practice.config.up.installation import open_installation
from practice.config.up.lock import hold, note


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "BROKER_URL", "EMAIL_URL"):
        monkeypatch.delenv(name, raising=False)
    # Root would make its cluster outside; where it lies is not what these tests ask.
    monkeypatch.setattr(postgres, "cluster_folder", lambda home, _recorded: home / "postgres")
    return tmp_path / "home"


def test_home_and_env_are_closed_to_others(home: Path) -> None:
    open_installation(home)
    assert mode(home) == 0o700
    assert mode(home / "env") == 0o600


def test_keys_are_made_once_and_kept(home: Path) -> None:
    first = dict(open_installation(home).env.kept)
    again = open_installation(home).env.kept
    assert again == first
    assert all(len(again[name]) >= 50 for name in SECRETS)
    assert len(set(again.values())) == len(again)


def test_what_a_person_wrote_stays_and_wins(home: Path) -> None:
    open_installation(home)
    path = home / "env"
    path.write_text("EMAIL_URL='smtp+tls://u:p$w@mail.example.org:587'\n" + path.read_text())
    place = open_installation(home)
    assert place.mail_port is None
    assert path.read_text().count("EMAIL_URL=") == 1
    assert EnvFile.load(path).kept["EMAIL_URL"] == "smtp+tls://u:p$w@mail.example.org:587"


def test_an_address_from_the_shell_holds_for_one_start(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://admin:x@db.example.org/supple")
    assert open_installation(home).cluster is None
    assert "DATABASE_URL=postgresql://admin:x@db.example.org/supple" in (home / "env").read_text()
    monkeypatch.delenv("DATABASE_URL")
    place = open_installation(home)
    assert place.cluster is not None
    below = (home / "env").read_text().partition(RULE)[2]
    assert f"DATABASE_URL={place.cluster.url}" in below


def test_a_home_of_somebody_else_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(HomeNotOurs, match="another user"):
        open_home(home)


def test_a_deep_home_gets_a_short_private_socket_folder(tmp_path: Path) -> None:
    deep = tmp_path / ("very-deep-" * 12)
    folder = socket_folder(deep)
    try:
        assert fits(folder)
        assert len(str(folder)) < LONGEST_PATH
        assert mode(folder) == 0o700
        assert socket_folder(deep) == folder
    finally:
        folder.rmdir()


def test_a_home_whose_name_would_need_quoting_keeps_its_sockets_elsewhere(tmp_path: Path) -> None:
    assert not fits(tmp_path / "my practice")


def test_a_second_start_says_who_runs(home: Path) -> None:
    run = open_home(home) / "run"
    with hold(run) as held:
        note(held, "http://127.0.0.1:8000")
        with pytest.raises(Exception, match=rf"http://127.0.0.1:8000 \(process {os.getpid()}\)"):
            hold(run)
    hold(run).close()
