"""When a check-in is asked for by mail, and when next steps are told. No clock here."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clients.measures.rules import IN_A_LESSON, Due, Stage

MORNING, AFTERNOON, NIGHT = time(9), time(17), time(20)  # by the client's clock: ours
TOLD_WITHIN = timedelta(days=7)  # after something let go
UNANSWERED_MOST = 3  # mails in a row that nobody answered: ours; then it is not asked louder
# What is answered together with a practitioner, or with the intake, nobody is mailed about.
NEVER_BY_MAIL = frozenset({*IN_A_LESSON, Stage.INTAKE})


def morning_of(at: datetime, zone: ZoneInfo) -> date | None:
    """The local day whose morning has come and whose night has not; None at any other hour."""
    local = at.astimezone(zone)
    return local.date() if MORNING <= local.time() < NIGHT else None


def asked_by_mail(due: Iterable[Due]) -> date | None:
    """The newest day from which something asks that may be asked by mail; None if nothing does."""
    return max((one.asked_on for one in due if one.stage not in NEVER_BY_MAIL), default=None)


def next_steps_wait(released_on: date, at: datetime, zone: ZoneInfo) -> bool:
    """Whether next steps are told now: in the afternoon of the day on which something let go, so
    that whoever wrote it down by mistake has time to say so, or by day in the week after, as when
    it was written down later."""
    local = at.astimezone(zone)
    since = (local.date() - released_on).days
    begins = AFTERNOON if since == 0 else MORNING
    return 0 <= since <= TOLD_WITHIN.days and begins <= local.time() < NIGHT


def goes_unanswered(due: Iterable[Due], unanswered: int) -> bool:
    """Whether only what comes again and again is asked, and the last mails had no answer."""
    asked = {one.stage for one in due} - NEVER_BY_MAIL
    return unanswered >= UNANSWERED_MOST and asked <= {Stage.WEEKLY, Stage.HABIT}
