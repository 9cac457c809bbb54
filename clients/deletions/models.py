"""The table of requests for deletion: who asked, when, for whom, and what was answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.deletions.rules import Outcome, RequestState, state_of
from clients.guardians.models import Guardian
from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel

OUTCOME_WORDS = {
    Outcome.DONE: _("It is done, as the answer says"),
    Outcome.REFUSED: _("It is not done, for the reason in the answer"),
}


class DeletionRequest(TenantModel):
    """That a client, or their `guardian`, asks for deletion of what is kept; nothing is deleted.

    It is open until they take it back or the owner answers. One stands open at a time, which the
    service sees to: after a merge there may be two, each answered by itself.
    """

    subject = "deletion_request"
    client_path = "client__"
    client = TenantForeignKey(Client)
    guardian = TenantForeignKey(Guardian, null=True)
    said = models.TextField(_("a word with it"), blank=True)
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=10, blank=True, choices=[(one.value, OUTCOME_WORDS[one]) for one in Outcome]
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = TenantForeignKey("practice.Membership", null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None, outcome="", answer="")
                | models.Q(
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                    outcome__in=[one.value for one in Outcome],
                    withdrawn_at=None,
                )
                & ~models.Q(answer=""),
                name="deletion_answered_whole",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client", "-asked_at"), name="deletion_client"),
            models.Index(
                fields=("practice", "asked_at"),
                condition=models.Q(withdrawn_at=None, answered_at=None),
                name="deletion_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d}"

    @property
    def state(self) -> RequestState:
        """Where it stands."""
        return state_of(self.withdrawn_at, self.answered_at)

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state is RequestState.OPEN
