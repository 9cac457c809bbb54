"""The senders' lock is held in a transaction: one that does nothing any more is ended."""

import psycopg
import pytest
from django.db import connection

from practice.config import settings as configured
from tests.conftest import admin_connection


@pytest.mark.parametrize(("role", "limit"), [("worker", "1min"), ("web", "0")])
def test_a_worker_that_is_stuck_in_a_transaction_is_ended(
    db: None, monkeypatch: pytest.MonkeyPatch, role: str, limit: str
) -> None:
    monkeypatch.setattr(configured, "SUPPLE_ROLE", role)
    options = configured._database()["OPTIONS"]["options"]
    with admin_connection(str(connection.settings_dict["NAME"])) as admin:
        where = admin.info.dsn
        password = admin.info.password
    with psycopg.connect(where, password=password, options=options) as asked:
        found = asked.execute("SHOW idle_in_transaction_session_timeout").fetchone()
    assert found == (limit,)
