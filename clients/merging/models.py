"""The record of a merge: what was put together, what each record said, and which rows moved."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel

# The choices of clients.merging.rules, in words.
WORDS: Mapping[str, Promise] = {
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "preferred_name": _("Called"),
    "pronouns": _("Pronouns"),
    "birth_date": _("Birth date"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "language": _("Language"),
    "timezone": _("Time zone"),
    "emergency": _("In an emergency"),
    "occupation": _("Occupation"),
    "habits": _("What they do again and again"),
    "assigned_to": _("Practitioner"),
    "came_by": _("How they came"),
    "state": _("State"),
}


class ClientMerge(TenantModel):
    """Two records of one person made one: `other` became part of `client`.

    `values` holds what both said before and what the kept one said afterwards, field by field;
    `moved` the ids of the rows that were the other's, table by table.
    """

    subject = "client"
    client_path = "client__"
    client = TenantForeignKey(Client)
    other = TenantForeignKey(Client)
    values = models.JSONField()
    moved = models.JSONField(default=dict)
    merged_at = models.DateTimeField()
    merged_by = TenantForeignKey("practice.Membership", null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = TenantForeignKey("practice.Membership", null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "other"),
                condition=models.Q(undone_at=None),
                name="one_merge_at_a_time",
            ),
        )
        indexes = (models.Index(fields=("practice", "client", "-merged_at"), name="merge_client"),)

    def __str__(self) -> str:
        return f"{self.merged_at:%Y-%m-%d}"
