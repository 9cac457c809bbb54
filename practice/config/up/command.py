"""What is typed, and everything that must hold before a part is started."""

import argparse
import os
import signal
from pathlib import Path

from practice.config.embedded.env import HomeNotOurs, open_home
from practice.config.up import CannotStart, address, leftovers, lock, prepare, say
from practice.config.up.installation import Installation, open_installation
from practice.config.up.serve import Wish, serve
from practice.config.up.supervisor import terminate_former

FORMER_SECONDS = 150


def main(arguments: list[str]) -> int:
    """Start Supple and serve until Ctrl-C or SIGTERM; return the exit status."""
    options = _options(arguments)
    os.umask(0o077)
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _interrupt)
    home = Path(os.environ.get("SUPPLE_HOME") or prepare.ROOT / "var").absolute()
    try:
        _run(home, options)
    except CannotStart as reason:
        say(f"\n{reason}")
        return 1
    except KeyboardInterrupt:
        return 0
    return 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/up", description="Start Supple and keep it running.")
    parser.add_argument("--port", type=int, default=8000, help="where the web listens (8000)")
    parser.add_argument("--bind", default="127.0.0.1", help="on which address (127.0.0.1)")
    parser.add_argument("--demo", action="store_true", help="fill an empty database with a demo")
    parser.add_argument(
        "--insecure", action="store_true", help="allow plain http beyond this machine"
    )
    return parser.parse_args(arguments)


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _run(home: Path, options: argparse.Namespace) -> None:
    try:
        home = open_home(home)
    except (HomeNotOurs, OSError) as error:
        raise CannotStart(str(error)) from error
    with lock.hold(home / "run") as held:
        _clear_former(home)
        place = open_installation(home)
        url = _settle_address(place, options)
        lock.note(held, url)
        serve(place, Wish(options.bind, options.port, url, options.demo))


def _settle_address(place: Installation, options: argparse.Namespace) -> str:
    url = address.base_url(
        bind=options.bind,
        port=options.port,
        given=place.env.known("SUPPLE_BASE_URL"),
        insecure=options.insecure,
    )
    address.ensure_port_is_free(options.bind, options.port)
    place.env.written["SUPPLE_BASE_URL"] = url
    if options.insecure:
        place.env.written["SUPPLE_INSECURE"] = "1"
    place.env.save()
    return url


def _clear_former(home: Path) -> None:
    """Deal with what a bin/up that was killed left running: we hold its lock now."""
    pid_file = home / "run" / "supervisord.pid"
    pid = leftovers.supervisor_pid(pid_file)
    if pid is not None:
        say("A former start ended without stopping its parts; stopping them …")
        terminate_former(pid)
        if not leftovers.wait_for_exit(pid_file, FORMER_SECONDS):
            raise CannotStart(f"The former Supple (process {pid}) does not stop; end it by hand.")
    for record in sorted((home / "run").glob("*.group")):
        if record.stem != "postgres" and leftovers.end_group(record, how=signal.SIGTERM):
            say(f"Ended what was left of {record.stem}.")
        record.unlink(missing_ok=True)
