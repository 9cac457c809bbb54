"""Tables of handing clients over: once for all that changed hands together, and each of them."""

from django.db import models

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel


class HandOver(TenantModel):
    """That clients went from one practitioner, or from nobody, to another, until it is undone."""

    subject = "hand_over"
    client_path = None
    given_from = TenantForeignKey("practice.Membership", null=True)
    given_to = TenantForeignKey("practice.Membership")
    given_by = TenantForeignKey("practice.Membership", null=True)
    given_at = models.DateTimeField()
    undone_by = TenantForeignKey("practice.Membership", null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("practice", "-given_at"), name="hand_over_newest"),)

    def __str__(self) -> str:
        return f"{self.given_at:%Y-%m-%d}"


class HandedOver(TenantModel):
    """One of the clients of a hand-over."""

    subject = "hand_over"
    client_path = "client__"
    hand_over = TenantForeignKey(HandOver, related_name="clients")
    client = TenantForeignKey(Client)

    class Meta:
        indexes = (models.Index(fields=("practice", "hand_over"), name="handed_over_with"),)

    def __str__(self) -> str:
        return f"{self.client_id}"
