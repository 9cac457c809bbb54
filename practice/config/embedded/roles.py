"""The database roles, and what each may do. Safe to run at every start.

- supple_owner owns the tables and migrates; supple_web and supple_worker serve.
- supple_app carries what both of them may do; nobody logs in as it.
- supple_claim sees the outbox across practices; the worker steps into it by SET ROLE.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

LOGINS = ("owner", "web", "worker")
GROUPS = ("supple_app", "supple_claim")

DATABASE_GRANTS = """
GRANT CREATE ON DATABASE {database} TO supple_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO supple_owner;
GRANT USAGE ON SCHEMA public TO supple_app, supple_claim;
ALTER DEFAULT PRIVILEGES FOR ROLE supple_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO supple_app;
ALTER DEFAULT PRIVILEGES FOR ROLE supple_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO supple_app;
"""

MEMBERSHIPS = """
GRANT supple_app TO supple_web WITH INHERIT TRUE;
GRANT supple_app TO supple_worker WITH INHERIT TRUE;
GRANT supple_claim TO supple_worker WITH INHERIT FALSE, SET TRUE;
"""


def bootstrap(url: str, passwords: Mapping[str, str]) -> None:
    """Make roles and database as they should be; `url` is the administrator's.

    `passwords` holds SUPPLE_OWNER_PASSWORD, SUPPLE_WEB_PASSWORD and SUPPLE_WORKER_PASSWORD.
    """
    database = ensure_database(url)
    with psycopg.connect(url, connect_timeout=10) as connection:
        # Two starts against one server must not make the same role at once.
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('supple roles'))")
        _roles(connection, passwords)
        for statement in _statements(DATABASE_GRANTS.format(database="{}")):
            query = sql.SQL(statement)
            connection.execute(query.format(sql.Identifier(database)))


def ensure_database(url: str) -> str:
    """Create the database that the address names if it is missing, and return its name."""
    name = str(conninfo_to_dict(url).get("dbname") or "supple")
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error):
            raise
        maintenance = urlunsplit(urlsplit(url)._replace(path="/postgres"))
        with psycopg.connect(maintenance, autocommit=True, connect_timeout=10) as connection:
            create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
            connection.execute(create.format(sql.Identifier(name)))
    return name


def _roles(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    present = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
    for group in GROUPS:
        if group not in present:
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(group)))
    for login in LOGINS:
        role = f"supple_{login}"
        if role not in present:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        # Hashed here, so that no server log ever sees the password.
        password = passwords[f"SUPPLE_{login.upper()}_PASSWORD"].encode()
        hashed = connection.pgconn.encrypt_password(password, role.encode(), b"scram-sha-256")
        change = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}")
        connection.execute(change.format(sql.Identifier(role), sql.Literal(hashed.decode())))
    # An administrator who is no superuser must be a member to set the owner's defaults.
    asked = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
    row = connection.execute(asked).fetchone()
    if row is not None and not row[0]:
        connection.execute("GRANT supple_owner TO CURRENT_USER")
    for statement in _statements(MEMBERSHIPS):
        connection.execute(sql.SQL(statement))


def _statements(script: str) -> list[str]:
    return [part.strip() for part in script.split(";") if part.strip()]
