"""Forms of the practice's details and places."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.clock import zone_choices
from practice.core.countries import country_names
from practice.core.forms import ZoneField
from practice.core.locales import locale_choices
from practice.core.models import Place, Practice
from practice.core.pages import OnceForm
from practice.core.whereabouts import ADDRESS_LENGTH, DIRECTIONS_LENGTH, LINE_LENGTH
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
from practice.team.services import PlaceData

TOLD_OF_PLACE = tuple(field.name for field in fields(PlaceData))
ZONE = _("Time zone")


def unset_or_zone() -> list[tuple[str, Any]]:
    """Zones, with nothing chosen first."""
    return [("", _("Choose …")), *zone_choices()]


def _keep_choosable(field: forms.Field, stored: str) -> None:
    """What is stored stays a choice, also when the list has changed since."""
    choices = list(field.choices)  # type: ignore[attr-defined]
    if stored and stored not in dict(choices):
        field.choices = [(stored, stored), *choices]  # type: ignore[attr-defined]


class PracticeForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an owner may change about the practice."""

    timezone = ZoneField(label=ZONE)
    locale = forms.ChoiceField(label=_("Dates and numbers as in"), choices=locale_choices)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    retention_years = forms.IntegerField(
        label=_("Years records are kept"),
        min_value=1,
        max_value=RETENTION_MOST,
        help_text=_(
            "After the last lesson. The field’s usual duty is at least three years; the law where"
            " you work may ask for more."
        ),
    )

    consent_age = forms.IntegerField(
        label=_("Age from which clients sign for themself"),
        min_value=CONSENT_AGE_LEAST,
        max_value=CONSENT_AGE_MOST,
        help_text=_(
            "Whoever is younger by their birth date has guardians, who sign. Eighteen nearly"
            " everywhere; ask what holds where you work."
        ),
    )

    integrate_within_days = forms.IntegerField(
        label=_("Days in which a release is to be integrated"),
        min_value=1,
        max_value=INTEGRATE_WITHIN_MOST,
        help_text=_("After so many days without a movement that integrates it, Today says so."),
    )
    maintain_from = forms.DecimalField(
        label=_("Habit from which maintaining opens"),
        min_value=HABIT_LEAST,
        max_value=HABIT_MOST,
        decimal_places=1,
        max_digits=2,
        help_text=_("The mean of the four habit questions (SRBAI), 1 to 7."),
    )
    offer_hours = forms.IntegerField(
        label=_("Hours that an offer of free time stands"),
        min_value=1,
        max_value=OFFER_HOURS_MOST,
        help_text=_(
            "Counted from 8 to 21 by the client’s clock; nobody is mailed at night. Never longer"
            " than until the service is booked no more."
        ),
    )

    mails_a_minute = forms.IntegerField(
        label=_("Mails a minute at most"),
        required=False,
        min_value=1,
        max_value=MAILS_A_MINUTE_MOST,
        help_text=_(
            "Left empty: as many as whoever runs Supple says. What is over waits for its turn;"
            " invitations, codes and what is urgent never do."
        ),
    )

    class Meta:
        model = Practice
        fields = (
            "name",
            "timezone",
            "locale",
            "currency",
            "sender_name",
            "contact_email",
            "contact_phone",
            "emergency_text",
            "answers_within",
            "only_own_clients",
            "retention_years",
            "consent_age",
            "integrate_within_days",
            "maintain_from",
            "offers_to_all",
            "offer_hours",
            "mails_a_minute",
        )
        help_texts = {
            "sender_name": _("What stands as the sender above every mail."),
            "emergency_text": _("Shown at once when an answer in the intake is urgent."),
            "answers_within": _("Stands above the messages, such as: We answer within two days."),
            "offers_to_all": _(
                "Whoever waits and whom it suits: the first who books has it. Otherwise one after"
                " the other, in the order in which they wait."
            ),
            "only_own_clients": _("Each sees the clients assigned to them; you see all."),
        }
        widgets = {"emergency_text": forms.Textarea(attrs={"rows": 3, "maxlength": 2000})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _keep_choosable(self.fields["currency"], self.instance.currency)

    def _post_clean(self) -> None:
        """Leave the instance alone: the service writes."""


def _countries() -> list[tuple[str, Any]]:
    return [("", _("not said")), *country_names().items()]


class PlaceForm(OnceForm):
    """Somewhere that lessons are given, and where it is; `version` is the one that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As you say it, such as The studio.")
    )
    timezone = ZoneField(
        label=ZONE,
        help_text=_("Appointments there go by its clock. Lessons that were held keep their day."),
    )
    address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=ADDRESS_LENGTH + 2 * LINE_LENGTH,  # lines are counted by the service
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
        help_text=_("Street and house, in a few lines. Clients who come there read it."),
    )
    town = forms.CharField(
        label=_("Town"),
        required=False,
        max_length=LINE_LENGTH,
        help_text=_("With the postcode, if it has one. Your public page shows it."),
    )
    region = forms.CharField(label=_("Region or state"), required=False, max_length=LINE_LENGTH)
    country = forms.ChoiceField(label=_("Country"), required=False, choices=_countries)
    directions = forms.CharField(
        label=_("How to find it"),
        required=False,
        max_length=DIRECTIONS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Such as: Ring at the side door, it is step-free. Clients read it in the portal and in"
            " mails; it stands on no public page and in no calendar."
        ),
    )
    shows_address = forms.BooleanField(
        label=_("Show the address on the public page"),
        required=False,
        help_text=_("Otherwise it shows the town alone."),
    )
    takes_one = forms.BooleanField(
        label=_("It takes one lesson at a time"),
        required=False,
        help_text=_("Nobody books there while somebody else does. It holds for new bookings."),
    )

    @property
    def place(self) -> PlaceData:
        """What was said."""
        return PlaceData(**{name: self.cleaned_data[name] for name in TOLD_OF_PLACE})

    def stored_in_between(self, stored: Place) -> list[tuple[str, str]]:
        """What somebody else saved that differs from what was typed: its label and its value."""
        found = []
        for name in TOLD_OF_PLACE:
            value = getattr(stored, name)
            if value != getattr(self.place, name):
                if isinstance(value, bool):
                    value = _("yes") if value else _("no")
                found.append((str(self[name].label), str(value or "–")))
        return found
