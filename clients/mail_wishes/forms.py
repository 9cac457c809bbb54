"""Which mails somebody wants."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from clients.mail_wishes.queries import Wish
from clients.mail_wishes.rules import MailKind


class WishesForm(forms.Form):
    """One tick a kind of mail."""

    def __init__(self, *args: Any, wishes: Sequence[Wish], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for wish in wishes:
            self.fields[wish.about.value] = forms.BooleanField(
                label=cast(Any, wish.word), required=False, initial=wish.wanted
            )

    def wanted(self) -> dict[MailKind, bool]:
        """What was ticked, kind by kind."""
        return {MailKind(name): bool(value) for name, value in self.cleaned_data.items()}
