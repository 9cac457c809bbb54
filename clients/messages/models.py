"""Tables of the messages: what was said, and where the thread of each client stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.files.models import ClientFile
from clients.guardians.models import Guardian
from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel


class MessageThread(TenantModel):
    """Where the messages of one client stand, followed from them with each that is written.

    `waits_since`: the first one of the client's that nobody answered, and of which nobody said
    that it needs no answer. After a merge a client may have two of these; they say the same from
    the next message on.
    """

    subject = "message"
    client_path = "client__"
    client = TenantForeignKey(Client)
    last_at = models.DateTimeField(null=True)
    waits_since = models.DateTimeField(null=True)
    no_answer_at = models.DateTimeField(null=True)
    no_answer_by = TenantForeignKey("practice.Membership", null=True)

    class Meta:
        indexes = (
            models.Index(fields=("practice", "client"), name="message_thread_client"),
            models.Index(fields=("practice", "-last_at", "-id"), name="message_thread_last"),
            models.Index(
                fields=("practice", "waits_since", "id"),
                condition=models.Q(waits_since__isnull=False),
                name="message_thread_waits",
            ),
        )

    def __str__(self) -> str:
        return f"{self.last_at}"


class ClientMessage(TenantModel):
    """One message between a client and the practice. Nothing of it changes once it is sent.

    Without an `author` it is the client's, or their `guardian`'s. `read_at` is when the other side
    first read it, with who that was; what was taken back in time is shown to nobody.
    """

    subject = "message"
    client_path = "client__"
    client = TenantForeignKey(Client)
    said = models.TextField(_("message"), blank=True)
    file = TenantForeignKey(ClientFile, null=True)
    author = TenantForeignKey("practice.Membership", null=True)
    guardian = TenantForeignKey(Guardian, null=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = TenantForeignKey("practice.Membership", null=True)
    read_by_guardian = TenantForeignKey(Guardian, null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(said="", file=None) | models.Q(taken_back_at__isnull=False),
                name="client_message_says_something",
            ),
            models.CheckConstraint(
                condition=models.Q(author=None) | models.Q(guardian=None),
                name="client_message_of_one_side",
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "client", "-sent_at", "-id"), name="client_message_thread"
            ),
            models.Index(
                fields=("practice", "client"),
                condition=models.Q(author=None, read_at=None, taken_back_at=None),
                name="client_message_new_here",
            ),
            models.Index(
                fields=("practice", "client"),
                condition=models.Q(author__isnull=False, read_at=None, taken_back_at=None),
                name="client_message_new_there",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d %H:%M}"
