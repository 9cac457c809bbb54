"""Table of check-ins: that the week's minute was taken, and how sore it left them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel


class CheckIn(TenantModel):
    """One check-in on the client's own day. What it measured stands with the measures; soreness
    after practising stands here: hours, or None where nobody said."""

    subject = "practice_log"
    client_path = "client__"
    client = TenantForeignKey(Client)
    local_date = models.DateField()
    checked_at = models.DateTimeField()
    soreness_hours = models.PositiveSmallIntegerField(_("hours of soreness"), null=True)
    worse = models.BooleanField(_("worse than before"), default=False)
    guardian = TenantForeignKey("clients.Guardian", null=True)

    class Meta:
        indexes = (
            models.Index(fields=("practice", "client", "-local_date"), name="check_in_client"),
        )

    def __str__(self) -> str:
        return f"{self.local_date}"


class CheckInLook(TenantModel):
    """The last local day on which the planner of mails looked who is asked, zone by zone."""

    subject = "practice_log"
    timezone = models.CharField(max_length=64)
    looked_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "timezone"), name="one_look_a_zone"),
        )

    def __str__(self) -> str:
        return f"{self.timezone} {self.looked_on}"
