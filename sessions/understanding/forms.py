"""Input of a card and of the page of next steps."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.files.forms import UploadForm
from clients.files.rules import FileKind
from practice.core.pages import OnceForm
from sessions.understanding.queries import A_PAGE, Cards
from sessions.understanding.rules import DRAWINGS, PICTURE_WORDS, SUMMARY_LENGTH, TITLE_LENGTH
from sessions.understanding.services import CardData


def _lines(label: Any, rows: int, help_text: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


_LINK_HELP = _("A page elsewhere. It opens there, and nothing of it is loaded here.")


def start_of(asked: Mapping[str, str]) -> int:
    """From which card on a list is asked for; from the first where that says nothing."""
    found = asked.get("from", "")
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 5 else 0


def pages_of(found: Cards) -> dict[str, str]:
    """Where the pager of a list leads."""
    before = max(found.start - A_PAGE, 0)
    return {
        "previous_url": f"?from={before}" if found.start else "",
        "next_url": f"?from={found.start + A_PAGE}" if found.goes_on else "",
    }


class CardForm(OnceForm):
    """One card, and the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    summary = forms.CharField(
        label=_("In a sentence"),
        help_text=_("What somebody keeps who reads no further."),
        required=False,
        max_length=SUMMARY_LENGTH,
    )
    body = _lines(
        _("Words"),
        8,
        _("As you would say it. About 150 words are read in a minute. An empty line begins anew."),
    )
    healthy = _lines(_("When it is free"), 4, _("For two columns: one point a line."))
    tight = _lines(_("When it is tight"), 4, _("One point a line."))
    drawing = forms.ChoiceField(
        label=_("Drawing"),
        required=False,
        choices=[("", _("no drawing")), *DRAWINGS.items()],
    )
    link = forms.CharField(label=_("Link"), help_text=_LINK_HELP, required=False, max_length=300)
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Where it is known from: a book, a study, your own teaching."),
        required=False,
        max_length=200,
    )
    author = forms.CharField(
        label=_("Author"), help_text=_("Whose words these are."), required=False, max_length=120
    )
    licence = forms.CharField(
        label=_("Licence"),
        help_text=_("By what right you hand it out: own words, with permission, CC BY 4.0."),
        required=False,
        max_length=120,
    )
    offered_to_all = forms.BooleanField(
        label=_("Every client may read it"),
        help_text=_("Otherwise only who has it in their home program."),
        required=False,
    )

    def card_data(self) -> CardData:
        """What was typed."""
        names = CardData.__dataclass_fields__
        return CardData(**{name: self.cleaned_data[name] for name in names})


class PictureForm(UploadForm):
    """A picture, and what it shows in words."""

    kind = FileKind.POSTURE
    help = _("A JPEG, PNG or WebP. Only what it shows is kept, not where it was taken.")
    says = forms.CharField(
        label=_("What it shows"),
        help_text=_("For who does not see it."),
        max_length=PICTURE_WORDS,
    )


class NextStepsForm(forms.Form):
    """The page of next steps, and the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    body = _lines(_("Words"), 14, _("An empty line begins anew."), required=True)
    link = forms.CharField(label=_("Link"), help_text=_LINK_HELP, required=False, max_length=300)
    is_offered = forms.BooleanField(
        label=_("Clients find it in the portal"),
        help_text=_("From the day on which their first release is recorded."),
        required=False,
    )
