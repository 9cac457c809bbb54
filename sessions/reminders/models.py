"""Plans to remind: one a home program, owned by the client."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.programs.models import HomeProgram


class PlanState(models.TextChoices):
    """Whether a plan sends."""

    ON = "on", _("on")
    OFF = "off", _("off")


class ReminderPlan(TenantModel):
    """When to remind of one home program. Days and times are the program's; `next_due_at` (UTC)
    is derived from them in the client's zone and recomputed when either changes."""

    subject = "reminder"
    client_path = "client__"
    client = TenantForeignKey(Client)
    home_program = TenantForeignKey(HomeProgram)
    state = models.CharField(max_length=4, default=PlanState.ON, choices=PlanState.choices)
    detail = models.BooleanField(_("name the practice in the mail"), default=False)
    next_due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "home_program"), name="one_plan_a_program"),
        )
        indexes = (
            models.Index(fields=("next_due_at",), name="plan_due", condition=models.Q(state="on")),
        )

    def __str__(self) -> str:
        return self.state
