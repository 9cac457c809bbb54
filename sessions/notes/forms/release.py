"""Form of a release outside a lesson."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.records.models import Episode
from clients.symptoms.rules import Side
from practice.core.forms import DayField
from practice.core.pages import OnceForm
from sessions.notes.models import ReleaseMethod
from sessions.notes.queries import MuscleGroupName
from sessions.notes.rules import Evidence

_ELSEWHERE = [(m.value, m.label) for m in ReleaseMethod if m is not ReleaseMethod.IN_SESSION]
_KNOWN_BY = [(one.value, one.label) for one in (Evidence.FELT, Evidence.MARKED)]


class ReleaseForm(OnceForm):
    """What let go, on which side, where it came about, by what it was known, and on which day."""

    episode = forms.ChoiceField(label=_("Course of work"))
    muscle_group = forms.ChoiceField(label=_("Muscle group"))
    side = forms.ChoiceField(label=_("Side"), choices=[("", _("choose")), *Side.choices()])
    method = forms.ChoiceField(label=_("How it came"), choices=_ELSEWHERE)
    evidence = forms.ChoiceField(
        label=_("Known by"), required=False, choices=[("", _("not said")), *_KNOWN_BY]
    )
    released_on = DayField(label=_("Day"))

    def __init__(
        self, *args: Any, episodes: list[Episode], groups: list[MuscleGroupName], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.code, one.name) for one in groups if not one.retired_at]
        self.fields["episode"].choices = [(str(e.pk), str(e)) for e in episodes]  # type: ignore[attr-defined]
        self.fields["muscle_group"].choices = [("", _("choose")), *named]  # type: ignore[attr-defined]
