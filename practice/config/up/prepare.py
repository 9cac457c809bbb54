"""What has to be true before the web starts: tables and static files as this code expects them."""

import hashlib
import subprocess
import sys
from pathlib import Path

import psycopg

from practice.config.up import CannotStart, say

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("practice", "clients", "sessions")
NOT_EMPTY = 3
# The API answers JSON only; the style of its browsable pages is most of what there is to compress.
UNUSED_STATIC = ("--ignore", "rest_framework")


def manage(environment: dict[str, str], log: Path, *arguments: str) -> str:
    """Run a management command and return what it printed; CannotStart if it fails."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    with log.open("a", encoding="utf-8") as out:
        out.write(f"$ manage.py {' '.join(arguments)}\n{done.stderr}\n")
    if done.returncode == NOT_EMPTY:
        raise CannotStart(done.stderr.strip())
    if done.returncode:
        tail = "\n".join(done.stderr.strip().splitlines()[-12:])
        raise CannotStart(f"manage.py {arguments[0]} failed; see {log}.\n{tail}")
    return done.stdout.rstrip()


def migrate(environment: dict[str, str], home: Path) -> None:
    """Bring the tables to this code's state, unless they are known to be there."""
    record = home / "run" / "migrated"
    sources = [path for room in ROOMS for path in (ROOT / room).rglob("migrations/*.py")]
    code = fingerprint([ROOT / "requirements.lock", *sources])
    if _read(record) == code + _applied(environment["DATABASE_URL"]):
        return
    say("Preparing the database …")
    log = home / "log" / "prepare.log"
    manage(environment, log, "migrate", "--noinput", "--verbosity", "1")
    manage(environment, log, "createcachetable")
    _write(record, code + _applied(environment["DATABASE_URL"]))


def collect_static(environment: dict[str, str], home: Path) -> None:
    """Gather the static files, unless they are the same as last time."""
    record = home / "run" / "collected"
    folders = [ROOT / "static", *(f for room in ROOMS for f in (ROOT / room).rglob("static"))]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    settings = ROOT / "practice" / "config" / "settings.py"
    now = fingerprint([ROOT / "requirements.lock", settings, *files])
    target = Path(environment.get("SUPPLE_STATIC_ROOT") or home / "static")
    if _read(record) == now and (target / "staticfiles.json").exists():
        return
    say("Gathering the static files …")
    log = home / "log" / "prepare.log"
    manage(environment, log, "collectstatic", "--noinput", *UNUSED_STATIC)
    _write(record, now)


def fingerprint(paths: list[Path]) -> str:
    """Return one hash over names and contents."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(f"{path}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def holds_a_practice(url: str) -> bool:
    """Say whether somebody has set this Supple up; False if that cannot be seen."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            row = connection.execute("SELECT EXISTS (SELECT 1 FROM practice_practice)").fetchone()
    except psycopg.Error:
        return False
    return row is not None and bool(row[0])


def _applied(url: str) -> str:
    """Fingerprint of the migrations that the database itself says it has."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
            return hashlib.sha256(repr(rows.fetchall()).encode()).hexdigest()
    except psycopg.errors.UndefinedTable:
        return ""


def _read(record: Path) -> str:
    return record.read_text(encoding="ascii") if record.exists() else ""


def _write(record: Path, text: str) -> None:
    record.write_text(text, encoding="ascii")
