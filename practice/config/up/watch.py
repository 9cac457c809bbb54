"""Tells the terminal when a part stops, and never lets one stay down."""

import time
from pathlib import Path
from xmlrpc.client import Error as XMLRPCError

from practice.config.up import CannotStart, say
from practice.config.up.supervisor import Supervisor

LOOK_EVERY_SECONDS = 1.0
# supervisord gives a part up after ten quick failures; after this long it is tried anew.
TRY_ANEW_SECONDS = 30.0
RUNNING, FATAL = "RUNNING", "FATAL"


class Watch:
    """What was last seen of each part."""

    def __init__(self, supervisor: Supervisor, logs: Path) -> None:
        self.supervisor = supervisor
        self.logs = logs
        self.running: dict[str, int] = {}
        self.failed_at: dict[str, float] = {}

    def forever(self) -> None:
        """Look again and again, until interrupted or supervisord is gone."""
        while True:
            self.look()
            self._try_anew()
            time.sleep(LOOK_EVERY_SECONDS)

    def look(self) -> None:
        """Compare with the last look and say what changed; CannotStart if supervisord is gone."""
        try:
            states = self.supervisor.states()
        except (OSError, XMLRPCError) as error:
            if self.supervisor.is_alive():
                return
            raise CannotStart(f"supervisord ended; see {self.logs / 'supervisord.log'}") from error
        for name, state in states.items():
            before = self.running.get(name)
            if state["statename"] == RUNNING and state["pid"] != before:
                if before is not None or name in self.failed_at:
                    say(f"{name} runs again.")
                self.running[name] = state["pid"]
                self.failed_at.pop(name, None)
            elif state["statename"] != RUNNING and before and before > 0:
                say(f"{name} stopped and is started again. Its log: {self.logs / name}.log")
                self.running[name] = -1
            if state["statename"] == FATAL and name not in self.failed_at:
                say(f"{name} does not start. Its log: {self.logs / name}.log")
                self.failed_at[name] = time.monotonic()

    def given_up(self) -> list[str]:
        """Return the parts that failed again and again."""
        return list(self.failed_at)

    def _try_anew(self) -> None:
        for name, since in self.failed_at.items():
            if time.monotonic() - since > TRY_ANEW_SECONDS:
                self.failed_at[name] = time.monotonic()
                try:
                    self.supervisor.begin(name)
                except (OSError, XMLRPCError):
                    continue
