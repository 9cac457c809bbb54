"""Which mails somebody wants."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from clients.mail_wishes.models import MAIL_KIND_WORDS
from clients.mail_wishes.queries import Wish
from clients.mail_wishes.rules import MailKind


class WishesForm(forms.Form):
    """One tick a kind of mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in MailKind:
            self.fields[kind.value] = forms.BooleanField(
                label=cast(Any, MAIL_KIND_WORDS[kind]), required=False
            )

    def show(self, wishes: Iterable[Wish]) -> None:
        """Tick what is wanted, where nothing was sent."""
        self.initial = {wish.about.value: wish.wanted for wish in wishes}

    def wanted(self) -> dict[MailKind, bool]:
        """What was ticked, kind by kind."""
        return {MailKind(name): bool(value) for name, value in self.cleaned_data.items()}
