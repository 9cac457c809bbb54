"""Reads of who waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Value,
    When,
)
from django.http import Http404

from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now, today_in
from practice.outbox.sending.claims import across_practices
from sessions.appointments.models import Appointment
from sessions.appointments.rules import AHEAD, LIVE, UNDO
from sessions.waitlist.models import WaitlistWish
from sessions.waitlist.rules import SHOWN_AFTER, Ended

BESIDE = ("client", "service", "practitioner", "instead_of")
FAR = datetime(9999, 1, 1, tzinfo=UTC)
AT_ONCE = 100  # that a page shows, and that end in one transaction


_WAITING = "SELECT DISTINCT practice_id FROM care_sessions_waitlistwish WHERE ended_at IS NULL"


def practices_waiting() -> list[UUID]:
    """Practices in which anybody waits; the task then looks into one at a time."""
    with across_practices() as cursor:
        cursor.execute(_WAITING)
        return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True)
class Waits:
    """A wish as a line: with the names of its places."""

    wish: WaitlistWish
    places: Sequence[str]
    nth: int = 0


def get_wish(
    actor: Actor, wish_id: UUID, action: str = "appointment.read", *, hold: bool = False
) -> WaitlistWish:
    """The one door to a wish. With `hold` nobody changes it; its client is held before."""
    rows = WaitlistWish.objects.visible_to(actor, action).select_related(*BESIDE)
    if hold:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.by_id(wish_id)
    if found is None:
        raise Http404("wish")
    return found


def lines(
    wishes: Sequence[WaitlistWish], names: Mapping[UUID, str], *, first: int = 1
) -> list[Waits]:
    """Wishes with the names of their places, counted in their order."""
    return [
        Waits(wish, [names[pk] for pk in wish.place_ids if pk in names], nth)
        for nth, wish in enumerate(wishes, first)
    ]


def own_wishes(actor: Actor) -> list[WaitlistWish]:
    """What somebody waits for, and what ended a while ago, the newest first. One statement."""
    rows = WaitlistWish.objects.visible_to(actor).select_related(*BESIDE)
    shown = Q(ended_at=None) | Q(ended_at__gt=now() - SHOWN_AFTER)
    return list(rows.filter(shown).order_by("-ended_at", "made_at")[:AT_ONCE])


def waiting(
    actor: Actor,
    *,
    service: UUID | None = None,
    whose: UUID | None = None,
    where: UUID | None = None,
    day: date | None = None,
) -> list[WaitlistWish]:
    """Everybody who waits, in the order in which they are asked. One statement.

    `whose`: for somebody, or for anybody, which includes them; `where` likewise. `day` suits them.
    """
    rows = WaitlistWish.objects.visible_to(actor).select_related(*BESIDE, "made_by")
    rows = rows.filter(ended_at=None, client__merged_into=None)
    if service is not None:
        rows = rows.filter(service_id=service)
    if whose is not None:
        rows = rows.filter(Q(practitioner_id=whose) | Q(practitioner=None))
    if where is not None:
        rows = rows.filter(
            Q(place_ids=[]) | Q(place_ids__contains=[where]), service__is_online=False
        )
    if day is not None:
        until = Q(last_day=None) | Q(last_day__gte=day)
        rows = rows.filter(until, first_day__lte=day, weekdays__contains=[day.weekday()])
    return list(rows.order_by("made_at", "id")[:AT_ONCE])


def has_open(actor: Actor, client_id: UUID, service_id: UUID) -> bool:
    """Whether a client waits for a service already."""
    rows = WaitlistWish.objects.visible_to(actor, "appointment.write")
    return rows.filter(client_id=client_id, service_id=service_id, ended_at=None).exists()


def next_of(actor: Actor, client_id: UUID, service_id: UUID) -> Appointment | None:
    """A client's next appointment of a service."""
    rows = Appointment.objects.visible_to(actor).filter(client_id=client_id, service_id=service_id)
    rows = rows.filter(state__in=[state.value for state in AHEAD], starts_at__gt=now())
    return rows.order_by("starts_at").first()


def over(actor: Actor, at: datetime) -> list[tuple[WaitlistWish, Ended]]:
    """Wishes that what happened since has ended, held for this worker alone, with why.

    Booked otherwise: a live appointment of that service, made since they wait and no longer to be
    taken back; where they wait for something sooner, one that is sooner. Over: their last day has
    passed, or what they wanted to be sooner than has begun. Gone: archived, or who or what it was
    for is not offered any more.
    """
    live = [state.value for state in LIVE]
    booked = Appointment._base_manager.filter(
        practice_id=OuterRef("practice_id"),
        client_id=OuterRef("client_id"),
        service_id=OuterRef("service_id"),
        state__in=live,
        booked_at__gt=OuterRef("made_at"),
        booked_at__lte=at - UNDO,
        starts_at__lt=OuterRef("sooner_than"),
    )
    sooner = Case(
        When(instead_of__state__in=live, then=F("instead_of__starts_at")),
        default=Value(FAR),
        output_field=DateTimeField(),
    )
    gone = (
        Q(client__state=ClientState.ARCHIVED)
        | Q(service__retired_at__isnull=False)
        | Q(service__is_client_bookable=False)
        | Q(practitioner__is_active=False)
    )
    why = Case(
        When(gone, then=Value(Ended.GONE.value)),
        When(Exists(booked), then=Value(Ended.BOOKED.value)),
        When(
            Q(last_day__lt=today_in(actor.zone)) | Q(sooner_than__lte=at),
            then=Value(Ended.OVER.value),
        ),
        default=Value(""),
        output_field=CharField(),
    )
    rows: Any = WaitlistWish.objects.visible_to(actor).filter(ended_at=None)
    rows = rows.filter(client__merged_into=None).annotate(sooner_than=sooner).annotate(why=why)
    rows = rows.exclude(why="").order_by("id")
    held = rows.select_for_update(of=("self",), no_key=True, skip_locked=True)[:AT_ONCE]
    return [(wish, Ended(wish.why)) for wish in held]


_WAITS = """
    SELECT json_build_array(wish.id, service.name, wish.made_at)
    FROM care_sessions_waitlistwish wish
    JOIN care_sessions_service service
        ON service.practice_id = wish.practice_id AND service.id = wish.service_id
    WHERE wish.practice_id = %s AND wish.client_id = clients_client.id AND wish.ended_at IS NULL
    ORDER BY wish.made_at"""


class ToldWish(NamedTuple):
    """What somebody waits for, and since when."""

    id: UUID
    service: str
    made_at: datetime


def waits_beside(actor: Actor) -> Any:
    """Of clients: what they wait for, for `told_waits`."""
    return beside(actor, "appointment.read", _WAITS, actor.practice_id)


def told_waits(found: Sequence[Sequence[Any]]) -> list[ToldWish]:
    """What `waits_beside` read."""
    return [ToldWish(UUID(pk), name, datetime.fromisoformat(at)) for pk, name, at in found]
