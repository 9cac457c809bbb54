"""Input of a guardian."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.guardians.models import Guardian
from clients.guardians.services import GuardianData
from practice.core.pages import OnceForm

FIELDS = ("name", "relation", "email", "phone")


class GuardianForm(OnceForm):
    """Who may act for a client under age."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Given and family name: typed, it is their signature."),
        max_length=200,
    )
    relation = forms.CharField(
        label=_("What they are to the client"),
        help_text=_("Such as mother, father, or guardian by order of a court."),
        max_length=60,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("For a login of their own. Without one they sign in your presence."),
        required=False,
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )

    @classmethod
    def initial_of(cls, guardian: Guardian) -> dict[str, object]:
        """What is stored, for the form."""
        told = {name: getattr(guardian, name) for name in FIELDS}
        return {**told, "version": guardian.version}

    def data_in(self) -> GuardianData:
        """What was typed."""
        return GuardianData(**{name: self.cleaned_data[name] for name in FIELDS})
