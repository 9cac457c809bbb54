"""What a visitor is asked: a time, and how to reach them. Nothing of health."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.appointments.forms import StartForm


class VisitorForm(StartForm):
    """A start that is offered, and who asks for it.

    `remark` is for programs that fill in whatever they find: people do not see it, and no browser
    knows what it would fill in there.
    """

    given_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=_("Family name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We mail you a link; the time is booked once you press it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    came_by = forms.CharField(
        label=_("How did you hear of us?"),
        required=False,
        max_length=120,
        help_text=_("Please write nothing about your health here."),
    )
    remark = forms.CharField(required=False)

    WHO = ("given_name", "family_name", "email", "phone", "came_by")

    @property
    def who(self) -> dict[str, Any]:
        """How to reach them."""
        return {name: self.cleaned_data[name] for name in self.WHO}

    @property
    def is_by_a_program(self) -> bool:
        """Whether what people do not see was filled in."""
        return bool(self.cleaned_data.get("remark"))
