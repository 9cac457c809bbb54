"""Table of flares: that practice was too much, who said so, and who let it go on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.programs.models import HomeProgram


class FlareSource(models.TextChoices):
    """Where it was said."""

    PORTAL = "portal", _("in the portal")
    MAIL_LINK = "mail_link", _("from a reminder")
    TOGETHER = "together", _("together with the practice")
    API = "api", _("by a program")
    PHONE = "phone", _("on the phone, without a connection")
    CHECK_IN = "check_in", _("in a check-in")


class Flare(TenantModel):
    """A program rests since practice was too much: sore for long, or worse than before.

    `flared_on` is the client's own day. It is open until somebody of the practice resumes or ends
    the program; one stands open for a program.
    """

    subject = "practice_log"
    client_path = "client__"
    client = TenantForeignKey(Client)
    home_program = TenantForeignKey(HomeProgram)
    source = models.CharField(max_length=12, choices=FlareSource.choices)
    soreness_hours = models.PositiveSmallIntegerField(null=True)
    worse = models.BooleanField()
    flared_on = models.DateField()
    flared_at = models.DateTimeField()
    told_by = TenantForeignKey("practice.Membership", null=True)
    guardian = TenantForeignKey("clients.Guardian", null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = TenantForeignKey("practice.Membership", null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "home_program"),
                condition=models.Q(settled_at=None),
                name="one_open_flare_a_program",
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "flared_at"),
                condition=models.Q(settled_at=None),
                name="flare_open",
            ),
            models.Index(fields=("practice", "client", "-flared_at"), name="flare_client"),
        )

    def __str__(self) -> str:
        return f"{self.flared_on}"
