"""When an answer speaks of the address, and for good."""

import contextlib
import re
from enum import StrEnum


class Why(StrEnum):
    """Why nothing more is mailed to an address."""

    BOUNCED = "bounced"
    COMPLAINED = "complained"


# Source: RFC 3463 and 7505, X.1.X addressing status: no such mailbox, no such system, not an
# address, moved, and a domain that takes no mail. 5.1.7 and 5.1.8 speak of the sender; 5.2.X (full,
# disabled) and 5.7.X (policy) may be otherwise tomorrow.
_OF_THE_ADDRESS = re.compile(r"5\.1\.(?:1|2|3|6|10)(?!\d)")


def is_bad_address(code: int, words: str) -> bool:
    """Whether a refusal of the recipient says that there is no such address, and never will be."""
    return 550 <= code <= 559 and _OF_THE_ADDRESS.match(words.lstrip()) is not None


_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)")


def speaks_of_address(words: str) -> bool | None:
    """Whether the status in these words is one of the address, for good; None: they name none."""
    status = _STATUS.search(words)
    return None if status is None else _OF_THE_ADDRESS.match(status[0]) is not None


def folded(address: str) -> str:
    """An address as it is looked up: a domain as people write it, which is how clients' stand."""
    user, at, domain = address.strip().casefold().rpartition("@")
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("ascii").decode("idna")
    return f"{user}{at}{domain}"


_ADDRESS = re.compile(r"<[^>]*>|[^\s<>]+@[^\s<>]+")


def without_addresses(words: str) -> str:
    """What a server said, in one line and without anybody's address."""
    return " ".join(_ADDRESS.sub("…", words).split())[:200]
