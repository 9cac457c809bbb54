"""Tables of guardians: who may act for a client under age."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel


class Guardian(TenantModel):
    """Somebody who may act for a client under age, until that is ended or the client is of age.

    `relation` is what they are to the client, in the practice's words. One login may be the
    guardian of several clients, and a client too.
    """

    subject = "guardian"
    client_path = "client__"
    client = TenantForeignKey(Client)
    user = models.ForeignKey("practice.User", models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    relation = models.CharField(_("relation"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    added_at = models.DateTimeField()
    added_by = TenantForeignKey("practice.Membership", null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = TenantForeignKey("practice.Membership", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "client", "user"),
                condition=models.Q(ended_at=None),
                name="one_guardian_a_login",
            ),
        )
        indexes = (models.Index(fields=("practice", "client"), name="guardian_client"),)

    def __str__(self) -> str:
        return f"{self.name}, {self.relation}"


class GuardianInvitation(TenantModel):
    """A way into the portal for a guardian, once, for one address. Of the secret only the digest.

    It opens the client's pages beside whatever else the login opens. `asked_again_at`: its bearer
    asked for a new one, since it did not open any more.
    """

    subject = "guardian"
    client_path = "client__"
    client = TenantForeignKey(Client)
    guardian = TenantForeignKey(Guardian)
    email = models.EmailField()
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    asked_again_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "guardian"),
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_guardian_invitation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d}"
