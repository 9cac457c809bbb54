"""What narrows the library's list."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import Phase, Position, place_choices
from sessions.movements.rules import MINUTES_AT_MOST

NARROWS = ("q", "place", "muscle", "phase", "position", "minutes")


def _minutes(most: int) -> Any:
    return format_lazy(_("{most} min at most"), most=most)


class LibraryFilters(forms.Form):
    """The list's filters, as they stand in the address; unknown values narrow nothing."""

    q = forms.CharField(required=False, max_length=100)
    place = forms.ChoiceField(
        label=_("Where"), required=False, choices=[("", _("Anywhere")), *place_choices()]
    )
    muscle = forms.ChoiceField(label=_("Muscle group"), required=False)
    client = forms.UUIDField(required=False, widget=forms.HiddenInput)
    phase = forms.ChoiceField(
        label=_("What it does"),
        required=False,
        choices=[
            ("", _("Frees or integrates")),
            (Phase.FREE.value, _("Frees")),
            (Phase.INTEGRATE.value, _("Integrates")),
        ],
    )

    position = forms.ChoiceField(
        label=_("Starts"), required=False, choices=[("", _("Anyhow")), *Position.choices()]
    )
    minutes = forms.ChoiceField(
        label=_("Takes"),
        required=False,
        choices=[("", _("Any time")), *((n, _minutes(n)) for n in MINUTES_AT_MOST)],
    )
    retired = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, muscles: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["muscle"].choices = [("", _("Any")), *muscles]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """What was asked for and could be understood."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in NARROWS}

    @property
    def is_of_retired(self) -> bool:
        """Whether those are looked for that are offered no more."""
        self.is_valid()
        return bool(self.cleaned_data.get("retired"))

    @property
    def client_id(self) -> UUID | None:
        """For whose program movements are looked for, if for anybody's."""
        self.is_valid()
        return self.cleaned_data.get("client")
