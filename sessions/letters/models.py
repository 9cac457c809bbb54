"""Letters that were made, each as it went on paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client, Episode
from practice.core.tenancy import TenantForeignKey, TenantModel


class DoctorLetter(TenantModel):
    """One letter about one course of work. Insert-only: `told` is all that stands on its paper, so
    that it can be printed again as it was."""

    subject = "note"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    addressee = models.CharField(_("to whom"), max_length=400)
    told = models.JSONField()
    made_by = TenantForeignKey("practice.Membership")
    made_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("practice", "episode", "-id"), name="letter_episode"),)

    def __str__(self) -> str:
        return self.addressee
