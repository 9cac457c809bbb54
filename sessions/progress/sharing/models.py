"""What was shared with a client of their progress, each time as they read it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel


class SharedProgress(TenantModel):
    """Chosen `parts` of a client's progress, with the practitioner's words, as of a day.

    It stays as it was shared: `told` is what it says in words and numbers, `drawn` how each part
    looked, by its name. Nobody changes either; it can be withdrawn, and then the client reads it no
    more, and the practice still does.
    """

    subject = "note"
    client_path = "client__"
    client = TenantForeignKey(Client)
    parts = ArrayField(models.CharField(max_length=20))
    period = models.CharField(_("time"), max_length=200)
    words = models.TextField(_("words"), blank=True)
    told = models.JSONField()
    drawn = models.JSONField()
    as_of = models.DateField(_("as of"))
    shared_by = TenantForeignKey("practice.Membership")
    shared_at = models.DateTimeField()
    withdrawn_by = TenantForeignKey("practice.Membership", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(parts=[]), name="shared_progress_has_parts"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="shared_progress_withdrawn_by",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client", "-id"), name="shared_progress_client"),
        )

    def __str__(self) -> str:
        return f"{self.as_of}"
