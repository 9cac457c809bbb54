"""Writes about the practice itself: its details."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.errors import DomainError
from practice.core.locales import LOCALES
from practice.core.models import Practice
from practice.core.queries import get_practice
from practice.outbox.rules import MAILS_A_MINUTE_MOST
from practice.team.rules import (
    CONSENT_AGE_LEAST,
    CONSENT_AGE_MOST,
    CURRENCIES,
    HABIT_LEAST,
    HABIT_MOST,
    INTEGRATE_WITHIN_MOST,
    OFFER_HOURS_MOST,
    RETENTION_MOST,
)
from practice.team.services.places import check_zone


@dataclass(frozen=True, kw_only=True)
class PracticeData:
    """What an owner may change about the practice."""

    name: str
    timezone: str
    locale: str
    currency: str
    sender_name: str
    contact_email: str
    contact_phone: str
    emergency_text: str
    answers_within: str = ""
    only_own_clients: bool
    retention_years: int
    consent_age: int
    integrate_within_days: int
    maintain_from: Decimal
    offers_to_all: bool = False
    offer_hours: int = 4
    mails_a_minute: int | None = None


def _check_mails(a_minute: int | None) -> None:
    if a_minute is not None and not 1 <= a_minute <= MAILS_A_MINUTE_MOST:
        raise DomainError(_("Between 1 and 6,000, or nothing."), field="mails_a_minute")


def edit_practice(*, actor: Actor, data: PracticeData) -> Practice:
    """Change the practice's own details."""
    actor.require("settings.write")
    check_zone(data.timezone)
    if not data.name.strip():
        raise DomainError(_("A name is needed."), field="name")
    if not 1 <= data.retention_years <= RETENTION_MOST:
        words = _("Between one year and a hundred.")
        raise DomainError(words, field="retention_years")
    if not CONSENT_AGE_LEAST <= data.consent_age <= CONSENT_AGE_MOST:
        raise DomainError(_("Between 14 and 21 years."), field="consent_age")
    if not 1 <= data.integrate_within_days <= INTEGRATE_WITHIN_MOST:
        raise DomainError(_("Between one day and sixty."), field="integrate_within_days")
    if not HABIT_LEAST <= data.maintain_from <= HABIT_MOST:
        raise DomainError(_("Between 1 and 7."), field="maintain_from")
    if not 1 <= data.offer_hours <= OFFER_HOURS_MOST:
        raise DomainError(_("Between one hour and forty-eight."), field="offer_hours")
    _check_mails(data.mails_a_minute)
    practice = get_practice(actor)
    if data.currency not in {*CURRENCIES, practice.currency}:
        raise DomainError(_("Choose a currency from the list."), field="currency")
    if data.locale not in LOCALES:
        raise DomainError(_("Choose a country from the list."), field="locale")
    changes = asdict(data)
    for field, value in changes.items():
        setattr(practice, field, value.strip() if isinstance(value, str) else value)
    practice.save(update_fields=list(changes))
    return practice
