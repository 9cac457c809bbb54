"""Where a place is: an address as it is written on paper, read aloud, and kept by a calendar."""

import unicodedata
from dataclasses import dataclass

from practice.core.countries import country_names

LINES_MOST = 4
LINE_LENGTH = 80  # of a line of the address, a town, a region
ADDRESS_LENGTH = LINES_MOST * (LINE_LENGTH + 1) - 1
DIRECTIONS_LENGTH = 300
ROOM_LENGTH = 300  # of the address of a room online
JOINERS = "\u200c\u200d"


def one_line(text: str) -> str:
    """On one line, with single spaces, and without characters that nobody sees or can say."""
    return "".join(c for c in " ".join(text.split()) if _is_seen(c)).strip()


def _is_seen(character: str) -> bool:
    """Not what controls, turns lines round or has no width; but what joins letters, as in Persian
    and Hindi."""
    return character in JOINERS or unicodedata.category(character) not in {"Cc", "Cf"}


def several_lines(text: str) -> str:
    """The same line by line; empty ones are left out."""
    return "\n".join(line for line in map(one_line, text.splitlines()) if line)


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """Street, town, region and country (ISO 3166-1) of a place, each "" where it is not said."""

    address: str = ""
    town: str = ""
    region: str = ""
    country: str = ""

    @property
    def lines(self) -> list[str]:
        """As on an envelope."""
        return [*self.address.splitlines(), *self.town_lines]

    @property
    def town_lines(self) -> list[str]:
        """Without the street and the house."""
        town = ", ".join(part for part in (self.town, self.region) if part)
        country = country_names().get(self.country, self.country)
        return [line for line in (town, country) if line]

    @property
    def spoken(self) -> str:
        """In one line, with a pause where a line ends."""
        return ", ".join(self.lines)

    @property
    def short(self) -> str:
        """Street and town alone, for who knows the country."""
        return ", ".join(part for part in (*self.address.splitlines(), self.town) if part)
