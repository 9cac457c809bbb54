"""Why a reminder does not go: asked by the planner, as a mail leaves, and by who looks ahead."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.rules import ClientState
from sessions.programs.rules import HomeProgramState, has_passed
from sessions.reminders.models import PlanState, ReminderPlan


class Why(models.TextChoices):
    """Why not, as people read it."""

    ENDED_PART = "ended_part", _("their part as a guardian has ended")
    NO_ADDRESS = "no_address", _("no e-mail address")
    OFF = "off", _("reminders were turned off")
    RESTS = "rests", _("the program does not run")
    ARCHIVED = "archived", _("the record is archived")
    NOT_YET = "not_yet", _("the program has not begun")
    OVER = "over", _("the program has come to its end")
    PAUSED = "paused", _("reminders are paused")
    QUIET = "quiet", _("it is in the quiet hours")
    LOGGED = "logged", _("already practised today")

    @property
    def words(self) -> str:
        """In the reader's language."""
        return str(self.label)


def why_none(plan: ReminderPlan) -> Why | None:
    """Why no reminder of a plan goes, whatever the day."""
    client, program = plan.client, plan.home_program
    reasons = (
        (client.mail_stopped_at is not None, Why.OFF),
        (plan.state != PlanState.ON, Why.OFF),
        (program.state != HomeProgramState.ACTIVE, Why.RESTS),
        (client.state == ClientState.ARCHIVED, Why.ARCHIVED),
    )
    return next((why for is_so, why in reasons if is_so), None)


def why_not_on(plan: ReminderPlan, day: date, at: datetime) -> Why | None:
    """Why none goes on a local day, at an instant."""
    program = plan.home_program
    local = at.astimezone(ZoneInfo(plan.client.timezone)).time()
    reasons = (
        (program.started_on is not None and day < program.started_on, Why.NOT_YET),
        (has_passed(program.ends_on, day), Why.OVER),
        (plan.paused_until is not None and day < plan.paused_until, Why.PAUSED),
        (plan.quiet.holds(local), Why.QUIET),
    )
    return next((why for is_so, why in reasons if is_so), None)
