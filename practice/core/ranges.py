"""Answers in parts (RFC 9110, section 14): which bytes of something were asked for.

One range is answered as asked; several, or what cannot be read as bytes, get the whole, which the
standard allows. Written here, since no library that is kept does it for a store of ours.
"""

import re
from typing import NamedTuple

_ONE = re.compile(r"bytes=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE | re.ASCII)
_LONGEST_NUMBER = 18


class Part(NamedTuple):
    """Bytes from `start` to `stop`, which is not among them."""

    start: int
    stop: int


class NotThere(Exception):
    """A range that begins behind the end: 416."""


def part_asked(header: str, size: int, *, mark: str, if_range: str = "") -> Part | None:
    """The part that a Range header asks for; None where the whole is to be sent.

    `mark` is the ETag of what there is: an If-Range that names another wants the whole. NotThere
    where nothing of it is there.
    """
    found = _ONE.fullmatch(header.strip())
    if found is None or (if_range and if_range.strip() != mark):
        return None
    first, last = found.groups()
    if not (first or last) or max(len(first), len(last)) > _LONGEST_NUMBER:
        return None
    if not first:  # the last so many
        start, stop = max(size - int(last), 0), size
        if not int(last):
            raise NotThere
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < int(first):
            return None
    if start >= size:
        raise NotThere
    return Part(start, stop)
