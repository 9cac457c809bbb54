"""What is asked when an address is made."""

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.pages import OnceForm
from sessions.calendar_feeds.models import NAMES_WORDS
from sessions.calendar_feeds.rules import Names


class FeedForm(OnceForm):
    """A practitioner says how clients are named in a calendar that others keep."""

    names = forms.ChoiceField(
        label=_("Who comes is shown as"),
        choices=[(names.value, NAMES_WORDS[names]) for names in Names],
        initial=Names.NONE.value,
        help_text=_("Whoever reads that calendar reads the names: a phone, a company’s server."),
    )


class OwnFeedForm(OnceForm):
    """A client’s calendar names nobody; there is nothing to ask."""
