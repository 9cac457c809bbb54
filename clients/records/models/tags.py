"""Words of the practice's own to sort clients by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models.people import Client
from practice.core.tenancy import TenantForeignKey, TenantModel


class Tag(TenantModel):
    """A word of the practice's own to sort clients by."""

    subject = "settings"
    name = models.CharField(_("tag"), max_length=40)
    folded = models.CharField(max_length=60, editable=False, db_collation="C")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("practice", "folded"), name="one_tag"),)

    def __str__(self) -> str:
        return self.name


class ClientTag(TenantModel):
    """That a client has a tag."""

    subject = "client"
    client_path = "client__"
    client = TenantForeignKey(Client)
    tag = TenantForeignKey(Tag)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "client", "tag"), name="one_tag_a_client"),
        )
        indexes = (models.Index(fields=("practice", "tag", "client"), name="tagged_clients"),)

    def __str__(self) -> str:
        return f"{self.client_id} {self.tag_id}"
