"""The bench's own database server and its databases: seeded once, measured on copies."""

import hashlib
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic, time

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from practice.config.bench.accounts import LIBRARIAN, LOGINS, OWNER, SMALL_PRACTICES
from practice.config.embedded import roles
from practice.config.embedded.env import EnvFile, open_home
from practice.config.embedded.postgres import FOLDER, Cluster, cluster_folder
from practice.config.embedded.run import end, start
from practice.config.up import prepare, say

BASE = "bench_people"
SIZES = (1_000, 100_000)
SMALL_CLIENTS = 20
# Today and the week at home look at the last days: what was seeded long ago has none.
GOOD_FOR = 7 * 24 * 3600.0
SEED = Path(__file__).with_name("seed.sql")
GROUP = "SELECT id FROM clients_musclegroup m WHERE m.practice_id = p.id ORDER BY position LIMIT 1"
MOVEMENTS = "SELECT array_agg(id) FROM care_sessions_movement m WHERE m.practice_id = p.id"
PRACTICES = f"""
CREATE TEMP TABLE seed_practice AS
SELECT p.id AS practice_id, m.id AS member_id,
       CASE WHEN u.email = %(owner)s THEN %(clients)s ELSE {SMALL_CLIENTS} END::int AS clients,
       ({GROUP}) AS group_id, ({MOVEMENTS}) AS movements, %(clients)s / 5 AS history,
       CASE WHEN u.email = %(owner)s THEN %(logins)s::uuid[] ELSE '{{}}' END AS logins,
       u.email = %(librarian)s AS has_library
FROM practice_practice p JOIN practice_membership m ON m.practice_id = p.id
     JOIN practice_user u ON u.id = m.user_id
"""  # noqa: S608 - our own constants
UNPROTECTED = """
DO $$ DECLARE each text; BEGIN
FOR each IN SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity LOOP
    EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', each);
    EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', each);
END LOOP;
FOR each IN SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'row_history' LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER row_history', each);
END LOOP;
END $$
"""


@dataclass(frozen=True)
class Databases:
    """A running server, and the environment in which a program finds a database of it."""

    home: Path
    url: str
    secrets: dict[str, str]
    outside: dict[str, str]

    def environment(self, database: str, role: str = "") -> dict[str, str]:
        """Everything that manage.py and the web need to work on one database."""
        return {
            **{k: v for k, v in self.outside.items() if not k.startswith("SUPPLE_")},
            **self.secrets,
            "DJANGO_SETTINGS_MODULE": "practice.config.bench.settings",
            "SUPPLE_HOME": str(self.home),
            "SUPPLE_BASE_URL": "http://127.0.0.1:8000",
            "DATABASE_URL": self._url(database),
            **({"SUPPLE_ROLE": role} if role else {}),
        }

    def seed(self, fresh: bool) -> None:
        """Make the databases of both sizes, unless they are there and still good."""
        base = Base(BASE, SMALL_PRACTICES, mark_of(SEED))
        for size in SIZES:
            filling = partial(fill, clients=size)
            self.make(f"bench_{size}", f"{size:,} clients", base, filling, fresh=fresh)

    def make(
        self,
        name: str,
        what: str,
        base: "Base",
        filling: Callable[[psycopg.Connection], None],
        *,
        fresh: bool,
    ) -> None:
        """Fill a copy of a base with something, unless that is there and still good."""
        if not fresh and self._is_good(name, base.mark):
            return
        if not self._is_good(base.name, base.mark):
            self._make_people(base)
        began = monotonic()
        say(f"Seeding {what} …")
        self._copy(base.name, name)
        with psycopg.connect(self._url(name)) as connection:
            filling(connection)
        with psycopg.connect(self._url(name), autocommit=True) as connection:
            connection.execute("VACUUM (FREEZE, ANALYZE)")
        self._sign(name, base.mark)
        say(f"… in {monotonic() - began:.0f} s.")

    def connect(self, database: str) -> psycopg.Connection:
        """The administrator, in one database."""
        return psycopg.connect(self._url(database), autocommit=True)

    @contextmanager
    def copy(self, name: str, *, protected: bool = True) -> Iterator[str]:
        """A copy to measure on, gone afterwards: what was seeded stays as it is."""
        copy = f"{name}_run" if protected else f"{name}_bare"
        self._copy(name, copy)
        try:
            if not protected:
                with psycopg.connect(self._url(copy), autocommit=True) as connection:
                    connection.execute(UNPROTECTED)
            yield copy
        finally:
            self._drop(copy)

    def _url(self, database: str) -> str:
        return self.url.replace("/supple?", f"/{database}?")

    def _make_people(self, base: "Base") -> None:
        say(f"Founding {base.practices + 1:,} practices …")
        self._drop(base.name)
        roles.bootstrap(self._url(base.name), self.secrets)
        log = self.home / "log" / "prepare.log"
        people = ("bench_people", f"--practices={base.practices}")
        for command in (("migrate",), ("createcachetable",), people):
            prepare.manage(self.environment(base.name), log, *command, "--verbosity", "0")
        self._sign(base.name, base.mark)

    def _is_good(self, name: str, mark: str) -> bool:
        asked = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        with self._admin() as connection:
            row = connection.execute(asked, [name]).fetchone()
        kept, _space, since = (row[0] if row and row[0] else "").partition(" ")
        return kept == mark and time() - float(since) < GOOD_FOR

    def _sign(self, name: str, mark: str) -> None:
        """Only a database that was filled to its end says what it was made from, and when."""
        words = sql.Literal(f"{mark} {time():.0f}")
        with self._admin() as connection:
            connection.execute(
                sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), words)
            )

    def _copy(self, name: str, copy: str) -> None:
        self._drop(copy)
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        with self._admin() as connection:
            connection.execute(statement.format(sql.Identifier(copy), sql.Identifier(name)))

    def _drop(self, name: str) -> None:
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with self._admin() as connection:
            connection.execute(statement.format(sql.Identifier(name)))

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(make_conninfo(self.url, dbname="postgres"), autocommit=True)


