"""Logs as JSON lines: a newline in somebody's input never makes a line of its own."""

import json
import logging

CARRIED = ("request_id", "message_id", "practice_id", "status_code")


class JSONFormatter(logging.Formatter):
    """One JSON object a record; of what is passed along, only ids and figures."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record as one line, without the values that were in hand."""
        line: dict[str, str] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        for name in CARRIED:
            if hasattr(record, name):
                line[name] = str(getattr(record, name))
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line)
