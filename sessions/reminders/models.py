"""Plans to remind: one a home program, owned by the client."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.programs.models import HomeProgram
from sessions.reminders.rules import NIGHT, NO_QUIET, Quiet


class PlanState(models.TextChoices):
    """Whether a plan sends."""

    ON = "on", _("on")
    OFF = "off", _("off")


class ReminderPlan(TenantModel):
    """When to remind of one home program. Days and times are the program's; `next_due_at` (UTC)
    is derived from them in the client's zone and recomputed when either changes: then it is looked
    at, and pauses, quiet hours and the like decide. `paused_until` is the day on which reminders
    come again; quiet hours are the client's own, none where they begin as they end."""

    subject = "reminder"
    client_path = "client__"
    client = TenantForeignKey(Client)
    home_program = TenantForeignKey(HomeProgram)
    state = models.CharField(max_length=4, default=PlanState.ON, choices=PlanState.choices)
    detail = models.BooleanField(_("name the practice in the mail"), default=False)
    quiet_from = models.TimeField(default=NIGHT.begins, db_default=NO_QUIET.begins)
    quiet_until = models.TimeField(default=NIGHT.ends, db_default=NO_QUIET.ends)
    paused_until = models.DateField(null=True)
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

    @property
    def quiet(self) -> Quiet:
        """When no reminder comes."""
        return Quiet(self.quiet_from, self.quiet_until)

    def pause_on(self, day: date) -> date | None:
        """The day that a pause lasts until; None where it is over, or there is none."""
        return self.paused_until if self.paused_until and self.paused_until > day else None
