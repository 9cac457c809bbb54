"""The table of credentials."""

from django.db import models
from django.db.models import Q

from practice.core.elsewhere import LONGEST_ADDRESS
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.credentials.rules import NAME_LENGTH


class Credential(TenantModel):
    """What somebody who gives lessons was awarded. Source: seed row 96.

    Of when it was awarded only what is known is kept: a year, a month of it, a day of that.
    `expires_on` is its last day. What shows it is for whoever holds it and for the owner: a file in
    the store by a made name, `content_type` is what was found in it; a page elsewhere; or both.
    """

    subject = "credential"
    member = TenantForeignKey("practice.Membership")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME_LENGTH)
    issuer = models.CharField(max_length=NAME_LENGTH, blank=True)
    awarded_year = models.PositiveSmallIntegerField(null=True)
    awarded_month = models.PositiveSmallIntegerField(null=True)
    awarded_day = models.PositiveSmallIntegerField(null=True)
    expires_on = models.DateField(null=True)
    is_public = models.BooleanField(default=False, db_default=False)
    evidence_url = models.CharField(max_length=LONGEST_ADDRESS, blank=True, db_default="")
    stored_as = models.CharField(max_length=100, blank=True, editable=False, db_default="")
    content_type = models.CharField(max_length=40, blank=True, db_default="")
    size = models.PositiveBigIntegerField(default=0, db_default=0)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(awarded_day=None) | Q(awarded_month__isnull=False),
                name="awarded_day_of_a_month",
            ),
            models.CheckConstraint(
                condition=Q(awarded_month=None) | Q(awarded_year__isnull=False),
                name="awarded_month_of_a_year",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="credential_has_a_name"),
            models.CheckConstraint(
                condition=Q(stored_as="", content_type="") | ~Q(stored_as="") & ~Q(content_type=""),
                name="evidence_file_whole",
            ),
            models.UniqueConstraint(
                fields=("stored_as",), condition=~Q(stored_as=""), name="one_evidence_a_name"
            ),
        )
        indexes = (models.Index(fields=("practice", "member", "position"), name="credentials_of"),)

    def __str__(self) -> str:
        return self.name
