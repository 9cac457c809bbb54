"""The client, what they are found by, and the way into the portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.rules import ClientState, Likeness
from practice.core.tenancy import TenantForeignKey, TenantModel
from practice.core.zones import ZoneField

CLIENT_STATE_WORDS = {
    ClientState.ENQUIRY: _("enquiry"),
    ClientState.ACTIVE: _("active"),
    ClientState.MAINTAINING: _("maintaining"),
    ClientState.ARCHIVED: _("archived"),
}
EMERGENCY = ("emergency_name", "emergency_relation", "emergency_phone")
FURTHER = ("birth_date", "language", "contacts", "occupation", "came_by")
LIKENESS_WORDS = {
    Likeness.NAME: _("same name and birth date"),
    Likeness.EMAIL: _("same e-mail"),
    Likeness.PHONE: _("same phone"),
}


class Client(TenantModel):
    """A person in one practice, with or without a login."""

    subject = "client"
    client_path = ""
    user = models.ForeignKey("practice.User", models.PROTECT, null=True, related_name="+")
    given_name = models.CharField(_("given name"), max_length=120)
    family_name = models.CharField(_("family name"), max_length=120, blank=True)
    preferred_name = models.CharField(_("preferred name"), max_length=120, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    timezone = ZoneField(_("time zone"), max_length=64)
    state = models.CharField(
        _("state"),
        max_length=20,
        default=ClientState.ENQUIRY.value,
        choices=[(s.value, CLIENT_STATE_WORDS[s]) for s in ClientState],
    )
    assigned_to = TenantForeignKey(
        "practice.Membership", null=True, blank=True, verbose_name=_("practitioner")
    )
    # Further e-mails and phones: {kind, label, value} each, as rules.read_contacts makes them.
    contacts = models.JSONField(
        _("other contacts"),
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
    )
    emergency_name = models.CharField(max_length=120, blank=True, default="", db_default="")
    emergency_phone = models.CharField(max_length=40, blank=True, default="", db_default="")
    emergency_relation = models.CharField(max_length=60, blank=True, default="", db_default="")
    occupation = models.CharField(max_length=120, blank=True, default="", db_default="")
    # What they do again and again, at work and beside it: part of the story.
    habits = models.TextField(blank=True, default="", db_default="")
    language = models.CharField(max_length=60, blank=True, default="", db_default="")
    came_by = models.CharField(max_length=120, blank=True, default="", db_default="")
    mail_stopped_at = models.DateTimeField(null=True, editable=False)
    # The record of the same person that this one became part of (clients/merging).
    merged_into = TenantForeignKey("clients.Client", null=True, editable=False)
    sort_name = models.CharField(max_length=250, editable=False, db_collation="C")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in ClientState]),
                name="client_state_known",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "sort_name", "id"), name="client_by_name"),
            models.Index(fields=("practice", "state", "sort_name", "id"), name="client_by_state"),
            models.Index(fields=("practice", "-id"), name="client_newest"),
            models.Index(fields=("practice", "email"), name="client_email"),
            models.Index(fields=("practice", "birth_date"), name="client_born"),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def called(self) -> str:
        """How to speak to them."""
        return self.preferred_name or self.given_name

    @property
    def has_more(self) -> bool:
        """Whether anything is known beside the name, the reach and the story."""
        return any(getattr(self, name) for name in (*EMERGENCY, *FURTHER))

    @property
    def full_name(self) -> str:
        """Given and family name, as written."""
        return f"{self.given_name} {self.family_name}".strip()


class ClientBeginning(TenantModel):
    """One beginning of a word that a client is found by: folded, without accents.

    A row for each of a word's first two to six letters, and one for a longer word as a whole, so
    that what somebody types is found by equality (or, past six letters, in a short range). The
    order of names stands in the row and in the index: a beginning that thousands share is read
    in that order and no further than a page goes. Plain conditions on text with collation C are
    leakproof, so that row security keeps using the index.
    """

    subject = "client"
    client_path = "client__"
    client = TenantForeignKey(Client, related_name="beginnings")
    text = models.CharField(max_length=120, db_collation="C")
    sort_name = models.CharField(max_length=250, db_collation="C")
    is_archived = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "client", "text"), name="one_beginning_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "text", "is_archived", "sort_name", "client"),
                name="client_beginning",
            ),
        )

    def __str__(self) -> str:
        return self.text


class Invitation(TenantModel):
    """A way into the portal, once, for one address. Only the secret's digest is kept."""

    subject = "client"
    client_path = "client__"
    client = TenantForeignKey(Client)
    email = models.EmailField()
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    asked_again_at = models.DateTimeField(null=True)  # for a new one, until that is sent

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "client"),
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation",
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "asked_again_at"),
                condition=models.Q(asked_again_at__isnull=False),
                name="invitation_asked_again",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d}"
