"""Writes of Today: a need is put off until a day, said to be done, or brought back."""

from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.dashboard.desk import mails_in_trouble, notes_waiting
from practice.dashboard.models import SetAside
from practice.dashboard.narrowed import Narrowed
from practice.dashboard.needs import Need, needs_of
from practice.dashboard.rules import ENDS_BY_WORD, NeedKind, latest_day
from practice.dashboard.waiting import people_waiting


def get_need(actor: Actor, kind: NeedKind, about: UUID) -> Need:
    """The one door to a need, put off or not; Http404 when nothing of the kind waits, or out of
    reach. One statement."""
    one = Narrowed(about=about)
    if kind is NeedKind.MAIL:
        if about != actor.practice_id or not actor.may("mail.read"):
            raise Http404("need")
        found = needs_of(actor, {}, mails_in_trouble(actor, one))
    elif kind is NeedKind.NOTE:
        notes = notes_waiting(actor, one)[0] if actor.may("note.read") else []
        found = needs_of(actor, {kind: notes})
    else:
        found = needs_of(actor, people_waiting(actor, one, [kind]))
    if not found:
        raise Http404("need")
    return found[0]


def put_off_until(actor: Actor, kind: NeedKind, about: UUID) -> SetAside | None:
    """What was said of a need and holds today, with who said it."""
    rows = SetAside._base_manager.filter(practice_id=actor.practice_id)
    found = rows.select_related("said_by").filter(kind=kind.value, about=about).first()
    holds = found is not None and (found.until is None or found.until > today_in(actor.zone))
    return found if holds else None


def put_off(*, actor: Actor, need: Need, until: date) -> None:
    """Let a need wait until a day of the practice's calendar, for everybody."""
    today = today_in(actor.zone)
    latest = latest_day(need.kind, today)
    if not today < until <= latest:
        raise DomainError(
            _("Choose a day from tomorrow to %(day)s.") % {"day": date_format(latest)},
            field="until",
        )
    _set_aside(actor, need, until)


def say_done(*, actor: Actor, need: Need) -> None:
    """It is done, and stays so until something of the kind begins anew."""
    if need.kind not in ENDS_BY_WORD:
        raise DomainError(_("This ends by doing it: %(step)s.") % {"step": need.step}, field="what")
    _set_aside(actor, need, None)


def bring_back(*, actor: Actor, need: Need) -> None:
    """Let a need stand on Today again."""
    _set_aside(actor, need, today_in(actor.zone))


def _set_aside(actor: Actor, need: Need, until: date | None) -> None:
    actor.require("today.write")
    if actor.membership_id is None:
        raise NotAllowed("today.write")
    SetAside._base_manager.update_or_create(
        practice_id=actor.practice_id,
        kind=need.kind.value,
        about=need.about,
        defaults={
            "since": need.newest,
            "until": until,
            "said_by_id": actor.membership_id,
            "said_at": now(),
        },
    )