@dataclass(frozen=True)
class Base:
    """A database of practices without clients, so many beside the measured one."""

    name: str
    practices: int
    mark: str


@contextmanager
def open_databases(folder: Path, outside: dict[str, str]) -> Iterator[Databases]:
    """Start the bench's PostgreSQL, as bin/up's is set up; it ends with the block."""
    home = open_home(folder)
    env = EnvFile.load(home / "env")
    env.ensure_secrets()
    data = cluster_folder(home, env.kept.get(FOLDER, ""))
    if data.parent != home:
        env.kept[FOLDER] = str(data)
    env.save()
    cluster = Cluster(home, data, env.kept["SUPPLE_ADMIN_PASSWORD"])
    cluster.prepare()
    cluster.stop_leftover()
    uid = cluster.user.uid if cluster.user else None
    gid = cluster.user.gid if cluster.user else None
    server = start(cluster.command(), home, "postgres", uid, gid)
    try:
        cluster.wait_until_ready()
        yield Databases(home, cluster.url, env.kept, outside)
    finally:
        end(server, signal.SIGINT)


def fill(connection: psycopg.Connection, clients: int) -> None:
    """Fill the measured practice with so many clients, and the others with a few.

    As the administrator, with triggers and keys asleep: nothing of it is history.
    """
    asked = "SELECT array_agg(id ORDER BY email) FROM practice_user WHERE email = ANY(%s)"
    row = connection.execute(asked, [LOGINS]).fetchone()
    connection.execute("SET session_replication_role = replica")
    connection.execute("SET synchronous_commit = off")
    with psycopg.ClientCursor(connection) as cursor:
        values = {"owner": OWNER, "clients": clients, "logins": row[0] if row else []}
        values["librarian"] = LIBRARIAN
        cursor.execute(PRACTICES, values)
    connection.execute(SEED.read_text(encoding="utf-8"))


def mark_of(seed: Path) -> str:
    """What a seeded database depends on, in one word."""
    sources = [p for room in prepare.ROOMS for p in (prepare.ROOT / room).rglob("migrations/*.py")]
    protection = prepare.ROOT / "practice" / "core" / "protection.py"
    own = [seed, Path(__file__).with_name("people.py")]
    whole = prepare.fingerprint([*sources, protection, *own])
    return hashlib.sha256(whole.encode()).hexdigest()[:16]
