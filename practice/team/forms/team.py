"""Forms of the team: inviting, changing, letting go, joining."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from practice.core.models import ROLE_WORDS, Membership, User
from practice.core.rules import STAFF_ROLES, Role
from practice.team.leaving import InHand
from practice.team.rules import may_supervise

ROLE_HELP = _(
    "Owners see and change everything. Practitioners give lessons. Trainees see their own clients,"
    " and a supervisor signs their notes too. Assistants keep people and mail and read no story."
)


class _RoleForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, ROLE_WORDS[role]) for role in STAFF_ROLES],
        help_text=ROLE_HELP,
    )
    supervisor = forms.TypedChoiceField(
        label=_("Supervisor"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("For a trainee."),
    )

    def __init__(
        self, *args: Any, team: Sequence[Membership], not_id: UUID | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        able = [m for m in team if may_supervise(Role(m.role)) and m.pk != not_id]
        self.fields["supervisor"].choices = [  # type: ignore[attr-defined]
            ("", _("nobody")),
            *((str(m.pk), m.name) for m in able),
        ]


class InviteForm(_RoleForm):
    """Whom to invite into the team, and as what."""

    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    field_order = ("name", "email", "role", "supervisor")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"role": Role.PRACTITIONER.value})
        super().__init__(*args, **kwargs)


class MemberForm(_RoleForm):
    """What a colleague is called and may do."""


SINGLE = "client-"


class LeaveForm(forms.Form):
    """Who takes over from somebody who leaves."""

    successor = forms.TypedChoiceField(
        label=_("Their clients go to"), required=False, coerce=UUID, empty_value=None
    )

    def __init__(
        self, *args: Any, team: Sequence[Membership], leaving: Membership, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        teach = [m for m in team if m.pk != leaving.pk and m.role != Role.ASSISTANT]
        self.teach = [(str(m.pk), m.name) for m in teach]
        self.others: dict[UUID, UUID] = {}
        self.fields["successor"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose …")),
            *self.teach,
        ]

    def clean(self) -> dict[str, Any]:
        """Read who gets single clients: `client-<id>` with a colleague, or nothing."""
        known = dict(self.teach)
        for name, value in self.data.items():
            if not name.startswith(SINGLE) or not value:
                continue
            try:
                client_id = UUID(name.removeprefix(SINGLE))
            except ValueError:
                continue  # no field of ours
            if value not in known:
                raise forms.ValidationError(_("Choose somebody who gives lessons."))
            self.others[client_id] = UUID(value)
        return self.cleaned_data

    def single(self, clients: Sequence[InHand]) -> list[dict[str, Any]]:
        """How the choices for single clients are drawn; none where there is nobody to choose."""
        if len(self.teach) < 2:
            return []
        return [
            {"name": f"{SINGLE}{c.id}", "word": c.name, "chosen": self.data.get(f"{SINGLE}{c.id}")}
            for c in clients
        ]


class JoinForm(forms.Form):
    """A colleague's own name and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As colleagues and clients read it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Twelve characters or more. A few words with spaces are welcome."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Judge the password beside the name and address it must not repeat."""
        cleaned = super().clean() or {}
        if cleaned.get("password"):
            person = User(email=self.email, name=cleaned.get("name", ""))
            try:
                validate_password(cleaned["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned
