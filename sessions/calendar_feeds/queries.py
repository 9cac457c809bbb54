"""Reads of calendar addresses: one's own, whose a secret is, and what stands under it."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from clients.guardians.queries import is_guardian
from practice.core.actor import Actor, system_actor
from practice.core.clock import now
from practice.core.links import absolute, portal_link
from practice.core.rules import Role
from sessions.appointments.ics import Written, calendar_of, written_for_client
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.queries.booked import taking_time
from sessions.calendar_feeds.models import CalendarFeed
from sessions.calendar_feeds.rules import BACK, Names, initials


def address_with(secret: str) -> str:
    """Where a calendar reads, with the secret in it."""
    return absolute("calendar_feed_link", token=secret)


def own_feeds(actor: Actor) -> Any:
    """Addresses that this very person made and that are still read: in the portal by whom and for
    which client, else a colleague's own."""
    rows: Any = CalendarFeed._base_manager.filter(practice_id=actor.practice_id, revoked_at=None)
    if actor.in_portal:
        return rows.filter(client_id=actor.client_id, guardian_id=actor.guardian_id)
    return rows.filter(member_id=actor.membership_id, client=None)


def own_feed(actor: Actor) -> CalendarFeed | None:
    """The newest of them. One statement."""
    found: CalendarFeed | None = own_feeds(actor).order_by("-made_at", "-id").first()
    return found


def feed_with(practice_id: UUID, digest: str) -> CalendarFeed | None:
    """Whose a secret of the entered practice is, also once it is revoked. One statement."""
    rows = CalendarFeed._base_manager.filter(practice_id=practice_id, digest=digest)
    rows = rows.select_related("practice", "member__user", "client__user")
    found: CalendarFeed | None = rows.first()
    if found is None or not secrets.compare_digest(found.digest, digest):
        return None
    return found


def reader_of(feed: CalendarFeed, request_id: UUID) -> Actor | None:
    """Who reads by an address: its owner, with what they may see now; None once it opens nothing.

    It ends with their work here, their login, or their part as a guardian.
    """
    practice = feed.practice
    if feed.revoked_at is not None or not practice.is_active:
        return None
    told: dict[str, Any] = {"practice_id": practice.pk, "practice_name": practice.name}
    told |= {"locale": practice.locale, "request_id": request_id}
    if feed.member is not None:
        if not (feed.member.is_active and feed.member.user.is_active):
            return None
        return Actor(
            **told,
            role=Role(feed.member.role),
            user_id=feed.member.user_id,
            membership_id=feed.member.pk,
            name=feed.member.name,
            zone=practice.timezone,
            only_own_clients=practice.only_own_clients,
        )
    client, guardian_id = feed.client, feed.guardian_id
    if client is None or not _still_theirs(feed):
        return None
    return Actor(
        **told,
        role=Role.GUARDIAN if guardian_id else Role.CLIENT,
        client_id=client.pk,
        guardian_id=guardian_id,
        name=client.called,
        zone=client.timezone,
    )


def _still_theirs(feed: CalendarFeed) -> bool:
    client = feed.client
    if client is None:
        return False
    if feed.guardian_id is not None:
        system = system_actor(feed.practice_id)
        return is_guardian(system, client.pk, feed.guardian_id)
    return client.user is not None and client.user.is_active


def booked_time(actor: Actor) -> list[Any]:
    """What is booked of the reader, from some weeks back to as far as it goes, in order; each
    with `changed_at`. One statement, and no row that is older."""
    steps = AppointmentChange._base_manager.filter(
        practice_id=OuterRef("practice_id"), appointment_id=OuterRef("pk")
    )
    newest = steps.order_by().values("appointment_id").annotate(at=Max(Coalesce("undone_at", "at")))
    rows: Any = Appointment.objects.visible_to(actor) if actor.in_portal else taking_time(actor)
    rows = rows.filter(starts_at__gte=now() - BACK)
    if not actor.in_portal:
        rows = rows.filter(practitioner_id=actor.membership_id)
    rows = rows.select_related("client", "place", "practitioner", "service")
    rows = rows.annotate(changed_at=Coalesce(Subquery(newest.values("at")), "booked_at"))
    return list(rows.order_by("starts_at", "id"))


def calendar_for(actor: Actor, names: str) -> bytes:
    """A reader's calendar as it is now."""
    return calendar_of(list(_written(actor, Names(names))), name=actor.practice_name)


def _written(actor: Actor, names: Names) -> Iterable[Written]:
    to_client = written_for_client(actor.practice_name)
    url = portal_link("portal_appointments", actor.client_id) if actor.client_id else ""
    for one in booked_time(actor):
        changed_at: datetime = one.changed_at
        if actor.in_portal:
            yield Written(appointment=one, changed_at=changed_at, words=to_client, url=url)
            continue
        if one.client_id is None:
            here = absolute("class_page", class_id=one.pk)
        else:
            here = absolute("appointment_page", appointment_id=one.pk)
        words = _title(one, names)
        yield Written(appointment=one, changed_at=changed_at, words=words, url=here)


def _title(one: Appointment, names: Names) -> str:
    """Who comes, as far as names may stand there; a class by its own, with how many come."""
    if one.client_id is None:
        told = {"name": one.service.name, "taken": one.taken, "places": one.places}
        return _("%(name)s (%(taken)s of %(places)s)") % told
    who = ""
    if names is Names.INITIALS:
        who = initials(one.client.given_name, one.client.family_name)
    elif names is Names.FULL:
        who = one.client.full_name
    return _("Appointment: %(who)s") % {"who": who} if who else _("Appointment")
