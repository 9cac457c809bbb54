"""Table of sensation: how clearly a place was felt on a day, and when that was said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from clients.sensing.rules import FELT, MOST_WORDS, SensedIn
from clients.symptoms.rules import SensationClarity, Side
from practice.core.tenancy import TenantForeignKey, TenantModel


class SensationReport(TenantModel):
    """How clearly a client feels a region of the body map, in a word, 0–10 and their own words.

    `felt_on` is the day it speaks of, `reported_on` the client's day on which it was said: where
    they differ somebody looks back, and what was said on that day stays beside it. Nothing of what
    was said is ever changed; whoever said it may take it back, and it stays, marked.
    `is_discovery`: "I now feel … that I did not before".
    """

    subject = "sensation"
    client_path = "client__"
    client = TenantForeignKey(Client)
    region = models.CharField(max_length=60)
    side = models.CharField(max_length=10, choices=Side.choices())
    clarity = models.CharField(max_length=20, choices=SensationClarity.choices())
    felt = models.PositiveSmallIntegerField(_("how clearly it is felt"), null=True)
    words = models.CharField(_("in your own words"), max_length=MOST_WORDS, blank=True)
    is_discovery = models.BooleanField(default=False)
    felt_on = models.DateField(_("the day it speaks of"))
    reported_on = models.DateField()
    reported_at = models.DateTimeField()
    source = models.CharField(max_length=10, choices=SensedIn.choices())
    entered_by = TenantForeignKey("practice.Membership", null=True)
    guardian = TenantForeignKey("clients.Guardian", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(felt=None) | models.Q(felt__range=FELT),
                name="felt_0_to_10",
            ),
            models.CheckConstraint(
                condition=models.Q(felt=None) | ~models.Q(clarity=SensationClarity.ABSENT.value),
                name="absent_has_no_number",
            ),
            models.CheckConstraint(
                condition=models.Q(felt_on__lte=models.F("reported_on")),
                name="felt_before_it_was_said",
            ),
            models.CheckConstraint(
                condition=models.Q(is_discovery=False) | ~models.Q(words=""),
                name="discovery_has_words",
            ),
            models.CheckConstraint(
                condition=models.Q(source=SensedIn.PORTAL.value, entered_by=None)
                | models.Q(
                    source=SensedIn.LESSON.value, entered_by__isnull=False, guardian__isnull=True
                ),
                name="sensation_says_who_entered_it",
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "client", "region", "-felt_on"), name="sensation_region"
            ),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.clarity}"
