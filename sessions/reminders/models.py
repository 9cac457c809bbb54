"""Plans to remind: one a home program, owned by the client."""

from datetime import date, time

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.programs.models import HomeProgram
from sessions.reminders.fading import Stage, StepKind
from sessions.reminders.rules import NIGHT, NO_QUIET, Quiet


class PlanState(models.TextChoices):
    """Whether a plan sends."""

    ON = "on", _("on")
    OFF = "off", _("off")


class ReminderPlan(TenantModel):
    """When to remind of one home program. Days and times are the program's; `next_due_at` (UTC)
    is derived from them in the client's zone and recomputed when either changes: then it is looked
    at, and pauses, quiet hours and the like decide. `paused_until` is the day on which reminders
    come again; quiet hours are the client's own, none where they begin as they end.

    `stage` holds since a local day, unless `frozen`: what was before it, or in a pause, counts for
    nothing. `asked_at`: whether reminders still help was asked, and nobody answered yet;
    `heard_on`: the day that they last said themself that they want them.
    """

    subject = "reminder"
    client_path = "client__"
    client = TenantForeignKey(Client)
    home_program = TenantForeignKey(HomeProgram)
    state = models.CharField(max_length=4, default=PlanState.ON, choices=PlanState.choices)
    detail = models.BooleanField(_("name the practice in the mail"), default=False)
    quiet_from = models.TimeField(default=NIGHT.begins, db_default=NO_QUIET.begins)
    quiet_until = models.TimeField(default=NIGHT.ends, db_default=NO_QUIET.ends)
    paused_until = models.DateField(null=True)
    stage = models.PositiveSmallIntegerField(
        default=Stage.DAILY, db_default=Stage.DAILY.value, choices=Stage.choices
    )
    stage_since = models.DateField(null=True)
    frozen = models.BooleanField(default=False, db_default=False)
    asked_at = models.DateTimeField(null=True)
    heard_on = models.DateField(null=True)
    next_due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "home_program"), name="one_plan_a_program"),
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="plan_stage_known"
            ),
            models.CheckConstraint(
                condition=models.Q(stage=Stage.DAILY.value) | models.Q(stage_since__isnull=False),
                name="plan_stage_since",
            ),
        )
        indexes = (
            models.Index(fields=("next_due_at",), name="plan_due", condition=models.Q(state="on")),
            models.Index(
                fields=("practice", "asked_at"),
                name="plan_asked",
                condition=models.Q(asked_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.state

    @property
    def quiet(self) -> Quiet:
        """When no reminder comes."""
        return Quiet(self.quiet_from, self.quiet_until)

    @property
    def quiet_times(self) -> list[time]:
        """The program's times at which no mail comes, as they lie in quiet hours."""
        return [at for at in self.home_program.times if self.quiet.holds(at)]

    def pause_on(self, day: date) -> date | None:
        """The day that a pause lasts until; None where it is over, or there is none."""
        return self.paused_until if self.paused_until and self.paused_until > day else None


class ReminderStep(TenantModel):
    """One step of a plan, for good: when, from which stage to which, and why in numbers (`why`).

    `said_by` is who of the practice suggested it; `by_client`, or the `guardian` for them, that
    they took it themself. Neither: it came by itself.
    """

    subject = "reminder"
    client_path = "client__"
    client = TenantForeignKey(Client)
    plan = TenantForeignKey(ReminderPlan)
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    from_stage = models.PositiveSmallIntegerField(choices=Stage.choices)
    to_stage = models.PositiveSmallIntegerField(choices=Stage.choices)
    why = models.JSONField(default=dict)
    local_date = models.DateField()
    made_at = models.DateTimeField()
    said_by = TenantForeignKey("practice.Membership", null=True)
    by_client = models.BooleanField(default=False)
    guardian = TenantForeignKey("clients.Guardian", null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=StepKind.values,
                    from_stage__in=Stage.values,
                    to_stage__in=Stage.values,
                ),
                name="step_words_known",
            ),
            models.CheckConstraint(
                condition=models.Q(said_by=None) | models.Q(by_client=False, guardian=None),
                name="step_of_one_side",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "plan", "-id"), name="step_plan"),
            models.Index(fields=("practice", "client"), name="step_client"),
        )

    def __str__(self) -> str:
        return self.kind
