"""Why a reminder does not go: asked by the planner, as a mail leaves, and by who looks ahead."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.rules import ClientState
from sessions.programs.rules import HomeProgramState, has_passed
from sessions.reminders.fading import Stage, is_reminded
from sessions.reminders.models import PlanState, ReminderPlan
from sessions.reminders.rules import place_in_day


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
    FADING = "fading", _("reminders come less often by now")
    ANSWERED = "answered", _("they have answered")
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
        (program.state != HomeProgramState.ACTIVE, Why.RESTS),
        (client.state == ClientState.ARCHIVED, Why.ARCHIVED),
        (plan.state != PlanState.ON, Why.OFF),
    )
    return next((why for is_so, why in reasons if is_so), None)


def why_not_on(plan: ReminderPlan, day: date, slot: str, at: datetime) -> Why | None:
    """Why none goes on a local day, at an instant; `slot` is the time that was meant."""
    program = plan.home_program
    local = at.astimezone(ZoneInfo(plan.client.timezone)).time()
    reasons = (
        (program.started_on is not None and day < program.started_on, Why.NOT_YET),
        (has_passed(program.ends_on, day), Why.OVER),
        (plan.paused_until is not None and day < plan.paused_until, Why.PAUSED),
        (plan.quiet.holds(local), Why.QUIET),
        (not _stage_reminds(plan, day, slot), Why.FADING),
    )
    return next((why for is_so, why in reasons if is_so), None)


def _stage_reminds(plan: ReminderPlan, day: date, slot: str) -> bool:
    """A stage leaves days; from once a week on, it is the first time of such a day alone,
    of those that are not quiet."""
    program, stage = plan.home_program, Stage(plan.stage)
    loud = [at for at in program.times if not plan.quiet.holds(at)]
    if stage >= Stage.WEEKLY and place_in_day(slot, loud):
        return False
    return is_reminded(stage, program.days, plan.stage_since, day)


def why_not_asked(plan: ReminderPlan, at: datetime) -> Why | None:
    """Why the question whether reminders still help does not go: the plan is off since."""
    if plan.asked_at is None:
        return Why.ANSWERED
    why = why_none(plan)
    is_off_for_it = why is Why.OFF and plan.client.mail_stopped_at is None
    if not is_off_for_it:
        return why
    local = at.astimezone(ZoneInfo(plan.client.timezone)).time()
    return Why.QUIET if plan.quiet.holds(local) else None


def why_not(
    plan: ReminderPlan, one: tuple[date, str, datetime], *, has_address: bool, logs: int
) -> Why | None:
    """Why the reminder of a local date and slot does not go at an instant, as it is known now.

    One log of that day leaves out the first reminder of the day, two leave out the second.
    """
    day, slot, at = one
    reasons = (
        (not has_address, Why.NO_ADDRESS),
        (logs > place_in_day(slot, plan.home_program.times), Why.LOGGED),
    )
    found = next((why for is_so, why in reasons if is_so), None)
    return why_none(plan) or found or why_not_on(plan, day, slot, at)
