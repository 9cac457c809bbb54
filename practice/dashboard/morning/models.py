"""Who gets Today by mail, and when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from practice.core.tenancy import TenantForeignKey, TenantModel


class MorningMail(TenantModel):
    """A colleague's own wish: Today by mail at a time of the practice's clock, on weekdays (ISO, 1
    is Monday). `next_at` is when the next is due; None: none comes."""

    subject = "today"
    member = TenantForeignKey("practice.Membership")
    at = models.TimeField(_("at"))
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list)
    next_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "member"), name="one_morning_mail"),
        )
        indexes = (
            models.Index(
                fields=("next_at",),
                condition=models.Q(next_at__isnull=False),
                name="morning_mail_due",
            ),
        )

    @property
    def reaches(self) -> bool:
        """Whether whoever wanted it still works here and can sign in."""
        return bool(self.member.is_active and self.member.user.is_active)

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"
