"""Mails of booked time: what it is now, in the zone of its place; nothing of why, or of health."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any, NamedTuple, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from clients.guardians.queries import addressee_of, guarding_of
from clients.guardians.telling import mail_to
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.links import absolute, portal_link
from practice.core.models import Membership, Place, Practice
from practice.core.queries import get_practice
from practice.outbox.kinds import ForCalendar, Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.written import written
from sessions.appointments.ics import Between, Written, announcement, written_for_client
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.queries.booked import get_appointment
from sessions.appointments.rules import GIVEN_UP
from sessions.appointments.wording import worded

TO_CLIENT, TO_PRACTICE = "appointment_word", "appointment_by_client"


class Told(NamedTuple):
    """The appointment as it stands since `changed_at`, and which step a mail tells of."""

    appointment: Appointment
    word: str
    changed_at: datetime


def _still_told(actor: Actor, message: Message) -> Told:
    """What this mail tells; NotWanted where it does not hold.

    The appointment is held meanwhile, so that nobody takes back a step that is being told.
    """
    rows = AppointmentChange.objects.visible_to(actor).filter(pk=message.subject_id)
    appointment_id = rows.values_list("appointment_id", flat=True).first()
    if appointment_id is None:
        raise NotWanted(_("it is not there any more"))
    found = get_appointment(actor, appointment_id, hold=True)
    step = rows.get()
    if step.undone_at is not None:
        raise NotWanted(_("it was taken back"))
    later = AppointmentChange.objects.visible_to(actor).filter(
        appointment_id=appointment_id, undone_at=None, at__gt=step.at
    )
    since = list(later)
    if any(word_of(one) for one in since):
        raise NotWanted(_("a later mail tells what it is now"))
    word = word_of(step)
    if word != "cancelled" and found.starts_at <= now():
        raise NotWanted(_("it has begun"))
    if found.client.state == ClientState.ARCHIVED:
        raise NotWanted(_("the record is archived"))
    return Told(found, word, max(one.at for one in [step, *since]))


def word_of(step: AppointmentChange) -> str:
    """What a step is told as; "" for one that no mail tells of."""
    if not step.from_state:
        return "booked"
    if step.was_starts_at is not None:
        return "moved"
    if step.from_state in set(GIVEN_UP):
        return ""  # it was told as it was cancelled, and is now no longer late
    return "cancelled" if step.to_state in set(GIVEN_UP) else ""


def render_to_client(actor: Actor, message: Message) -> Mail:
    """To the client, or a guardian of theirs: what is booked, moved or cancelled."""
    told = _still_told(actor, message)
    found, word = told.appointment, told.word
    to = addressee_of(found.client, guarding_of(actor, found.client.pk), message.recipient_id)
    if to is None or not to.address:
        raise NotWanted(_("there is no address that it could go to"))
    practice = get_practice(actor)
    url = portal_link("portal_appointments", found.client.pk)
    return mail_to(
        practice,
        to,
        TO_CLIENT,
        url,
        for_calendar=for_calendar([told], practice, to.name, to.address, url),
        has_login=found.client.user_id is not None or to.for_whom,
        policy=found.policy["words"] if word != "cancelled" else "",
        **worded(f"appointment_{word}", message.texts, practice, to, facts(found, word)),
    )


def render_to_practice(actor: Actor, message: Message) -> Mail:
    """To who gives the lesson, when a client did it; it names nobody."""
    told = _still_told(actor, message)
    found, word = told.appointment, told.word
    rows = Membership.objects.visible_to(actor).select_related("user")
    member = rows.filter(
        pk=cast(UUID, message.recipient_id), is_active=True, user__is_active=True
    ).first()
    if member is None:
        raise NotWanted(_("nobody here can be told"))
    practice = get_practice(actor)
    url = absolute("appointment_page", appointment_id=found.pk)
    context = {
        **facts(found, word),
        "practice_name": practice.name,
        "called": member.name,
        "url": url,
    }
    return Mail(
        to_name=member.name,
        to_address=member.user.email,
        from_name=practice.sender_name,
        reply_to="",
        for_calendar=None
        if found.group_class_id  # their calendar has the class, and no entry for each who comes
        else for_calendar([told], practice, member.name, member.user.email, url),
        **written(TO_PRACTICE, context),
    )


def for_calendar(
    told: Sequence[Told], practice: Practice, name: str, address: str, url: str
) -> ForCalendar:
    """For the calendar of whom it goes to; who asks is the practice, by an address of another."""
    ours = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    by = practice.contact_email
    organizer = by if by and by.casefold() != address.casefold() else ours
    words = written_for_client(practice.name)
    written_down = [
        Written(appointment=one.appointment, changed_at=one.changed_at, words=words, url=url)
        for one in told
    ]
    between = Between(practice.sender_name, organizer, name, address)
    return ForCalendar(*announcement(written_down, between))


def facts(found: Appointment, word: str) -> dict[str, Any]:
    """When, where and with whom, by the clock of the place."""
    zone = ZoneInfo(found.zone)
    # Without a zone, since a template would turn an instant back into the server's own.
    starts, ends = (
        at.astimezone(zone).replace(tzinfo=None) for at in (found.starts_at, found.ends_at)
    )
    return {
        "for_client": _for_client(found),
        "word": word,
        "starts": starts,
        "ends": ends,
        "zone": found.zone,
        "with_whom": found.practitioner.name,
        "place": found.place.name if found.place else "",
        **place_facts(found.place if word != "cancelled" else None),
        "room": found.online_room if word != "cancelled" else "",
    }


def place_facts(place: Place | None) -> dict[str, Any]:
    """Where a place is, line by line, and how to find it; nothing where nobody has to come."""
    lines = place.where.lines if place else []
    return {"where": lines, "directions": place.directions if place else ""}


def _for_client(found: Appointment) -> dict[str, Any] | None:
    """By the client's own clock, where it is given online and that is another one."""
    theirs, ours = (
        found.starts_at.astimezone(ZoneInfo(zone)) for zone in (found.client.timezone, found.zone)
    )
    if found.place is not None or theirs.utcoffset() == ours.utcoffset():
        return None
    return {"starts": theirs.replace(tzinfo=None), "zone": found.client.timezone}
