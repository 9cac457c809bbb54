"""The practice's own words, one row a kind of text and language."""

from django.db import models

from practice.core.tenancy import TenantForeignKey, TenantModel
from practice.outbox.texts.rules import BODY_LENGTH, SUBJECT_LENGTH, OwnText


class MailText(TenantModel):
    """Own words for one kind of text in one language (its code without a country: "en").

    Empty parts are Supple's. The row stays when both are, so that its version counts on.
    """

    subject = "settings"
    code = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    subject_line = models.CharField(max_length=SUBJECT_LENGTH, blank=True)
    body = models.TextField(max_length=BODY_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = TenantForeignKey("practice.Membership", null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "code", "language"), name="one_text_a_kind_and_language"
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def own(self) -> OwnText:
        """What is the practice's own of it."""
        return OwnText(self.subject_line, self.body)
