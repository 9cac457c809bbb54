"""Tables of calendar addresses: whose they are. Of the secret only the digest is kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.calendar_feeds.rules import Names

NAMES_WORDS = {
    Names.NONE: _("nobody’s name"),
    Names.INITIALS: _("initials"),
    Names.FULL: _("the client’s name"),
}


class CalendarFeed(TenantModel):
    """An address under which programs read booked time: a `member`'s, or a `client`'s.

    A `guardian` made it for the client: it ends with their part. Whoever made it makes it anew.
    """

    subject = "appointment"
    client_path = "client__"
    member = TenantForeignKey("practice.Membership", null=True)
    client = TenantForeignKey(Client, null=True)
    guardian = TenantForeignKey("clients.Guardian", null=True)
    digest = models.CharField(max_length=64)
    names = models.CharField(
        _("who comes is shown as"),
        max_length=8,
        choices=[(names.value, NAMES_WORDS[names]) for names in Names],
        default=Names.NONE.value,
    )
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "digest"), name="one_calendar_feed"),
            models.CheckConstraint(
                condition=Q(member=None, client__isnull=False)
                | Q(member__isnull=False, client=None, guardian=None),
                name="calendar_feed_of_one",
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "client"), name="calendar_feed_client", condition=Q(member=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
