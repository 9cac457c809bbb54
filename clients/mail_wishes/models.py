"""Which mails a client wants: each time they said so, when, and who wrote it down."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.mail_wishes.rules import MailKind
from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel

MAIL_KIND_WORDS = {
    MailKind.REMINDER: _("Reminders to practise"),
    MailKind.INTAKE: _("Questions about the intake, and new intakes"),
    MailKind.MESSAGE: _("That there is a message"),
    MailKind.OFFER: _("Time that got free, while you wait for some"),
    MailKind.APPOINTMENT: _("Reminders of appointments"),
    MailKind.CHECK_IN: _("A few questions now and then, and what comes next"),
}


class MailWish(TenantModel):
    """That somebody wanted one kind of mail, or did not, from then on; the newest holds.

    `by_client`: they said it themself, in the portal or by a mail's link, or `guardian` for them.
    Otherwise `said_by` wrote down what they said.
    """

    subject = "mail_wish"
    client_path = "client__"
    client = TenantForeignKey(Client)
    about = models.CharField(
        max_length=20, choices=[(kind.value, MAIL_KIND_WORDS[kind]) for kind in MailKind]
    )
    wanted = models.BooleanField()
    said_at = models.DateTimeField()
    said_by = TenantForeignKey("practice.Membership", null=True)
    by_client = models.BooleanField()
    guardian = TenantForeignKey("clients.Guardian", null=True)

    class Meta:
        indexes = (
            models.Index(fields=("practice", "client", "about", "-said_at"), name="mail_wish_last"),
        )

    def __str__(self) -> str:
        return f"{self.about} {self.wanted}"
