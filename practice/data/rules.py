"""How a copy is written: cells that no spreadsheet runs, and names that every disk takes."""

import re
from typing import Any

# A spreadsheet takes a cell that begins so for a formula (OWASP ASVS 5.0, 1.2.10).
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NO_NAME = re.compile(r"[^\w .()-]+")


def cell(value: Any) -> Any:
    """A value as a table holds it: text that a spreadsheet would run is quoted, numbers stay."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip(" ").startswith(LIVE) else value


def file_name(number: int, name: str) -> str:
    """A name in the archive: numbered, so that two alike stay two, and nothing but a name."""
    plain = _NO_NAME.sub("_", name).strip(" .")
    return f"{number:03d}-{plain or 'file'}"
