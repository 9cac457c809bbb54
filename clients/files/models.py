"""The table of files: what each is and whose. The bytes lie in the store, by a made name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.files.rules import LONGEST_TITLE, FileKind, PostureView, SmallState
from clients.records.models import Client, Episode
from practice.core.tenancy import TenantForeignKey, TenantModel


class ClientFile(TenantModel):
    """A letter or a posture photo of a client, or what came with a message.

    `stored_as` is its name in the store, made up; `content_type` is what was found in it. In the
    portal a client has their posture photos, and what is shared with them: letters, and all that
    came with messages, of either side. Without `added_by` it came from the portal.
    """

    subject = "file"
    client_path = "client__"
    client = TenantForeignKey(Client)
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in FileKind])
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    stored_as = models.CharField(max_length=100, unique=True, editable=False)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    view = models.CharField(
        max_length=10, blank=True, choices=[(v.value, v.label) for v in PostureView]
    )
    taken_on = models.DateField(null=True)
    episode = TenantForeignKey(Episode, null=True)
    is_shared = models.BooleanField(default=False)
    small_state = models.CharField(
        max_length=10,
        default=SmallState.NONE.value,
        choices=[(s.value, s.value) for s in SmallState],
    )
    small_tries = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    added_by = TenantForeignKey("practice.Membership", null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    kind=FileKind.LETTER.value, view="", taken_on=None, added_by__isnull=False
                )
                | models.Q(kind=FileKind.ATTACHMENT.value, view="", taken_on=None, is_shared=True)
                | models.Q(
                    kind=FileKind.POSTURE.value,
                    view__in=[v.value for v in PostureView],
                    taken_on__isnull=False,
                    added_by__isnull=False,
                ),
                name="file_kind_known",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client", "-added_at"), name="file_client"),
            models.Index(
                fields=("practice",),
                condition=models.Q(small_state=SmallState.WAITING.value),
                name="file_small_waits",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.added_at:%Y-%m-%d}"

    @property
    def small_as(self) -> str:
        """The name of its small picture in the store."""
        return f"{self.stored_as}-small"
