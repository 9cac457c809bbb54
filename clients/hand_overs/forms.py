"""Input of handing over: from whom, which of theirs, to whom."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.models import Membership
from practice.core.pages import OnceForm

NOBODY = "nobody"


def read_from(value: str, staff: Sequence[Membership]) -> tuple[str, UUID | None] | None:
    """Whose clients are meant: the word in the address and the practitioner, None for no such."""
    if value == NOBODY:
        return NOBODY, None
    found = next((one.pk for one in staff if str(one.pk) == value), None)
    return (value, found) if found else None


class FromForm(forms.Form):
    """Whose clients; stands in the address."""

    giver = forms.ChoiceField(label=_("Whose clients"))

    def __init__(self, *args: Any, staff: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), one.name) for one in staff]
        field: Any = self.fields["giver"]
        field.choices = [("", _("Choose …")), *named, (NOBODY, _("nobody’s yet"))]


class HandOverForm(OnceForm):
    """All of somebody's clients, or those that are ticked, go to another."""

    everybody = forms.BooleanField(label=_("All of them"), required=False)
    clients = forms.TypedMultipleChoiceField(
        label=_("Or these"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    to = forms.TypedChoiceField(label=_("They go to"), coerce=UUID)

    def __init__(
        self,
        *args: Any,
        clients: Sequence[tuple[UUID, str]],
        staff: Sequence[Membership],
        not_id: UUID | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["clients"].choices = [(str(pk), name) for pk, name in clients]
        others = [(str(one.pk), one.name) for one in staff if one.pk != not_id]
        fields["to"].choices = [("", _("Choose …")), *others]

    @property
    def chosen(self) -> list[UUID] | None:
        """Who was ticked; None for everybody."""
        return None if self.cleaned_data["everybody"] else self.cleaned_data["clients"]
