"""Narrowing the list of clients by when they were last seen, and for how long they are silent."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from clients.records.narrowing import Narrowing, Rows
from practice.core.actor import Actor
from practice.core.clock import today_in
from sessions.appointments.models import Session
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from sessions.programs.rules import HomeProgramState
from sessions.programs.running import of_state


def _last_seen(actor: Actor, rows: Rows, chosen: str) -> Rows:
    """By the day of the last lesson in the practice's own calendar."""
    lessons = Session.objects.visible_to(actor).filter(client_id=OuterRef("pk"))
    if chosen == "never":
        return rows.filter(~Exists(lessons))
    how, _sep, days = chosen.partition("-")
    recent = Exists(lessons.filter(held_on__gte=today_in(actor.zone) - timedelta(days=int(days))))
    return rows.filter(recent) if how == "within" else rows.filter(Exists(lessons), ~recent)


def _silent(actor: Actor, rows: Rows, days: str) -> Rows:
    """Whose program has run for so many days in which they logged no practice."""
    since = today_in(actor.zone) - timedelta(days=int(days))
    running = HomeProgram.objects.visible_to(actor).filter(client_id=OuterRef("pk"))
    programs = of_state(running, HomeProgramState.ACTIVE).filter(started_on__lte=since)
    logs = PracticeLog.objects.visible_to(actor).filter(
        client_id=OuterRef("pk"), local_date__gt=since, done=True
    )
    return rows.filter(Exists(programs), ~Exists(logs))


LAST_SEEN = Narrowing(
    "seen",
    _("Last seen"),
    [
        ("", _("any time")),
        ("within-14", _("in the last 14 days")),
        ("before-21", _("more than 21 days ago")),
        ("before-90", _("more than 90 days ago")),
        ("never", _("never yet")),
    ],
    "session.read",
    _last_seen,
)
SILENT = Narrowing(
    "silent",
    _("Silent"),
    [
        ("", _("any")),
        ("7", _("for 7 days")),
        ("14", _("for 14 days")),
        ("30", _("for 30 days")),
    ],
    "practice_log.read",
    _silent,
)
