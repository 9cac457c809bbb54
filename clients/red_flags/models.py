"""Safety questions asked anew, and what was decided on a yes. Each decision stays; the newest
holds."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.intake.models import RedFlagAnswer
from clients.records.models import Client
from clients.red_flags.rules import DecisionChoice
from practice.core.tenancy import TenantForeignKey, TenantModel


class SafetyAsking(TenantModel):
    """Somebody of the practice asked a client every safety question anew. Insert-only, and the
    practice's alone; what was answered is kept as the answers of an intake are."""

    subject = "red_flag"
    client_path = "client__"
    client = TenantForeignKey(Client)
    asked_by = TenantForeignKey("practice.Membership")
    asked_on = models.DateField()
    asked_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("practice", "client", "-id"), name="safety_asked_of"),)

    def __str__(self) -> str:
        return f"{self.asked_on}"


class RedFlagDecision(TenantModel):
    """Who decided what on one answer, when, whom they asked and why. Insert-only, and the
    practice's alone. `avoid` holds codes of what movements must not ask of this body."""

    subject = "red_flag"
    client_path = "answer__client__"
    answer = TenantForeignKey(RedFlagAnswer)
    choice = models.CharField(_("what follows"), max_length=20, choices=DecisionChoice.choices())
    to_whom = models.CharField(_("who was asked"), max_length=200, blank=True)
    reason = models.TextField(_("why"), blank=True)
    avoid = ArrayField(
        models.CharField(max_length=40), verbose_name=_("what is left out"), default=list
    )
    decided_on = models.DateField(_("when this was"))
    decided_by = TenantForeignKey("practice.Membership")
    decided_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("practice", "answer", "-id"), name="flag_decision_answer"),)

    def __str__(self) -> str:
        return self.choice
