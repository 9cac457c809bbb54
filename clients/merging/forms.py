"""The form of a merge: field by field which record's answer stays."""

from collections.abc import Sequence
from typing import Any, NamedTuple, cast
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.merging.models import WORDS
from clients.merging.queries import said_by
from clients.merging.rules import CHOICES, asked, better
from clients.records.models import Client

KEPT, OTHER = "kept", "other"
NOTHING = _("nothing")


def told(name: str, client: Client) -> str:
    """What a record says of one choice, to read."""
    if name == "state":
        return str(client.get_state_display())
    if name == "assigned_to":
        return client.assigned_to.name if client.assigned_to else str(NOTHING)
    if name == "birth_date" and client.birth_date:
        return date_format(client.birth_date, "DATE_FORMAT")
    said = [str(getattr(client, column) or "") for column in CHOICES[name]]
    return ", ".join(filter(None, said)) or str(NOTHING)


class Same(NamedTuple):
    """What both records say alike."""

    word: Promise
    said: str


class MergeForm(forms.Form):
    """Which of two answers stays, for each choice in which the records differ."""

    kept_version = forms.IntegerField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kept: Client,
        other: Client,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"kept_version": kept.version, "other_version": other.version})
        super().__init__(*args, **kwargs)
        here, there = said_by(kept), said_by(other)
        self.asked = asked(here, there)
        self._pair = (kept, other)
        for name in self.asked:
            self.fields[name] = forms.ChoiceField(
                label=cast(Any, WORDS[name]),
                widget=forms.RadioSelect,
                choices=[(KEPT, told(name, kept)), (OTHER, told(name, other))],
                initial=OTHER if better(name, here, there) else KEPT,
            )

    @property
    def choices(self) -> Sequence[forms.BoundField]:
        """The choices, in the order of the page."""
        return [self[name] for name in self.asked]

    @property
    def same(self) -> list[Same]:
        """What is known and not asked, since both say it."""
        kept, _other = self._pair
        said = [(WORDS[n], told(n, kept)) for n in CHOICES if n not in self.asked]
        return [Same(word, words) for word, words in said if words != str(NOTHING)]

    def take(self) -> list[str]:
        """In what the other record's answer stays."""
        return [name for name in self.asked if self.cleaned_data[name] == OTHER]

    def versions(self) -> tuple[int, int]:
        """The versions that were read."""
        return self.cleaned_data["kept_version"], self.cleaned_data["other_version"]


class WhomForm(forms.Form):
    """Who else the same person may be; lives in the address."""

    q = forms.CharField(label=_("A name, e-mail or phone number"), required=False, max_length=200)


class OlderForm(forms.Form):
    """Where an older page of possible duplicates begins."""

    before = forms.UUIDField(required=False)

    def begins(self) -> UUID | None:
        """The client behind whom it begins; None for the newest, and for what is no id."""
        found: UUID | None = self.cleaned_data.get("before") if self.is_valid() else None
        return found
