"""What a public page may say, and how long."""

import re
from collections.abc import Sequence

ABOUT_LENGTH = 2000
LINE_LENGTH = 200
LINES_MOST = 12
SLUG_LENGTH = 60
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Whether it can stand in an address: small letters, digits, single hyphens between."""
    return 3 <= len(text) <= SLUG_LENGTH and _SLUG.fullmatch(text) is not None


def lines_of(text: str) -> list[str]:
    """What was written, one entry a line."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def fits(lines: Sequence[str]) -> bool:
    """Whether there are not too many, and none is too long."""
    return len(lines) <= LINES_MOST and all(len(line) <= LINE_LENGTH for line in lines)
