"""The mail of a series: each of its times as it stands by then, in one list."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from clients.guardians.queries import addressee_of, guarding_of
from clients.guardians.telling import mail_to
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.links import portal_link
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from sessions.appointments.emails import Told, facts, for_calendar, place_facts, word_of
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.queries.booked import BESIDE

KIND = "appointment_series"


def _still_told(actor: Actor, together: UUID) -> list[Told]:
    """What this mail tells of, and as what: without what was taken back, what a later mail tells
    of, and what has begun. The appointments are held meanwhile, as for the mail of one."""
    steps = AppointmentChange.objects.visible_to(actor).filter(together=together)
    rows = Appointment.objects.visible_to(actor).filter(pk__in=steps.values("appointment_id"))
    rows = rows.select_related(*BESIDE).order_by("series_day")
    held = {one.pk: one for one in rows.select_for_update(of=("self",), no_key=True)}
    told = list(steps.filter(undone_at=None))
    if not told:
        raise NotWanted(_("it was taken back"))
    word = word_of(told[0])
    since = list(
        AppointmentChange.objects.visible_to(actor).filter(
            Q(appointment__in=held), undone_at=None, at__gt=told[0].at
        )
    )
    again = {one.appointment_id for one in since if word_of(one)}
    changed_at = {
        one.appointment_id: one.at for one in sorted([*told, *since], key=attrgetter("at"))
    }
    named = {one.appointment_id for one in told} - again
    found = [
        one
        for one in held.values()
        if one.pk in named and (word == "cancelled" or one.starts_at > now())
    ]
    if not found:
        raise NotWanted(_("a later mail tells what it is now"))
    if found[0].client.state == ClientState.ARCHIVED:
        raise NotWanted(_("the record is archived"))
    found.sort(key=lambda one: one.starts_at)
    return [Told(one, word, changed_at[one.pk]) for one in found]


def render_series(actor: Actor, message: Message) -> Mail:
    """To the client, or a guardian of theirs: what was booked, moved or cancelled at once."""
    told = _still_told(actor, message.subject_id)
    first, word = told[0].appointment, told[0].word
    client = first.client
    to = addressee_of(client, guarding_of(actor, client.pk), message.recipient_id)
    if to is None or not to.address:
        raise NotWanted(_("there is no address that it could go to"))
    practice = get_practice(actor)
    url = portal_link("portal_appointments", client.pk)
    return mail_to(
        practice,
        to,
        KIND,
        url,
        for_calendar=for_calendar(told, practice, to.name, to.address, url),
        word=word,
        lessons=[facts(one.appointment, word) for one in told],
        places=_places(told) if word != "cancelled" else [],
        has_login=client.user_id is not None or to.for_whom,
        policy=first.policy["words"] if word != "cancelled" else "",
    )


def _places(told: Sequence[Told]) -> list[dict[str, Any]]:
    """Where they are, each place and each room once, as far as anybody said where that is."""
    found = {one.appointment.place_id: one.appointment.place for one in told}
    named = [{"place": one.name, **place_facts(one)} for one in found.values() if one is not None]
    rooms = dict.fromkeys(one.appointment.online_room for one in told)
    return [
        *(one for one in named if one["where"] or one["directions"]),
        *({"place": _("online"), "room": room} for room in rooms if room),
    ]
