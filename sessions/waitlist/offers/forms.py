"""Which start is offered by hand."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.appointments.services.taking import in_words
from sessions.waitlist.offers.choosing import FreeStart


class OfferForm(forms.Form):
    """One of the starts that are free for a client."""

    start = forms.ChoiceField(
        label=_("Free times"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a time."),
            "invalid_choice": _("This is not free any more. Choose another."),
        },
    )

    def __init__(self, *args: Any, free: Sequence[FreeStart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._free = {one.value: one for one in free}
        several = len({one.place for one in free}) > 1
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            (value, _words(one, several=several)) for value, one in self._free.items()
        ]

    @property
    def chosen(self) -> FreeStart:
        """The start that was chosen."""
        return self._free[self.cleaned_data["start"]]


def _words(one: FreeStart, *, several: bool) -> str:
    words = in_words(one.starts_at, one.zone)
    return f"{words}, {one.place.name}" if several and one.place is not None else words
