"""The roles of the database, and the mail sink."""

import os
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from practice.config.embedded.mail import free_port
from practice.config.embedded.roles import bootstrap

ROOT = Path(__file__).parents[2]


@pytest.fixture
def admin() -> Iterator[psycopg.Connection]:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield connection


def test_no_role_of_ours_passes_row_security(admin: psycopg.Connection) -> None:
    rows = admin.execute(
        "SELECT rolname, rolcanlogin FROM pg_roles WHERE rolname LIKE 'supple_%'"
        " AND NOT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)"
    ).fetchall()
    assert dict(rows) == {
        "supple_owner": True,
        "supple_web": True,
        "supple_worker": True,
        "supple_app": False,
        "supple_claim": False,
    }


def test_only_the_worker_steps_into_the_claim_and_only_on_purpose(
    admin: psycopg.Connection,
) -> None:
    rows = admin.execute(
        "SELECT member::regrole::text, inherit_option, set_option FROM pg_auth_members"
        " WHERE roleid = 'supple_claim'::regrole"
    ).fetchall()
    assert rows == [("supple_worker", False, True)]


def test_a_repeated_bootstrap_changes_nothing() -> None:
    bootstrap(os.environ["DATABASE_URL"], os.environ)
    bootstrap(os.environ["DATABASE_URL"], os.environ)


def test_nobody_enters_without_a_password() -> None:
    address = make_conninfo(os.environ["DATABASE_URL"], user="supple_web", password="guessed")
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(address)


def test_the_web_may_not_change_tables() -> None:
    password = os.environ["SUPPLE_WEB_PASSWORD"]
    address = make_conninfo(os.environ["DATABASE_URL"], user="supple_web", password=password)
    with (
        psycopg.connect(address) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE public.mine (id int)")


def test_the_sink_keeps_each_mail_as_a_private_file(tmp_path: Path) -> None:
    port, folder = free_port(), tmp_path / "mail"
    command = [sys.executable, "-m", "practice.config.embedded.mail", str(port), str(folder)]
    sink = subprocess.Popen(command, cwd=ROOT)
    try:
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = "Prüfung", "a@example.org", "b@example.org"
        mail.set_content("Ten minutes today.")
        with _connected(port) as server:
            server.send_message(mail)
        [kept] = folder.iterdir()
        assert kept.suffix == ".eml"
        assert kept.stat().st_mode & 0o077 == 0
        assert "Ten minutes" in message_from_bytes(kept.read_bytes()).get_payload()
    finally:
        sink.terminate()
        assert sink.wait(10) == 0


def _connected(port: int) -> smtplib.SMTP:
    for _attempt in range(100):
        try:
            return smtplib.SMTP("127.0.0.1", port, timeout=5)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the sink does not answer")
