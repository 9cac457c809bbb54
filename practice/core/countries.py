"""Countries by their code (ISO 3166-1), with the names that people know them by; no database."""

import unicodedata
from functools import cache
from importlib.resources import files

from babel import Locale

WORDS_IN = "en"


@cache
def country_names() -> dict[str, str]:
    """Every country's name by its code, in the order of the names.

    Source: iso3166.tab of the time zone database for the codes, CLDR for the names.
    """
    table = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line[:1].isalpha())
    names = Locale(WORDS_IN).territories
    known = {code: str(names.get(code, name)) for code, name in rows}
    known["XK"] = str(names["XK"])  # in use by Kosovo, though ISO has not given it
    return dict(sorted(known.items(), key=lambda one: _folded(one[1])))


def _folded(name: str) -> str:
    """Without accents, so that Åland stands under A."""
    letters = unicodedata.normalize("NFD", name).casefold()
    return "".join(c for c in letters if not unicodedata.combining(c))
