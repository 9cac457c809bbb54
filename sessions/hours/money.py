"""Amounts in the practice's currency: integers of the minor unit, shown as its country does."""

from decimal import Decimal

from babel.core import UnknownLocaleError
from moneyed import Money, get_currency
from moneyed.l10n import format_money


def sub_unit_of(currency: str) -> int:
    """How many of the smallest coin make one: 100 cents, one yen."""
    return int(get_currency(currency).sub_unit)


def money_of(amount: int, currency: str) -> Money:
    """An amount of minor units as money."""
    return Money(Decimal(amount) / sub_unit_of(currency), currency)


def worded_money(amount: int, currency: str, locale: str) -> str:
    """An amount as people write it in a country (practice.core.locales)."""
    language, _dash, country = locale.partition("-")
    try:
        return str(format_money(money_of(amount, currency), locale=f"{language}_{country.upper()}"))
    except UnknownLocaleError:
        return str(format_money(money_of(amount, currency), locale="en_GB"))
