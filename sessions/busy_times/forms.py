"""What is asked of a calendar that somebody is busy by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.pages import OnceForm
from sessions.busy_times.rules import ADDRESS_LENGTH, NAME_LENGTH


class CalendarForm(OnceForm):
    """A new one; the address is not shown again."""

    name = forms.CharField(
        label=_("What you call it"), max_length=NAME_LENGTH, help_text=_("“Private”, “Family”")
    )
    address = forms.CharField(
        label=_("Its address"),
        max_length=ADDRESS_LENGTH,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("Your calendar program calls it secret or private address in iCal format."),
    )


class ChangeForm(CalendarForm):
    """The address is given anew only if it is another."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["address"].required = False
        self.fields["address"].help_text = _("Leave it empty if it is the same.")
