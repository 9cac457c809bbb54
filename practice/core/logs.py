"""Logs as JSON lines: a newline in somebody's input never makes a line of its own."""

import json
import logging
import re
import traceback

from django.core.exceptions import ImproperlyConfigured

# Addresses whose last part is a secret: a reset, a set-up, a link from a mail.
SECRET_PATHS = re.compile(
    r"(/l/[a-z]+/|/set-up/|/accounts/password/reset/key/|/accounts/confirm-email/)[^/\s]+"
)
# Kinds whose words never quote what somebody typed or what a row holds. Only these very kinds.
TELLABLE = frozenset(
    {
        AttributeError,
        BrokenPipeError,
        ConnectionRefusedError,
        ConnectionResetError,
        ImportError,
        ImproperlyConfigured,
        ModuleNotFoundError,
        NameError,
        NotImplementedError,
        RecursionError,
        TimeoutError,
    }
)
CARRIED = ("request_id", "message_id", "practice_id", "status_code")


class JSONFormatter(logging.Formatter):
    """One JSON object a record; of what is passed along, only ids and figures."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record as one line, without the values that were in hand."""
        line: dict[str, str] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": SECRET_PATHS.sub(r"\1…", record.getMessage()),
        }
        for name in CARRIED:
            if hasattr(record, name):
                line[name] = str(getattr(record, name))
        if record.exc_info:
            line["error"] = _where(record.exc_info[1])
        return json.dumps(line)


def _where(error: BaseException | None) -> str:
    """The kind of error and where it happened.

    Most errors' words name values (`Key (email)=(…)`, `invalid literal: '…'`) and are left out.
    """
    chain = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        places = " < ".join(f"{f.filename}:{f.lineno} {f.name}" for f in reversed(frames[-8:]))
        words = f": {error}" if type(error) in TELLABLE else ""
        chain.append(f"{type(error).__name__}{SECRET_PATHS.sub(r'\1…', words)} at {places}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " | from ".join(chain)
