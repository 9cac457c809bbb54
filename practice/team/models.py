"""Tables of the team: the first set-up link, invitations of colleagues, API tokens."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from practice.core.models import ROLE_WORDS
from practice.core.rules import STAFF_ROLES
from practice.core.tenancy import SharedModel, TenantForeignKey, TenantModel


class SetupLink(SharedModel):
    """The one-time link printed in the terminal: whoever holds it makes the first practice."""

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class ApiToken(TenantModel):
    """A program's key to the API: acts as its owner within its scopes. Only its digest is kept."""

    subject = "token"
    membership = TenantForeignKey("practice.Membership", verbose_name=_("acts as"))
    name = models.CharField(_("what it is for"), max_length=120)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("scopes"))
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("practice", "digest"), name="one_token"),)

    def __str__(self) -> str:
        return self.name


class StaffInvitation(TenantModel):
    """A way into the team, once, for one address. Only the secret's digest is kept."""

    subject = "settings"
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(
        _("role"), max_length=20, choices=[(role.value, ROLE_WORDS[role]) for role in STAFF_ROLES]
    )
    supervisor = TenantForeignKey("practice.Membership", null=True)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "email"),
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_staff_invitation",
            ),
        )

    def __str__(self) -> str:
        return self.name
