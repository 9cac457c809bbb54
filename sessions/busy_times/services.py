"""Writes of calendars that somebody is busy by: given, changed, read, removed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Membership
from practice.core.rules import Role
from practice.core.services import claim_once
from practice.outbox.secrets import seal, unseal
from sessions.appointments.models import Appointment
from sessions.busy_times.apart import Answer, read_apart
from sessions.busy_times.models import BusyCalendar, BusyTime
from sessions.busy_times.queries import own_calendars
from sessions.busy_times.rules import (
    AHEAD,
    ASK_EVERY,
    BACK,
    LEASE,
    MOST_CALENDARS,
    WHOLE_EVERY,
    Fault,
    Unreadable,
    next_at,
    where_of,
)


def _host_of(address: str) -> str:
    where = where_of(address)
    if where is None:
        words = _(
            "Give an address that begins with https:// or webcal://, without a name and password."
        )
        raise DomainError(words, field="address")
    return where.host


@transaction.atomic
def add_calendar(*, actor: Actor, name: str, address: str, key: UUID | None = None) -> BusyCalendar:
    """Have one's other calendar read, from the next minute on; AlreadyDone if `key` did it."""
    actor.require("hours.write")
    if actor.role is Role.ASSISTANT:
        raise DomainError(_("You give no lessons here, so there is no calendar of yours."))
    rows: Any = Membership._base_manager.filter(practice_id=actor.practice_id)
    rows.select_for_update(no_key=True).get(pk=actor.membership_id)
    once = claim_once(actor=actor, key=key, action="add_calendar")
    host = _host_of(address)
    if own_calendars(actor).count() >= MOST_CALENDARS:
        raise DomainError(_("These are as many as are read. Remove one first."))
    calendar = BusyCalendar(
        **once,
        practice_id=actor.practice_id,
        member_id=cast(UUID, actor.membership_id),
        name=name,
        host=host,
        sealed=seal(address),
        added_at=now(),
        due_at=now(),
    )
    calendar.save(force_insert=True)
    return calendar


@transaction.atomic
def change_calendar(*, actor: Actor, calendar: BusyCalendar, name: str, address: str) -> None:
    """Name it anew; another address is read from the next minute on, and what the one before said
    holds until then."""
    actor.require("hours.write")
    told: dict[str, Any] = {"name": name}
    if address:
        told |= {"host": _host_of(address), "sealed": seal(address), "due_at": now()}
        told |= {"etag": "", "modified": "", "failures": 0, "fault": "", "whole_at": None}
    own_calendars(actor).filter(pk=calendar.pk).update(**told)


@transaction.atomic
def remove_calendar(*, actor: Actor, calendar: BusyCalendar) -> None:
    """Forget it, its address, and what it said."""
    actor.require("hours.write")
    _forget(actor, own_calendars(actor).filter(pk=calendar.pk))


def _forget(actor: Actor, rows: Any) -> None:
    held = list(rows.select_for_update().values_list("pk", flat=True))
    of = {"practice_id": actor.practice_id}
    BusyTime._base_manager.filter(**of, calendar_id__in=held).delete()
    BusyCalendar._base_manager.filter(**of, pk__in=held).delete()


def ask_now(*, actor: Actor, calendar: BusyCalendar) -> None:
    """Have it read with the next tick; not again and again."""
    actor.require("hours.write")
    rows = own_calendars(actor).filter(pk=calendar.pk)
    if not rows.exclude(asked_at__gt=now() - ASK_EVERY).update(asked_at=now(), due_at=now()):
        raise DomainError(_("You asked a moment ago. Try again in two minutes."))


def claim_due(*, actor: Actor) -> BusyCalendar | None:
    """Take one that is due; nobody else reads it meanwhile. What is of somebody who left goes."""
    rows = BusyCalendar.objects.visible_to(actor).filter(due_at__lte=now())
    _forget(actor, rows.filter(member__is_active=False))
    rows = rows.order_by("due_at").select_for_update(skip_locked=True, of=("self",))
    found: BusyCalendar | None = rows.first()
    if found is not None:
        found.due_at = now() + LEASE
        found.save(update_fields=["due_at"])
    return found


def read(calendar: BusyCalendar, zone: str) -> Answer | Fault:
    """Read it, outside of any transaction; writes nothing."""
    at = now()
    is_fresh = calendar.whole_at is not None and at - calendar.whole_at < WHOLE_EVERY
    try:
        return read_apart(
            address=unseal(calendar.sealed),
            etag=calendar.etag if is_fresh else "",
            modified=calendar.modified if is_fresh else "",
            zone=zone,
            since=(at - BACK).isoformat(),
            until=(at + AHEAD).isoformat(),
            host=urlsplit(settings.SUPPLE_BASE_URL).hostname or "",
        )
    except InvalidToken:
        return Fault.LOST
    except Unreadable as error:
        return error.fault


@transaction.atomic
def keep(*, actor: Actor, calendar: BusyCalendar, answer: Answer | Fault) -> None:
    """Keep what a calendar said in place of what it said before, whole; a fault changes nothing
    of it. What was removed or changed meanwhile stays so."""
    rows = BusyCalendar.objects.visible_to(actor).filter(sealed=calendar.sealed)
    found = rows.select_for_update().by_id(calendar.pk)
    if found is None:
        return
    at, spread = now(), calendar.pk.int
    if isinstance(answer, Fault):
        found.failures = min(found.failures + 1, 100)
        found.fault = answer.value
    else:
        found.failures, found.fault, found.read_at = 0, "", at
        if answer.busy is not None:
            found.whole_at, found.odd = at, answer.odd
            found.etag, found.modified = answer.etag, answer.modified
            _replace(actor, found, answer.busy)
    found.due_at = next_at(at, found.failures, spread)
    found.save()


def _replace(
    actor: Actor, calendar: BusyCalendar, busy: Sequence[tuple[datetime, datetime, str]]
) -> None:
    """Write what differs; appointments that Supple itself put there are not busy elsewhere."""
    ours = _ours(actor, busy)
    wanted = {(begins, ends) for begins, ends, uid in busy if uid not in ours}
    rows = BusyTime.objects.visible_to(actor).filter(calendar=calendar)
    there = {(row.starts_at, row.ends_at): row.pk for row in rows}
    rows.filter(pk__in=[pk for when, pk in there.items() if when not in wanted]).delete()
    of = {"practice_id": actor.practice_id, "practitioner_id": calendar.member_id}
    BusyTime._base_manager.bulk_create(
        [
            BusyTime(**of, calendar=calendar, starts_at=begins, ends_at=ends)
            for begins, ends in sorted(wanted - there.keys())
        ]
    )


def _ours(actor: Actor, busy: Sequence[tuple[datetime, datetime, str]]) -> set[str]:
    named = set[UUID]()
    for _begins, _ends, uid in busy:
        try:
            named.add(UUID(uid))
        except ValueError:
            continue
    found = Appointment._base_manager.filter(practice_id=actor.practice_id, pk__in=named)
    return {str(pk) for pk in found.values_list("pk", flat=True)}
