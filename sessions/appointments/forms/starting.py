"""Input of the portal: one of the times that are offered, and that one comes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practice.core.actor import Actor
from practice.core.pages import OnceForm
from sessions.appointments.asking import start_asked
from sessions.appointments.forms.reasons import own_words, why_field
from sessions.appointments.queries.own import Offered
from sessions.appointments.rules import Verb
from sessions.appointments.shown import sealed, was_shown


class StartForm(OnceForm):
    """One of the starts that are offered: an instant, and where."""

    start = forms.CharField(
        max_length=100, error_messages={"required": gettext_lazy("Choose a time.")}
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, max_length=50_000, widget=forms.HiddenInput)

    starts_at: datetime
    place_id: UUID | None = None

    def clean_start(self) -> str:
        """Read what a start is."""
        typed: str = self.cleaned_data["start"]
        at, _bar, where = typed.partition("|")
        found = start_asked(at)
        try:
            self.place_id = UUID(where) if where else None
        except ValueError:
            found = None
        if found is None:
            raise forms.ValidationError(_("Choose one of the times that are shown."))
        self.starts_at = found
        return typed

    def was_shown(self, actor: Actor, service_id: UUID, practitioner_id: UUID) -> bool:
        """Whether just this start was shown to whoever sends it."""
        whose, seal = (service_id, practitioner_id), self.cleaned_data["shown"]
        return was_shown(actor, *whose, self.starts_at, self.place_id, seal=seal)


def seal_of(
    actor: Actor, offered: Offered, form: StartForm, nearby: Sequence[Mapping[str, str]]
) -> str:
    """What a page shows to choose from, sealed: starts, and those nearby where one was taken."""
    if offered.service is None or offered.member is None:
        return ""
    starts = [one.value for one in offered.shown]
    starts += [f"{one['value']}|{form.place_id or ''}" for one in nearby]
    return sealed(actor, offered.service.pk, offered.member.pk, starts)


class AnotherStartForm(StartForm):
    """The same for what is booked already, with why if they like."""

    why = why_field(Verb.MOVE, in_portal=True)
    words = own_words(in_portal=True)


class ComingForm(forms.Form):
    """The one press of who comes, with the version that was read."""

    version = forms.IntegerField()
