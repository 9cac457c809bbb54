"""Addresses that nothing is mailed to, one row each time that one was found out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from practice.core.tenancy import TenantForeignKey, TenantModel
from practice.outbox.addresses.rules import Why

WHY_WORDS = {
    Why.BOUNCED: _("mails to it come back"),
    Why.COMPLAINED: _("a mail was marked as unwanted there"),
}


class SuppressedAddress(TenantModel):
    """An address (folded) that takes no mail from this practice, until somebody lifts it.

    `person_id` is whom the mail was for; `message` and its `attempt` found it out, each once.
    """

    subject = "mail"
    address = models.CharField(max_length=320)
    why = models.CharField(max_length=20, choices=[(w.value, WHY_WORDS[w]) for w in Why])
    detail = models.CharField(max_length=200, blank=True)
    person_id = models.UUIDField()
    message = TenantForeignKey("practice.Message")
    attempt = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = TenantForeignKey("practice.Membership", null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "address"),
                condition=models.Q(lifted_at=None),
                name="one_suppression_an_address",
            ),
            models.UniqueConstraint(
                fields=("practice", "message", "attempt", "why"), name="found_out_once"
            ),
        )

    def __str__(self) -> str:
        return self.address
