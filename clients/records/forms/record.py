"""Input shapes of the client record."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from clients.records.models import CLIENT_STATE_WORDS, OUTCOME_WORDS
from clients.records.narrowing import Narrowing
from clients.records.queries import TagBeside
from clients.records.rules import (
    ClientState,
    EpisodeOutcome,
)
from practice.core.models import Membership, User
from practice.core.pages import OnceForm


class TagForm(forms.Form):
    """A tag's name."""

    name = forms.CharField(
        label=_("Tag"), max_length=40, help_text=_("A word or two, such as Runs or Choir.")
    )


class ClientTagsForm(forms.Form):
    """Which tags a client has."""

    tags = forms.TypedMultipleChoiceField(
        label=_("Tags"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--days"}),
    )

    def __init__(self, *args: Any, tags: Sequence[TagBeside], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["tags"]
        field.choices = [(str(tag.id), tag.name) for tag in tags]
        field.initial = [str(tag.id) for tag in tags if tag.has]


class EpisodeForm(OnceForm):
    """What the work is about, in the client's words."""

    concern = forms.CharField(
        label=_("What is it about?"),
        help_text=_("In the client’s own words, as they would say it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EpisodeCloseForm(forms.Form):
    """How the work ended."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[(o.value, OUTCOME_WORDS[o]) for o in EpisodeOutcome],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why, in a few words"),
        help_text=_("Needed, unless its goals are met and no release stands without integration."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ClientStateForm(forms.Form):
    """Where a client stands."""

    state = forms.ChoiceField(choices=[(s.value, CLIENT_STATE_WORDS[s]) for s in ClientState])


class ClientFilterForm(forms.Form):
    """What narrows the list; lives in the address."""

    q = forms.CharField(required=False)
    after = forms.CharField(required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("all but archived")),
            *((s.value, CLIENT_STATE_WORDS[s]) for s in ClientState),
        ],
    )
    tag = forms.UUIDField(label=_("Tag"), required=False, widget=forms.Select)
    practitioner = forms.UUIDField(label=_("Practitioner"), required=False, widget=forms.Select)

    def __init__(
        self,
        *args: Any,
        tags: Sequence[TagBeside],
        staff: Sequence[Membership],
        narrowings: Sequence[Narrowing],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.narrowings = narrowings
        self._offer("tag", [(str(tag.id), tag.name) for tag in tags])
        self._offer("practitioner", [(str(one.pk), one.name) for one in staff])
        for narrowing in narrowings:
            self.fields[narrowing.name] = forms.ChoiceField(
                label=cast(Any, narrowing.label),
                required=False,
                choices=narrowing.choices,
            )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.widget.choices = [("", _("any")), *choices]

    def more(self, *, tags: bool, staff: bool) -> list[forms.BoundField]:
        """The fields beside the state that have something to choose."""
        known = ["tag"] * tags + ["practitioner"] * staff + [n.name for n in self.narrowings]
        return [self[name] for name in known]

    def narrowed(self) -> list[tuple[Narrowing, str]]:
        """What was chosen of what rooms above know."""
        chosen = [(n, self.cleaned_data.get(n.name, "")) for n in self.narrowings]
        return [(narrowing, value) for narrowing, value in chosen if value]


class NewLoginForm(forms.Form):
    """How an invited person wants to sign in: a password, or a code by mail each time."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_(
            "At least 12 characters; a few words are good. Leave it empty if you would rather"
            " have a code mailed to you each time."
        ),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    remember = forms.BooleanField(
        label=_("Keep me signed in on this device"),
        help_text=_("For your own phone or computer only."),
        required=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Hold a password, when there is one, to the same rules as everywhere."""
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password, self.user)
        return password
