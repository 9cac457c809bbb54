"""Input of a request for deletion, and of its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.deletions.models import OUTCOME_WORDS
from clients.deletions.rules import Outcome


class AskForm(forms.Form):
    """A word with it, if they like. How long it may be, the service says."""

    said = forms.CharField(
        label=_("A word with it"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    """What was done about one request, in a choice and in words that the client reads."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("What was done"),
        widget=forms.RadioSelect,
        choices=[(one.value, OUTCOME_WORDS[one]) for one in Outcome],
    )
    answer = forms.CharField(
        label=_("In words, for the client"),
        help_text=_(
            "What was deleted, and where; or why not, such as a law that asks you to keep records,"
            " and until when."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
