"""From the first server to the last one stopped."""

import os
import signal
import time
from dataclasses import dataclass
from http import HTTPStatus

import psycopg

from practice.config.embedded import roles
from practice.config.embedded.postgres import wait_for_database
from practice.config.embedded.sockets import socket_folder
from practice.config.up import CannotStart, health, parts, prepare, say
from practice.config.up.installation import Installation
from practice.config.up.leftovers import end_group
from practice.config.up.supervisor import Supervisor
from practice.config.up.watch import Watch

DATABASE_SECONDS = 60
WEB_SECONDS = 60
ALL_SECONDS = 30


@dataclass(frozen=True)
class Wish:
    """What was asked for at the command line."""

    bind: str
    port: int
    base_url: str
    demo: bool


def serve(place: Installation, wish: Wish) -> None:
    """Start every part and watch them; returns only by an exception, with all parts stopped."""
    environment = {**place.env.as_environment(), "SUPPLE_HOME": str(place.home)}
    environment.pop("SUPPLE_ROLE", None)
    supervisor = Supervisor(place.home / "run", socket_folder(place.home))
    chosen = _chosen(place, wish)
    began, since = time.monotonic(), time.time()
    try:
        _prepare_servers(place)
        parts.write(chosen, place.home / "run")
        supervisor.start(chosen, environment, prepare.ROOT)
        _prepare_database(place, environment)
        prepare.collect_static(environment, place.home)
        # A demo that is already there is only named again: that need not hold up the web.
        kept_demo = wish.demo and (place.home / "demo.json").exists()
        if wish.demo and not kept_demo:
            say(_command(place, environment, "demo"))
        for part in chosen:
            if not part.starts_first:
                supervisor.begin(part.name)
        if kept_demo:
            say(_command(place, environment, "demo"))
        watch = Watch(supervisor, place.home / "log")
        _wait_until_ready(place, wish, watch, since)
        say(f"\nSupple is at {wish.base_url}  (started in {time.monotonic() - began:.1f} s)")
        say("Ctrl-C stops it.")
        if not wish.demo and not prepare.holds_a_practice(environment["DATABASE_URL"]):
            say("\n" + _command(place, environment, "setup_link"))
        watch.forever()
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, signal.SIG_IGN)
        say("\nStopping …")
        supervisor.stop()
        for part in chosen:
            if part.kills_leftovers:
                end_group(place.home / "run" / f"{part.name}.group")
        say("Stopped.")


def _chosen(place: Installation, wish: Wish) -> list[parts.Part]:
    chosen = []
    if place.cluster:
        chosen.append(parts.postgres(place.cluster))
    if place.broker:
        chosen.append(parts.valkey(place.broker))
    if place.mail_port:
        chosen.append(parts.mail(place.mail_port, place.mail_folder))
    return [*chosen, parts.web(wish.bind, wish.port), parts.worker(), parts.beat()]


def _prepare_servers(place: Installation) -> None:
    try:
        if place.cluster:
            if not place.cluster.data.exists():
                say(f"Making a database of its own in {place.cluster.folder} …")
            place.cluster.stop_leftover()
            place.cluster.prepare()
        if place.broker:
            place.broker.prepare()
    except (OSError, RuntimeError) as error:
        raise CannotStart(str(error)) from error
    if place.mail_port:
        say(f"No EMAIL_URL is set: mail is kept in {place.mail_folder}, none is delivered.")


def _prepare_database(place: Installation, environment: dict[str, str]) -> None:
    log = place.home / "log" / "postgres.log"
    where = f"see {log}" if place.cluster else "check DATABASE_URL"
    try:
        wait_for_database(environment["DATABASE_URL"], DATABASE_SECONDS)
        roles.bootstrap(environment["DATABASE_URL"], environment)
        prepare.migrate(environment, place.home)
    except (TimeoutError, psycopg.Error) as error:
        raise CannotStart(f"The database is not usable; {where}.\n{error}") from error


def _command(place: Installation, environment: dict[str, str], name: str) -> str:
    return prepare.manage(environment, place.home / "log" / "prepare.log", name)


def _wait_until_ready(place: Installation, wish: Wish, watch: Watch, since: float) -> None:
    """Return once the web answers; say what else is not well, since pages work without it."""

    def status(path: str) -> tuple[int, str]:
        return health.ask(path, bind=wish.bind, port=wish.port, base_url=wish.base_url)

    def goes_on() -> bool:
        watch.look()
        return not watch.given_up()

    def healthy() -> bool:
        return status("/healthz")[0] == HTTPStatus.OK

    def ready() -> bool:
        return health.is_ready(*status("/readyz"), since)

    if not health.wait_for(healthy, seconds=WEB_SECONDS, goes_on=goes_on):
        failed = watch.given_up() or ["web"]
        logs = ", ".join(str(place.home / "log" / f"{name}.log") for name in failed)
        raise CannotStart(f"Supple did not start: {' and '.join(failed)} failed. See {logs}")
    if not health.wait_for(ready, seconds=ALL_SECONDS, goes_on=goes_on):
        told = status("/readyz")[1]
        say("The pages answer, but not everything is well yet. See /readyz and the logs.")
        say(told if told.startswith("{") else "")
        say(f"The logs are in {place.home / 'log'}{os.sep}")
