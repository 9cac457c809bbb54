"""Who somebody is, how to reach them, and what else is known of them."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from clients.records.rules import (
    Contact,
    read_contacts,
    write_contacts,
)
from clients.records.services import ClientData
from practice.core.forms import DayField, Words, ZoneField
from practice.core.models import Membership
from practice.core.pages import OnceForm
from practice.core.rules import Role


class Offered(forms.TextInput):
    """A text with earlier answers to pick from; `offers` is asked when it is drawn."""

    template_name = "components/widgets/offered.html"
    offers: Callable[[], Sequence[str]] = list

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what is offered, under an id of its own."""
        context = super().get_context(name, value, attrs)
        context["offers"] = self.offers()
        context["widget"]["attrs"]["list"] = f"{name}_offers"
        return context


FOLDED = (2, 3)  # what can come with the intake, as long as nothing of it is typed
GROUPS: Sequence[tuple[Words, Sequence[str]]] = (
    (_("Who they are"), ("given_name", "family_name", "preferred_name", "pronouns", "birth_date")),
    (_("How to reach them"), ("email", "phone", "contacts", "language", "timezone")),
    (_("In an emergency"), ("emergency_name", "emergency_relation", "emergency_phone")),
    (_("Work and habits"), ("occupation", "habits")),
    (_("Here"), ("assigned_to", "came_by")),
)


class Group(NamedTuple):
    """Fields under one heading; a folded one shows its heading alone until it is opened."""

    title: Words
    fields: list[forms.BoundField]
    is_folded: bool


class ClientForm(OnceForm):
    """Who somebody is and how to reach them."""

    given_name = forms.CharField(label=_("Given name"), max_length=120)
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    preferred_name = forms.CharField(
        label=_("Called"), help_text=_("If it is another name."), max_length=120, required=False
    )
    pronouns = forms.CharField(label=_("Pronouns"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Needed for the invitation and for reminders."),
        required=False,
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    birth_date = DayField(
        label=_("Birth date"),
        help_text=_("Says whether guardians sign. Without it somebody counts as of age."),
        required=False,
    )
    timezone = ZoneField(label=_("Time zone"), help_text=_("Reminders come by their clock."))
    assigned_to = forms.UUIDField(label=_("Practitioner"), required=False, widget=forms.Select)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    contacts = forms.CharField(
        label=_("Other contacts"),
        help_text=_("One a line, such as Work: +1 303 555 0100, or Mother: ana@example.org."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.CharField(label=_("Language"), max_length=60, required=False)
    came_by = forms.CharField(
        label=_("How they came"),
        help_text=_("In your own words; earlier ones are offered."),
        max_length=120,
        required=False,
        widget=Offered,
    )
    emergency_name = forms.CharField(label=_("Name"), max_length=120, required=False)
    emergency_relation = forms.CharField(
        label=_("Who they are to them"),
        help_text=_("Partner, mother, neighbour."),
        max_length=60,
        required=False,
    )
    emergency_phone = forms.CharField(
        label=_("Phone in an emergency"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    occupation = forms.CharField(label=_("Occupation"), max_length=120, required=False)
    habits = forms.CharField(
        label=_("What they do again and again"),
        help_text=_("Carrying a child on the left, typing, rowing on Sundays."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    template_name = "clients/records/client_fields.html"

    def __init__(
        self,
        *args: Any,
        colleagues: Callable[[], list[Membership]],
        ways: Callable[[], list[str]],
        tells: bool,
        **kwargs: Any,
    ) -> None:
        """`colleagues` and the earlier `ways` are asked only when the form is drawn: the service
        judges who was chosen. Without `tells` there is nothing of the story on it.
        """
        super().__init__(*args, **kwargs)
        self._colleagues = colleagues
        self.fields["assigned_to"].widget.choices = self._teachers
        self.fields["came_by"].widget.offers = ways
        if not tells:
            del self.fields["habits"]

    def _teachers(self) -> list[tuple[str, Any]]:
        teachers = [m for m in self._colleagues() if m.role != Role.ASSISTANT]
        return [("", _("nobody yet")), *((str(m.pk), m.name) for m in teachers)]

    @property
    def groups(self) -> list[Group]:
        """The fields as the page draws them, under a few headings."""
        found = []
        for number, (title, names) in enumerate(GROUPS):
            fields = [self[name] for name in names if name in self.fields]
            said = any(field.value() or field.errors for field in fields)
            begins = "version" not in self.initial
            found.append(Group(title, fields, begins and number in FOLDED and not said))
        return found

    @staticmethod
    def initial_of(client: Client) -> dict[str, Any]:
        """What the form starts with for somebody already known."""
        names = {name for _title, names in GROUPS for name in names}
        known = {name: getattr(client, name) for name in names - {"assigned_to", "contacts"}}
        return known | {
            "contacts": write_contacts(client.contacts),
            "assigned_to": client.assigned_to_id,
            "version": client.version,
        }

    def clean_contacts(self) -> list[Contact]:
        """Each line as a contact; the line that is none is named."""
        try:
            return read_contacts(self.cleaned_data["contacts"])
        except ValueError as error:
            words = _("This is neither an e-mail nor a phone: %(line)s")
            raise forms.ValidationError(words % {"line": str(error)[:80]}) from None

    def data_in(self) -> ClientData:
        """The cleaned input as the services take it."""
        found = dict(self.cleaned_data)
        found.pop("key", None)
        found.pop("version", None)
        return ClientData(**found | {"assigned_to_id": found.pop("assigned_to")})
