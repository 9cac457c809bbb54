"""Input of classes: when, by whom, where and for how many; and who comes."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.pages import OnceForm
from sessions.appointments.classes.changing import ClassChange
from sessions.appointments.classes.services import WEEKS_MOST, ClassData
from sessions.appointments.forms.booking import WhenForm
from sessions.appointments.rules import WORDS_MOST, Verb
from sessions.hours.rules import PLACES_MOST

PRESSED = (Verb.CONFIRM, Verb.ARRIVE, Verb.FINISH, Verb.NO_SHOW)


def _places() -> forms.IntegerField:
    return forms.IntegerField(label=_("Places"), min_value=1, max_value=PLACES_MOST)


class ClassForm(WhenForm):
    """A class that is planned, once or in several weeks."""

    service = forms.ChoiceField(label=_("What"))
    places = _places()
    weeks = forms.IntegerField(
        label=_("In how many weeks"),
        min_value=1,
        max_value=WEEKS_MOST,
        initial=1,
        help_text=_("1 is this day alone; 8 is this and the seven weeks after it."),
    )
    field_order = ("key", "service", "practitioner", "place", "day", "time", "places", "weeks")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = self.choices.services
        told = [(str(one.pk), f"{one.name}, {one.minutes} min") for one in services]
        self._offer("service", told)

    def is_online(self, typed: dict[str, Any]) -> bool:
        """The service says so."""
        service = self.choices.service(typed.get("service", ""))
        return service is not None and service.is_online

    @property
    def asked(self) -> ClassData:
        """What the service takes."""
        typed = self.cleaned_data
        service = self.choices.service(typed["service"])
        assert service is not None  # noqa: S101 - a choice of the form
        return ClassData(
            service=service,
            practitioner_id=UUID(typed["practitioner"]),
            place=self.where,
            day=typed["day"],
            clock=typed["time"],
            places=typed["places"],
            weeks=typed["weeks"],
        )


class ClassChangeForm(WhenForm):
    """Another time, person, place or number of places, with the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    places = _places()
    field_order = ("key", "version", "day", "time", "practitioner", "place", "places")

    @property
    def asked(self) -> ClassChange:
        """What the service takes."""
        typed = self.cleaned_data
        return ClassChange(
            starts_at=self.starts_at,
            practitioner_id=UUID(typed["practitioner"]),
            place=self.where,
            places=typed["places"],
        )


class ClassCancelForm(forms.Form):
    """The practice cannot; in its own words if it wants, which stay here."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Why, in a word"),
        required=False,
        max_length=WORDS_MOST,
        help_text=_("Read by who gives lessons here; the mail does not say it."),
    )


class JoinForm(OnceForm):
    """Who comes into a class."""

    client = forms.ChoiceField(
        label=_("Client"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who comes."), "invalid_choice": _("Choose anew.")},
    )

    def __init__(self, *args: Any, clients: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"].choices = clients  # type: ignore[attr-defined]


class PlaceStepForm(forms.Form):
    """One press beside a name on the list, with the version that was read."""

    appointment = forms.UUIDField()
    version = forms.IntegerField()
    verb = forms.ChoiceField(choices=[(verb.value, verb.value) for verb in PRESSED])
