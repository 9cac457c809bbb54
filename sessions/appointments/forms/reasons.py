"""Why a step is taken: a word that is counted, and their own if they want."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.appointments.models import WHY_WORDS
from sessions.appointments.rules import SAYS_WHY, WORDS_MOST, Verb, whys

WHY = ("why", "words")


READ_BY = _("Read by who gives lessons here.")
# The same people, as a client thinks of them.
READ_BY_IN_PORTAL = _("At the practice, only those who give lessons read it.")


def own_words(*, in_portal: bool = False) -> forms.CharField:
    """In their own words, which may be left out; who reads them is said where they are asked."""
    return forms.CharField(
        label=_("In a word"),
        required=False,
        max_length=WORDS_MOST,
        help_text=READ_BY_IN_PORTAL if in_portal else READ_BY,
    )


def why_field(verb: Verb, *, in_portal: bool = False) -> forms.ChoiceField:
    """What can be said of a step; where it may be left unsaid, folded and with nothing chosen."""
    told = [(why.value, WHY_WORDS[why]) for why in whys(verb, in_portal=in_portal)]
    if verb in SAYS_WHY:
        return forms.ChoiceField(
            label=_("Why"),
            widget=forms.RadioSelect,
            choices=told,
            error_messages={"required": _("Choose what comes nearest.")},
        )
    label = _("Why") if in_portal else _("Why, if it is known")
    return forms.ChoiceField(label=label, required=False, choices=[("", _("not said")), *told])


class ReasonForm(forms.Form):
    """A step with its reason, and the version that was read."""

    verb = Verb.CANCEL
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order: Sequence[str] = ("version", *WHY)

    def __init__(self, *args: Any, in_portal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"] = why_field(self.verb, in_portal=in_portal)
        self.fields["words"] = own_words(in_portal=in_portal)
        self.order_fields(self.field_order)
