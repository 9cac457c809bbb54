"""What was said about who reads a note. The newest row holds; none means the practice."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.appointments.authors import NoteManager
from sessions.notes.models import SessionNote
from sessions.notes.visibility.rules import SharedPart, Visibility


class NoteVisibility(TenantModel):
    """Who reads a note from now on, and which parts the client; who said so, and when.

    Insert-only. It stands beside the note, so that what is signed stays frozen; the database
    keeps the note's `author_only` to what the newest of these says.
    """

    subject = "note"
    client_path = "note__client__"
    note = TenantForeignKey(SessionNote)
    visibility = models.CharField(max_length=10, choices=Visibility.choices())
    parts = ArrayField(models.CharField(max_length=20, choices=SharedPart.choices()), default=list)
    said_by = TenantForeignKey("practice.Membership")
    said_at = models.DateTimeField()

    objects: ClassVar[NoteManager[Self]] = NoteManager("note__")

    class Meta:
        indexes = (models.Index(fields=("practice", "note", "-id"), name="visibility_note"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(visibility__in=[one.value for one in Visibility]),
                name="visibility_known",
            ),
            models.CheckConstraint(
                condition=Q(visibility=Visibility.CLIENT.value) & ~Q(parts=[])
                | ~Q(visibility=Visibility.CLIENT.value) & Q(parts=[]),
                name="visibility_parts_of_clients",
            ),
        )

    def __str__(self) -> str:
        return self.visibility
