"""Reads of the foundation: who is acting, and how the parts are doing."""

from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.http import HttpRequest

from practice.core.actor import Actor, enter
from practice.core.clock import known_zone, now
from practice.core.models import Heartbeat, Membership, Place, Practice
from practice.core.rules import Role

_STAFF = "SELECT * FROM supple_staff(%s, %s, %s)"


def staff_actor(request: HttpRequest) -> Actor | None:
    """The signed-in person's membership in the chosen practice, or their first one.

    One statement sets the tenant for row security and reads the membership.
    """
    chosen = request.session.get("practice_id")
    with connection.cursor() as cursor:
        cursor.execute(_STAFF, [request.user.pk, chosen, request.request_id])  # type: ignore[attr-defined]
        row = cursor.fetchone()
    if row is None:
        return None
    if request.session.get("kind", "staff") != "staff":  # a client's long sign-in stays a client's
        enter(practice_id=None, user_id=request.user.pk)
        return None
    membership_id, practice_id, role, name, practice_name, zone, only_own, locale = row
    return Actor(
        practice_id=practice_id,
        role=Role(role),
        user_id=request.user.pk,
        membership_id=membership_id,
        name=name,
        practice_name=practice_name,
        zone=known_zone(zone),
        locale=locale,
        only_own_clients=only_own,
        request_id=request.request_id,  # type: ignore[attr-defined]
    )


def get_practice(actor: Actor) -> Practice:
    """The actor's practice."""
    return Practice.objects.get(pk=actor.practice_id)


def practices_of(user_id: UUID) -> list[tuple[UUID, str]]:
    """Practices in which a user works: (id, name), for choosing between them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM supple_practices(%s)", [user_id])
        return list(cursor.fetchall())


def colleagues(actor: Actor) -> list[Membership]:
    """Everybody who works in the practice now, by name."""
    rows = Membership.objects.visible_to(actor, "settings.read").filter(is_active=True)
    return list(rows.order_by("name"))


def teachers(actor: Actor) -> list[Membership]:
    """Everybody who gives lessons in the practice now, by name."""
    return [one for one in colleagues(actor) if one.role != Role.ASSISTANT]


def places(actor: Actor) -> list[Place]:
    """Where the practice holds its sessions now."""
    return list(Place.objects.visible_to(actor).filter(retired_at=None).order_by("name"))


def heartbeats() -> dict[str, Heartbeat]:
    """The last sign of life of each part."""
    return {beat.part: beat for beat in Heartbeat.objects.all()}


def is_fresh(beat: Heartbeat | None, seconds: int) -> bool:
    """Whether a part gave a sign of life within `seconds`."""
    return beat is not None and now() - beat.at <= timedelta(seconds=seconds)
