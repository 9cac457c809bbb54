"""When something was, as far as somebody remembers: a year, or a year and a month.

Kept as "2019" or "2019-05"; typed as people write it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

EARLIEST = 1900
_KEPT = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/. ]+(\d{1,2}))?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(r"([a-z]{3,9})\.?,? +(\d{4})")


def moment_of(typed: str) -> str | None:
    """What is kept of "2019", "5/2019", "2019-05" or "May 2019"; None for anything else."""
    text = " ".join(typed.casefold().split())
    if found := _YEAR_FIRST.fullmatch(text):
        return _kept(found[1], found[2])
    if found := _MONTH_FIRST.fullmatch(text):
        return _kept(found[2], found[1])
    if (found := _NAMED.fullmatch(text)) and found[1][:3] in _MONTHS:
        return _kept(found[2], str(_MONTHS.index(found[1][:3]) + 1))
    return None


def _kept(year: str, month: str | None) -> str | None:
    moment = year if month is None else f"{year}-{int(month):02}"
    return moment if is_moment(moment) else None


def is_moment(value: object) -> bool:
    """Whether this is a moment as it is kept."""
    found = _KEPT.fullmatch(value) if isinstance(value, str) else None
    return found is not None and int(found[1]) >= EARLIEST


def is_later(moment: str, today: date) -> bool:
    """Whether a kept moment lies in the future; this month and this year do not."""
    return moment > today.isoformat()[: len(moment)]


def moment_words(moment: str) -> str:
    """As people write it: "2019", "5/2019"; "" stays."""
    year, _dash, month = moment.partition("-")
    return f"{int(month)}/{year}" if month else year


def moments_in(part: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The moments in one step's lists, each with its dotted way: ("symptoms.0.since", "2019")."""
    for name, entries in part.items():
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            for key in ("since", "happened"):
                moment = entry.get(key) if isinstance(entry, Mapping) else None
                if isinstance(moment, str) and moment:
                    yield f"{name}.{index}.{key}", moment
