"""Tables of the notes on the person: as each reads now, and how it read before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel


class PersonNote(TenantModel):
    """Something to know of a person that belongs to no session. The client never sees it.

    `about` is how it reads now; a correction keeps the former wording beside it.
    """

    subject = "person_note"
    client_path = "client__"
    client = TenantForeignKey(Client)
    author = TenantForeignKey("practice.Membership")
    about = models.TextField(_("note"))
    written_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    corrected_by = TenantForeignKey("practice.Membership", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (
            models.Index(fields=("practice", "client", "-written_at"), name="person_note_client"),
        )

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d}"


class PersonNoteWording(TenantModel):
    """How a note read before a correction, by whom and since when. Insert-only."""

    subject = "person_note"
    client_path = "person_note__client__"
    person_note = TenantForeignKey(PersonNote)
    number = models.PositiveIntegerField()
    about = models.TextField()
    author = TenantForeignKey("practice.Membership")
    written_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "person_note", "number"), name="one_wording_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}"
