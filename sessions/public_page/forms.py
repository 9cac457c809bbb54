"""What is asked of the page, and of whoever is shown on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.credentials.rules import YEAR_LEAST
from sessions.public_page.models import MODALITY_WORDS, PublicProfile
from sessions.public_page.rules import (
    ABOUT_LENGTH,
    LINE_LENGTH,
    LINES_MOST,
    SLUG_LENGTH,
    lines_of,
)
from sessions.public_page.services import PageData, ProfileData


class PageForm(forms.Form):
    """Whether there is a page, where, and what stands on it."""

    is_open = forms.BooleanField(label=_("Show the page to everybody"), required=False)
    slug = forms.CharField(
        label=_("Its address ends with"),
        max_length=SLUG_LENGTH,
        help_text=_("Links to the address before lead nowhere once you change it."),
    )
    about = forms.CharField(
        label=_("About the practice"),
        required=False,
        max_length=ABOUT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What people may expect and how they find you. Promise nobody an outcome."),
    )
    shows_contact = forms.BooleanField(
        label=_("Show the practice’s contact e-mail and phone"), required=False
    )
    is_indexed = forms.BooleanField(label=_("Let search engines list it"), required=False)

    @property
    def data_of_page(self) -> PageData:
        """What was said."""
        return PageData(**self.cleaned_data)


class Lines(forms.CharField):
    """Several short things, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        most = LINES_MOST * (LINE_LENGTH + 2)
        super().__init__(required=False, max_length=most, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A list as lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """Lines as a list."""
        return lines_of(super().clean(value))


class ProfileForm(forms.Form):
    """What the page tells of one person."""

    is_shown = forms.BooleanField(label=_("Show this person on the page"), required=False)
    about = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=ABOUT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    modalities = forms.MultipleChoiceField(
        label=_("Ways of working"),
        required=False,
        choices=[(code.value, words[0]) for code, words in MODALITY_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The page describes each in neutral words."),
    )
    other_work = Lines(label=_("Other ways of working"), help_text=_("One a line."))
    practising_since = forms.IntegerField(
        label=_("Practising since the year"), required=False, min_value=YEAR_LEAST
    )
    affiliations = Lines(
        label=_("Where you worked or belong to"), help_text=_("One a line, with the years.")
    )
    publications = Lines(
        label=_("Publications"), help_text=_("One a line: title, where, year, page.")
    )

    @property
    def profile(self) -> ProfileData:
        """What was said."""
        return ProfileData(**self.cleaned_data)


def as_typed(profile: PublicProfile) -> dict[str, Any]:
    """A profile as its form begins."""
    return {name: getattr(profile, name) for name in ProfileForm.base_fields}
