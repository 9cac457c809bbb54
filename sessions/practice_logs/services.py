"""Writes of practice logs. A flare pauses the program until it is talked over."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg.errors import NotNullViolation

from clients.records.queries import refuse_archived
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from sessions.flares.models import FlareSource
from sessions.flares.rules import is_flare, says_more
from sessions.flares.services import pause_for_flare
from sessions.practice_logs.models import LogSource, PracticeLog, PracticeLogItem
from sessions.practice_logs.queries import log_with_key
from sessions.practice_logs.rules import RANGES, SkipReason, is_editable
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.queries import hold_home_program
from sessions.programs.rules import HomeProgramState, has_begun, was_running

USED_BEFORE = gettext_lazy("This form was used before. Open it again.")
OF_PRACTISING = ("minutes", "slowness", "attention", "effort", "ease_after", "pain_during")


@dataclass(frozen=True, kw_only=True)
class LogData:
    """What a client says of one practice. Ratings are 0–10, or None where not answered."""

    done: bool
    skip_reason: str = ""
    minutes: int | None = None
    slowness: int | None = None
    attention: int | None = None
    effort: int | None = None
    ease_after: int | None = None
    pain_during: int | None = None
    soreness_hours: int | None = None
    worse: bool = False
    line: str = ""
    item_ids: Collection[UUID] = ()


@dataclass(frozen=True)
class Logged:
    """The log; whether this call made it; whether it paused the program."""

    log: PracticeLog
    is_new: bool
    paused: bool


def _clean(data: LogData) -> LogData:
    for name, allowed in RANGES.items():
        value = getattr(data, name)
        if value is not None and not allowed.holds(value):
            words = _("From %(low)s to %(high)s.") % {"low": allowed.low, "high": allowed.high}
            raise DomainError(words, field=name)
    if data.done:
        return replace(data, skip_reason="", line=data.line.strip())
    if data.skip_reason not in set(SkipReason):
        raise DomainError(_("Say why not, in one tap."), field="skip_reason")
    unsaid: dict[str, Any] = dict.fromkeys(OF_PRACTISING)
    return replace(data, line=data.line.strip(), item_ids=(), **unsaid)


def _fill(log: PracticeLog, data: LogData) -> None:
    for name, value in asdict(data).items():
        if name != "item_ids":
            setattr(log, name, value)


@contextmanager
def _whole() -> Iterator[None]:
    """A log with all of its items, or nothing of it. An item of no program, or of another, is
    looked up as nothing."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not isinstance(error.__cause__, NotNullViolation):
            raise
        raise DomainError(_("Choose from what is in the program."), field="items") from None


def _keep_items(actor: Actor, log: PracticeLog, item_ids: Collection[UUID]) -> None:
    if not item_ids:
        return
    rows = ProgramItem.objects.visible_to(actor).filter(home_program_id=log.home_program_id)
    found: Any = [Subquery(rows.filter(pk=one).values("id")) for one in sorted(set(item_ids))]
    PracticeLogItem._base_manager.bulk_create(
        PracticeLogItem(practice_id=actor.practice_id, log=log, item_id=item_id)
        for item_id in found
    )


def _pause_if_flare(actor: Actor, log: PracticeLog, home_program: HomeProgram) -> bool:
    if not is_flare(log.soreness_hours, log.worse):
        return False
    return pause_for_flare(
        actor=actor,
        home_program=home_program,
        soreness_hours=log.soreness_hours,
        worse=log.worse,
        source=FlareSource(log.source),
    )


def _repeated(actor: Actor, home_program: HomeProgram, client_key: UUID) -> Logged | None:
    log = log_with_key(actor, client_key)
    if log is None:
        return None
    if log.home_program_id != home_program.pk:
        raise DomainError(USED_BEFORE, code="key_taken")
    return Logged(log, is_new=False, paused=False)


def _practised(home_program: HomeProgram, revision: int | None) -> int:
    """The revision that a form was drawn with: one that there has been."""
    if revision is None:
        return home_program.revision
    if not 1 <= revision <= home_program.revision:
        raise DomainError(_("Open the practice again; this form is of another."), code="revision")
    return revision


def _ran(home_program: HomeProgram, at: datetime, day: date) -> bool:
    last_day = home_program.ended_on or home_program.ends_on
    return was_running(home_program.state, home_program.paused_at, last_day, at, day)


def log_practice(
    *,
    actor: Actor,
    home_program_id: UUID,
    data: LogData,
    source: LogSource,
    client_key: UUID,
    day: date | None = None,
    revision: int | None = None,
    practised_at: datetime | None = None,
) -> Logged:
    """Keep one practice, done or skipped, on the client's own day. Many a day are many logs.

    `day` is the local day that it was for, where that is not today; `revision` the one that they
    practised, where that may not be the newest. `practised_at` says that it waited on a phone: it
    is kept where the program still ran then.

    The same `client_key` is the same log: the first one is returned and nothing is written.
    The program is looked at as it stands now; Http404 for one out of the actor's reach.
    """
    actor.require("practice_log.write")
    home_program = hold_home_program(actor, home_program_id, "practice_log.write")
    if home_program.state != HomeProgramState.ACTIVE:
        before = _repeated(actor, home_program, client_key)
        if before is not None:
            return before
        if practised_at is None or day is None or not _ran(home_program, practised_at, day):
            raise DomainError(_("This program is not running now."), code="not_running")
    today = today_in(home_program.client.timezone)
    if not has_begun(home_program.started_on, today if practised_at is None else day or today):
        words = _("This program begins on %(day)s.")
        told = words % {"day": date_format(cast(date, home_program.started_on))}
        raise DomainError(told, code="not_begun")
    data = _clean(data)
    log = PracticeLog(
        practice_id=actor.practice_id,
        client_id=home_program.client_id,
        home_program=home_program,
        revision=_practised(home_program, revision),
        local_date=day or today,
        logged_at=now(),
        client_key=client_key,
        source=source.value,
    )
    _fill(log, data)
    try:
        with _whole():
            log.save(force_insert=True)
            _keep_items(actor, log, data.item_ids)
            paused = _pause_if_flare(actor, log, home_program)
    except IntegrityError:  # the same press twice, or somebody else's key
        before = _repeated(actor, home_program, client_key)
        if before is not None:
            return before
        raise DomainError(USED_BEFORE, code="key_taken") from None
    return Logged(log, is_new=True, paused=paused)


@_whole()
def edit_log(*, actor: Actor, log: PracticeLog, data: LogData) -> Logged:
    """Change a log, which the caller holds (`get_practice_log`): the client for a day after it was
    written, the practice at any time."""
    actor.require("practice_log.write")
    refuse_archived(actor, log.client)
    if actor.in_portal and not is_editable(log.logged_at, now()):
        raise DomainError(_("A day has passed; this stays as it is now."), code="too_late")
    data = _clean(data)
    before = (log.soreness_hours, log.worse)
    _fill(log, data)
    log.save()
    PracticeLogItem.objects.visible_to(actor, "practice_log.write").filter(log=log).delete()
    _keep_items(actor, log, data.item_ids)
    is_more = says_more(before, log.soreness_hours, log.worse)
    paused = is_more and _pause_if_flare(actor, log, log.home_program)
    return Logged(log, is_new=False, paused=paused)
