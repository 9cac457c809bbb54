"""A database of a part's own, made from the migrated template."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

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
    url = make_conninfo(os.environ["DATABASE_URL"], dbname=name)
    try:
        with django_at(url):
            yield dict(os.environ) | {"DATABASE_URL": url}
    finally:
        with admin_connection() as admin:
            admin.execute(drop)


@contextmanager
def django_at(url: str) -> Iterator[None]:
    """Point Django in this process at another database, as the role that it has."""
    where = conninfo_to_dict(url)
    settings = connections["default"].settings_dict
    before = {key: settings[key] for key in ("NAME", "HOST", "PORT")}
    forget_connections()
    there = {"NAME": where["dbname"], "HOST": where["host"], "PORT": where.get("port", "")}
    settings |= there
    try:
        yield
    finally:
        forget_connections()
        settings |= before


def forget_connections() -> None:
    """Drop every connection, whatever state it is in."""
    default: Any = connections["default"]
    default.close()
    default.close_pool()
