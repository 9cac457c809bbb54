"""Forms of API tokens."""

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.forms import DayField
from practice.core.pages import OnceForm
from practice.team.rules import Scope

SCOPE_WORDS = {
    Scope.CLIENTS_READ: _("read clients"),
    Scope.CLIENTS_WRITE: _("add and change clients"),
    Scope.PROGRAMS_READ: _("read home programs"),
    Scope.PROGRAMS_WRITE: _("write, start and pause home programs"),
    Scope.LOGS_READ: _("read practice logs"),
    Scope.LOGS_WRITE: _("add practice logs"),
    Scope.MEASURES_READ: _("read measures"),
    Scope.SENSATIONS_READ: _("read what is felt"),
    Scope.RADAR_READ: _("read what the radar says"),
    Scope.PROGRESS_READ: _("read clients’ progress"),
    Scope.MEASURES_WRITE: _("add measures"),
    Scope.APPOINTMENTS_READ: _("read services, hours, appointments and free times"),
    Scope.APPOINTMENTS_WRITE: _("book, move and cancel appointments, change services and hours"),
    Scope.REMINDERS_READ: _("read reminders"),
    Scope.REMINDERS_WRITE: _("switch reminders on and off"),
}


class TokenForm(OnceForm):
    """A new API token."""

    name = forms.CharField(label=_("What it is for"), max_length=120)
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=[(scope.value, words) for scope, words in SCOPE_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    expires_on = DayField(
        label=_("Its last day"), required=False, help_text=_("Empty: until it is revoked.")
    )
