"""How a practice writes days, times and numbers: by its country, in the one language there is."""

from datetime import UTC, datetime

from django.utils import dateformat, translation
from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header

from practice.core.actor import Actor

DEFAULT = "en-gb"
# Each has its folder in practice/config/formats, if it differs from English day first, 24 hours.
LOCALES: dict[str, Promise] = {
    "en-au": _("Australia"),
    "en-ca": _("Canada"),
    "en-150": _("Continental Europe"),
    "en-in": _("India"),
    "en-ie": _("Ireland"),
    "en-nz": _("New Zealand"),
    "en-za": _("South Africa"),
    "en-gb": _("United Kingdom"),
    "en-us": _("United States"),
}
CONTINENT = "en-150"
# Source: CLDR supplemental data, territory containment of 150 (Europe) without the islands.
CONTINENTAL = frozenset(
    (
        *("at", "be", "bg", "ch", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu"),
        *("it", "li", "lt", "lu", "lv", "mc", "nl", "no", "pl", "pt", "ro", "rs", "se", "si", "sk"),
    )
)
SPOKEN_THERE = frozenset(
    (
        *("bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv"),
        *("nb", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sv"),
    )
)
A4, LETTER = "a4", "us-letter"
# Source: CLDR supplemental data, paperSize US-Letter, of the countries above.
ON_LETTER = frozenset({"en-ca", "en-us"})
SAMPLE = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


def locale_of(accept_language: str) -> str:
    """The locale that a browser's languages speak for, the first that says anything."""
    for code, _weight in parse_accept_lang_header(accept_language.casefold()):
        language, _dash, country = code.partition("-")
        if f"en-{country}" in LOCALES:
            return f"en-{country}"
        if country in CONTINENTAL or (not country and language in SPOKEN_THERE):
            return CONTINENT
    return DEFAULT


def locale_choices() -> list[tuple[str, str]]:
    """The countries to choose from, each with a day and a time as it writes them."""
    return [
        (code, f"{word}: {dateformat.format(SAMPLE, get_format('DATETIME_FORMAT', lang=code))}")
        for code, word in LOCALES.items()
    ]


def use_locale(actor: Actor) -> None:
    """Write days and numbers as the actor's practice does, until this request ends."""
    translation.activate(actor.locale)


def first_weekday() -> int:
    """The ISO weekday that a week begins with here: 1 is Monday, 7 Sunday."""
    return int(get_format("FIRST_DAY_OF_WEEK")) or 7


def paper_size(locale: str) -> str:
    """The paper that is in the printers there."""
    return LETTER if locale in ON_LETTER else A4
