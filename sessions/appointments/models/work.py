"""The work done: one lesson held with one client."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client, Episode
from practice.core.tenancy import TenantForeignKey, TenantModel


class Session(TenantModel):
    """One lesson held with one client. `held_on` is the place's local date."""

    subject = "session"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    practitioner = TenantForeignKey("practice.Membership", verbose_name=_("practitioner"))
    place = TenantForeignKey("practice.Place", null=True, blank=True, verbose_name=_("place"))
    held_on = models.DateField(_("held on"))
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "episode", "number"), name="one_session_a_number"
            ),
        )
        indexes = (models.Index(fields=("practice", "client", "-held_on"), name="session_client"),)

    def __str__(self) -> str:
        return f"{self.number}"
