"""The small forms: beginning a lesson, an addendum, the version that was read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.records.models import Episode
from practice.core.forms import DayField
from practice.core.models import Place
from practice.core.pages import OnceForm

LONGEST = 20_000


class LessonForm(OnceForm):
    """Begin a lesson: in which course of work, when, where."""

    episode = forms.ChoiceField(label=_("Course of work"))
    held_on = DayField(label=_("Day"))
    place = forms.ChoiceField(label=_("Place"), required=False)
    appointment = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, episodes: list[Episode], places: list[Place], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["episode"].choices = [(str(e.pk), str(e)) for e in episodes]  # type: ignore[attr-defined]
        named = [(str(place.pk), place.name) for place in places]
        self.fields["place"].choices = [("", _("no place named")), *named]  # type: ignore[attr-defined]
        if not places:
            del self.fields["place"]


class AgreedForm(forms.Form):
    """Which text they agreed to."""

    agreed = forms.UUIDField(widget=forms.HiddenInput)


class AddendumForm(OnceForm):
    """Add to a signed note."""

    reason = forms.CharField(label=_("Why it is added"), max_length=200)
    text = forms.CharField(label=_("What is added"), max_length=LONGEST, widget=forms.Textarea)


class VersionForm(forms.Form):
    """Carries the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
