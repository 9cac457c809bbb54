"""For whom: when a login belongs to several people."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.records.queries import ClientOfLogin


class ChooseForm(forms.Form):
    """One of the login's own people; anybody else is no choice."""

    client = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, people: Sequence[ClientOfLogin], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["client"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(p.client_id), f"{p.name}, {p.practice_name}") for p in people]
