"""What is asked of a credential; the file comes last, so that the rest is kept."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from clients.files.checking import FIELD, too_large
from clients.files.forms import UploadForm
from clients.files.rules import FileKind
from practice.core.elsewhere import LONGEST_ADDRESS
from practice.core.forms import DayField
from sessions.credentials.models import Credential
from sessions.credentials.rules import NAME_LENGTH
from sessions.credentials.services import CredentialData

_MONTHS = [("", _("not known")), *((str(number), name) for number, name in MONTHS.items())]


class CredentialForm(UploadForm):
    """A credential, new or as it is kept; `row`: the one that is changed."""

    kind = FileKind.LETTER
    help = _(
        "A PDF, JPEG or PNG, if you want to keep one here. Whoever holds it and the owner open it;"
        " it is never on the public page."
    )
    name = forms.CharField(
        label=_("What it is called"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Say what it is called.")},
    )
    issuer = forms.CharField(label=_("Who awarded it"), required=False, max_length=NAME_LENGTH)
    awarded_year = forms.IntegerField(
        label=_("Awarded in the year"),
        required=False,
        help_text=_("Leave out what you do not know."),
    )
    awarded_month = forms.TypedChoiceField(
        label=_("Month"), required=False, choices=_MONTHS, coerce=int, empty_value=None
    )
    awarded_day = forms.IntegerField(
        label=_("Day of the month"), required=False, min_value=1, max_value=31
    )
    expires_on = DayField(
        label=_("Holds until"),
        required=False,
        help_text=_("Its last day. Leave it empty if it does not end."),
    )
    is_public = forms.BooleanField(
        label=_("Show it on the public page"),
        required=False,
        help_text=_("With who awarded it and the year. Once it ends, it goes from the page."),
    )
    evidence_url = forms.CharField(
        label=_("A page that shows it"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text=_("Begins with https://. It is not on the public page."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: Credential | None = None, **kwargs: Any) -> None:
        if row is not None:
            names = CredentialData.__dataclass_fields__
            kept = {name: getattr(row, name) for name in names} | {"version": row.version}
            kwargs["initial"] = kept
        super().__init__(*args, **kwargs)
        if row is not None and row.stored_as:
            self.fields["drops_file"] = forms.BooleanField(
                label=_("Take the file away that is kept"), required=False
            )
            self.fields[FIELD].label = _("Another file that shows it")
        else:
            self.fields[FIELD].label = _("A file that shows it")
        self.fields[FIELD].required = False
        self.order_fields([name for name in self.fields if name != FIELD])

    def clean(self) -> dict[str, Any]:
        """Say of a file that it was let go of, since nobody has to choose one."""
        if self.was_too_large:
            self.add_error(FIELD, too_large())
        return super().clean() or self.cleaned_data

    def ask_for_file_again(self) -> None:
        """A browser keeps no file for a form that comes back: say so beside it."""
        if self.errors and self.files.get(FIELD) and FIELD not in self.errors:
            self.add_error(FIELD, _("Choose the file again: nothing is kept yet."))

    @property
    def data_of_credential(self) -> CredentialData:
        """What was said."""
        names = CredentialData.__dataclass_fields__
        return CredentialData(**{name: self.cleaned_data[name] for name in names})

    @property
    def file_sent(self) -> Any:
        """The file that came along, or None."""
        return self.cleaned_data.get(FIELD) or None
