"""What somebody put off, or said to be done, of what waits on Today."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from practice.core.tenancy import TenantForeignKey, TenantModel
from practice.dashboard.rules import NeedKind

KINDS = [(kind.value, kind.value) for kind in NeedKind]


class SetAside(TenantModel):
    """A need that stays away from Today, for everybody of the practice.

    `about` is what it is kept by: the client, of a note the note, of mails the practice. It holds
    for what began by `since`; what began later waits anew. `until` is the practice's day on which
    it comes back; without one it was said to be done.
    """

    subject = "today"
    kind = models.CharField(max_length=12, choices=KINDS)
    about = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateField(_("until"), null=True)
    said_by = TenantForeignKey("practice.Membership")
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "kind", "about"), name="set_aside_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.until or 'done'}"
