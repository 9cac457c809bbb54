"""A client changes when they are reminded; it is theirs, whoever writes it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from clients.intake.services import say_in_draft
from clients.mail_wishes.rules import MailKind
from clients.mail_wishes.services import say_wish
from clients.records.queries import refuse_archived
from clients.records.services import stop_mail
from clients.texts.rules import ConsentKind
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError, Stale
from practice.outbox.services import cancel_messages
from sessions.programs.services import TIMES_MOST
from sessions.reminders.models import PlanState, ReminderPlan
from sessions.reminders.queries import lock_plan
from sessions.reminders.rules import PAUSE_MOST, Quiet
from sessions.reminders.services.following import reschedule
from sessions.reminders.services.stepping import begin_anew

FIELDS = ("first", "second")  # of the form, one a time


@dataclass(frozen=True, kw_only=True)
class PlanData:
    """What else of a plan is changed; None leaves it as it is.

    `quiet` in the client's zone; `paused_until` is the day on which reminders come again, and
    `goes_on` ends a pause now.
    """

    cue: str | None = None
    quiet: Quiet | None = None
    paused_until: date | None = None
    goes_on: bool = False


AS_IT_IS = PlanData()


@transaction.atomic
def change_reminders(
    *,
    actor: Actor,
    plan: ReminderPlan,
    on: bool,
    days: Sequence[int],
    times: Sequence[time],
    detail: bool,
    version: int,
    more: PlanData = AS_IT_IS,
) -> None:
    """Take over when a client wants to be reminded; days are ISO weekdays, 1 Monday to 7.

    Stale if the program's days, times or cue change and its version is not the stored one. Of what
    lies in quiet hours already, as the practice put it there, everything else can be changed.
    """
    actor.require("reminder.write")
    plan = lock_plan(actor, plan.pk)
    refuse_archived(actor, plan.client)
    if on and plan.client.mail_stopped_at and not actor.in_portal:
        raise DomainError(_("They turned reminders off: only they turn them on."), field="on")
    wanted = sorted({one.replace(second=0, microsecond=0) for one in times})
    if on:
        quiet = more.quiet or plan.quiet
        _check(days, times, quiet, plan.home_program.times if quiet == plan.quiet else ())
    _keep_schedule(plan, sorted(set(days)), wanted, more.cue, version, must=on)
    if on and plan.state != PlanState.ON:
        begin_anew(actor, plan)
    plan.state, plan.asked_at = PlanState.ON if on else PlanState.OFF, None
    plan.stopped_at = None if on else now()
    plan.detail = detail
    if on and actor.in_portal:
        plan.heard_on = today_in(plan.client.timezone)
    if more.quiet is not None:
        plan.quiet_from, plan.quiet_until = more.quiet
    _pause(plan, more)
    reschedule(plan)
    plan.save()
    if on and plan.client.mail_stopped_at:
        _want_again(actor, plan.client_id)
    elif not on:
        reason = _("reminders were turned off")
        cancel_messages(actor=actor, subject_id=plan.home_program_id, reason=reason)


def _want_again(actor: Actor, client_id: UUID) -> None:
    stop_mail(actor=actor, client_id=client_id, stopped=False)
    say_wish(actor=actor, client_id=client_id, about=MailKind.REMINDER, wanted=True)
    say_in_draft(actor, client_id, ConsentKind.MESSAGING, given=True)


def _check(
    days: Sequence[int], times: Sequence[time], quiet: Quiet, stored: Sequence[time]
) -> None:
    if not days:
        raise DomainError(_("Choose at least one day."), field="days")
    if not times:
        raise DomainError(_("Choose at least one time."), field="first")
    if len(set(times)) > TIMES_MOST:
        raise DomainError(_("At most two times a day."), field="first")
    words = _(
        "%(at)s is in the quiet hours, %(begins)s to %(ends)s: no mail would come. "
        "Choose another time, or other quiet hours."
    )
    for field, at in zip(FIELDS, times, strict=False):
        if quiet.holds(at) and at not in stored:
            hours = {"at": at, "begins": quiet.begins, "ends": quiet.ends}
            said = {name: time_format(hour, "TIME_FORMAT") for name, hour in hours.items()}
            raise DomainError(words % said, field=field)


def _pause(plan: ReminderPlan, more: PlanData) -> None:
    until, today = more.paused_until, today_in(plan.client.timezone)
    if more.goes_on:
        plan.paused_until = None
        plan.stage_since = min(plan.stage_since, today) if plan.stage_since else None
    if until is None or until == plan.paused_until:
        return
    if until <= today:
        raise DomainError(_("Choose a day that is still to come."), field="paused_until")
    if until > today + timedelta(days=PAUSE_MOST):
        words = _("At most a year ahead. You can turn them off instead.")
        raise DomainError(words, field="paused_until")
    plan.paused_until = plan.stage_since = until


def _keep_schedule(
    plan: ReminderPlan,
    days: list[int],
    times: list[time],
    cue: str | None,
    version: int,
    *,
    must: bool,
) -> None:
    program = plan.home_program
    cue = program.cue if cue is None else cue.strip()
    if (program.days, program.times, program.cue) == (days, times, cue):
        return
    if program.version == version:
        program.days, program.times, program.cue = days, times, cue
        program.version = version + 1
        program.save(update_fields=["days", "times", "cue", "version"])
    elif must:  # turning off never fails for it
        raise Stale(_("Somebody changed this program in between. Look at it again."))
