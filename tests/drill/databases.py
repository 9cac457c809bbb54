"""A database of a part's own, made from the migrated template."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.conftest import TEMPLATE, admin_connection


@contextmanager
def own_database(name: str) -> Iterator[dict[str, str]]:
    """Copy the template and point Django here at it; yields what a process beside us needs."""
    name = f"supple_drill_{name}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER supple_owner")
    with admin_connection() as admin:
        admin.execute(drop)
        admin.execute(copy.format(sql.Identifier(name), sql.Identifier(TEMPLATE)))
    before = str(connections["default"].settings_dict["NAME"])
    _point_at(name)
    try:
        url = make_conninfo(os.environ["DATABASE_URL"], dbname=name)
        yield dict(os.environ) | {"DATABASE_URL": url}
    finally:
        _point_at(before)
        with admin_connection() as admin:
            admin.execute(drop)


def _point_at(name: str) -> None:
    default: Any = connections["default"]
    default.close()
    default.close_pool()
    settings.DATABASES["default"]["NAME"] = name
    default.settings_dict["NAME"] = name
