"""Texts that clients agree to, and their answers."""

from django.db import models

from clients.records.models.people import Client
from practice.core.tenancy import TenantForeignKey, TenantModel


class ConsentDocument(TenantModel):
    """One version of a text that clients agree to; `asked` False: nobody is asked since."""

    subject = "vocabulary"
    kind = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    required = models.BooleanField()
    asked = models.BooleanField(default=True, db_default=True)
    published_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "kind", "version"), name="one_text_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class ConsentRecord(TenantModel):
    """A client's answer to one version of one text, with the name they typed.

    For a client under age `guardian` answered, with what they were to them (`signed_as`). Without
    a name it was taken back in the portal, or given or taken back aloud, as `said_by` wrote down;
    `seen_by` says who of the practice took note of one that was taken back.
    """

    subject = "story"
    client_path = "client__"
    client = TenantForeignKey(Client)
    document = TenantForeignKey(ConsentDocument)
    given = models.BooleanField()
    typed_name = models.CharField(max_length=200)
    answered_at = models.DateTimeField()
    guardian = TenantForeignKey("clients.Guardian", null=True)
    signed_as = models.CharField(max_length=60, blank=True, default="", db_default="")
    said_by = TenantForeignKey("practice.Membership", null=True)
    seen_by = TenantForeignKey("practice.Membership", null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("practice", "client"), name="consent_client"),
            models.Index(
                fields=("practice", "answered_at"),
                name="consent_back_unseen",
                condition=models.Q(given=False, typed_name="", seen_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.given}"
