"""Public holidays by country and region, as the `holidays` package knows them; no database."""

from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

import holidays
from babel import Locale

WORDS_IN = "en_US"


@cache
def _countries_of_zones() -> dict[str, str]:
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in table.splitlines() if line[:1].isalpha())
    return {zone: country for country, _where, zone, *_more in lines}


def country_of(zone: str) -> str:
    """The country (ISO 3166-1) that a zone lies in, "" for one that lies in none."""
    return _countries_of_zones().get(zone, "")


@cache
def known_regions() -> dict[str, list[str]]:
    """Countries that holidays are known of, each with its regions."""
    return dict(sorted(holidays.list_supported_countries(include_aliases=False).items()))


@lru_cache(maxsize=256)
def _of_year(country: str, region: str, year: int) -> dict[date, str]:
    found = holidays.country_holidays(
        country, subdiv=region or None, years=year, language=_language(country)
    )
    return {day: name for day, name in sorted(found.items()) if day.year == year}


@cache
def _language(country: str) -> str | None:
    """English where there are English words, else the country's own."""
    languages = holidays.country_holidays(country).supported_languages
    return next((one for one in languages if one.startswith("en")), None)


def holidays_between(country: str, region: str, first: date, last: date) -> dict[date, str]:
    """Public holidays from one day to another, by day with their names; none of a country or a
    region that nobody knows holidays of."""
    if not is_known(country, region):
        return {}
    found: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        found |= _of_year(country, region, year)
    return {day: name for day, name in found.items() if first <= day <= last}


def is_known(country: str, region: str = "") -> bool:
    """Whether holidays of a country, and of a region there, are known at all."""
    regions = known_regions().get(country)
    return regions is not None and (not region or region in regions)


@cache
def countries_by_name() -> dict[str, str]:
    """Countries that holidays are known of, by ISO code, in the order of their names."""
    names = Locale("en").territories
    known = {code: str(names.get(code, code)) for code in known_regions() if len(code) == 2}
    return dict(sorted(known.items(), key=lambda one: one[1]))
