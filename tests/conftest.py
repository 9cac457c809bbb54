"""One database a test process, made from a migrated template; tests run as the web's role."""

import os
import time
from collections.abc import Iterator
from typing import Any

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql
from psycopg.conninfo import make_conninfo
from whitenoise import WhiteNoise

from practice.core import cache

# Another one for tests on a database that lacks something (tests/drill/guards).
TEMPLATE = os.environ.get("SUPPLE_TEST_TEMPLATE", "supple_template")
# The same draws each time: what turns red has changed. The first draw builds tables of all letters:
# slow on a busy machine, and no fault of the test.
hypothesis.settings.register_profile(
    "supple",
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("supple")
TRIES = 10
cache.SWEEP_ONE_IN = 10**9  # the dice would sweep within some test that counts statements
LONGEST = {"test_access_matrix.py", "test_statements.py", "test_the_main_job.py"}
pytest_plugins = ["tests.cast", "tests.browser"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What walks everything begins: at the end one process would wait minutes for the other."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def admin_connection(dbname: str = "postgres") -> psycopg.Connection[Any]:
    """A connection as the server's administrator, outside every test's transaction."""
    conninfo = make_conninfo(os.environ["DATABASE_URL"], dbname=dbname)
    return psycopg.connect(conninfo, autocommit=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """Copy the migrated template for this process and point Django at the copy."""
    name = f"supple_test_{worker_id}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with admin_connection() as admin:
        admin.execute(drop)
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER supple_owner")
        admin.execute(copy.format(sql.Identifier(name), sql.Identifier(TEMPLATE)))
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
        if hasattr(connections["default"], "close_pool"):
            connections["default"].close_pool()
    with admin_connection() as admin:
        admin.execute(drop)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """This test process's name, with or without xdist."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    return f"{worker}_{os.getpid()}"


def empty_database() -> None:
    """Empty every table as the administrator: the web's role may not truncate."""
    name = str(connections["default"].settings_dict["NAME"])
    with admin_connection(name) as admin:
        rows = admin.execute(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"
        ).fetchall()
        tables = ", ".join(row[0] for row in rows)
        for attempt in range(TRIES):
            try:
                admin.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
            except psycopg.errors.DeadlockDetected:  # with what a closed browser had still asked
                if attempt == TRIES - 1:
                    raise
                time.sleep(0.2)
            else:
                return


@pytest.fixture(autouse=True, scope="session")
def _truncate_as_administrator() -> None:
    def teardown(self: Any) -> None:
        empty_database()

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]


@pytest.fixture(autouse=True, scope="session")
def _passwords_hashed_in_no_time() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def _static_files_as_gathered() -> None:
    """WhiteNoise gives a browser the one sheet, to keep: the imports are forty requests a page."""
    StaticFilesHandler._should_handle = lambda *_path: False  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _static_files_listed_once() -> None:
    """Each test client makes its middleware anew: most of a sign-in was listing these files."""
    listed: dict[tuple[str, str | None], dict[str, Any]] = {}
    list_files = WhiteNoise.add_files

    def add_files(self: WhiteNoise, root: str, prefix: str | None = None) -> None:
        if (root, prefix) not in listed:
            list_files(self, root, prefix)
            listed[root, prefix] = dict(self.files)
        self.files.update(listed[root, prefix])

    WhiteNoise.add_files = add_files


@pytest.fixture(autouse=True)
def _forgotten_joins_are_failures(settings: Any) -> None:
    settings.SUPPLE_FETCH_RAISES = True
