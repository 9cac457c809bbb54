"""What the portal shows of booked time: one's own, and what can be booked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.models import Membership, Place, Practice
from practice.core.rules import Role
from sessions.appointments.models import Appointment
from sessions.appointments.queries.choices import OF_SERVICE, Choices, offered
from sessions.appointments.queries.free import wants_spacing
from sessions.appointments.queries.offers import Offer, offers_between
from sessions.appointments.queries.spacing import own_spacing
from sessions.appointments.rules import LIVE, Spacing
from sessions.hours.models import Service

SHOWN = 20  # of each: what is to come, and what has been
DAYS_AT_ONCE = 14


def own_appointments(actor: Actor) -> tuple[list[Appointment], list[Appointment]]:
    """What is to come, the next first; and what has been or was given up, the newest first."""
    rows = Appointment.objects.visible_to(actor).select_related("practitioner", "service", "place")
    ahead = Q(state__in=LIVE, ends_at__gte=now())
    to_come = rows.filter(ahead).order_by("starts_at")[:SHOWN]
    been = rows.exclude(ahead).order_by("-starts_at")[:SHOWN]
    return list(to_come), list(been)


@dataclass(frozen=True)
class Shown:
    """A start as the portal shows it: by the clock of the place, and by the client's own."""

    offer: Offer
    place: Place | None
    zone: str

    @property
    def value(self) -> str:
        """As a form names it."""
        where = self.offer.place_id or ""
        return f"{self.offer.starts_at.isoformat()}|{where}"

    @property
    def day(self) -> date:
        """The day on which it is, there."""
        return self.offer.starts_at.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True)
class Offered:
    """What a client can book of a service with somebody, from a day on; `zone` is where."""

    choices: Choices
    service: Service | None
    member: Membership | None
    first: date
    shown: Sequence[Shown]
    zone: str
    spacing: Spacing | None = None  # where days between lessons matter
    today: date | None = None  # by the reader's clock; nothing before it is shown

    @property
    def by_day(self) -> Iterator[tuple[date, list[Shown], int]]:
        """Starts of each day, and whether it is sooner or later than suggested."""
        for day, found in groupby(self.shown, key=lambda one: one.day):
            yield day, list(found), self.side(day)

    def side(self, day: date) -> int:
        """Below zero for a day that is sooner than suggested, above for one that is later."""
        return self.spacing.side(day) if self.spacing else 0

    @property
    def folded(self) -> list[tuple[date, list[Shown], int]]:
        """Days that are sooner than suggested, where others are offered too: behind one press."""
        days = list(self.by_day)
        sooner = [one for one in days if one[2] < 0]
        return sooner if len(sooner) < len(days) else []

    @property
    def open_days(self) -> list[tuple[date, list[Shown], int]]:
        """The others."""
        hidden = {day for day, _starts, _side in self.folded}
        return [one for one in self.by_day if one[0] not in hidden]

    def is_folded(self, value: str | None) -> bool:
        """Whether a start, as a form names it, is behind that press."""
        return any(one.value == value for _day, starts, _side in self.folded for one in starts)

    @property
    def zones(self) -> list[str]:
        """By whose clocks they are shown."""
        return sorted({one.zone for one in self.shown})

    @property
    def after(self) -> date:
        """Where the next days begin."""
        return self.first + timedelta(days=DAYS_AT_ONCE)

    @property
    def before(self) -> date | None:
        """Where the days before begin; None on the first of them."""
        if self.today is None or self.first <= self.today:
            return None
        return max(self.today, self.first - timedelta(days=DAYS_AT_ONCE))


@dataclass(frozen=True)
class Own(Choices):
    """What the portal may name; `zone` is the practice's, `mine` who works with the client."""

    zone: str
    mine: UUID | None


def own_choices(actor: Actor) -> Own:
    """What clients book, who gives it, where. One statement."""
    mine = Client._base_manager.filter(
        practice_id=OuterRef("practice_id"), pk=cast(UUID, actor.client_id)
    )
    people = Membership._base_manager.filter(practice_id=OuterRef("pk"), is_active=True)
    people = people.exclude(role=Role.ASSISTANT).annotate(
        mine=Exists(mine.filter(assigned_to_id=OuterRef("pk")))
    )
    where = Place._base_manager.filter(practice_id=OuterRef("pk"), retired_at=None)
    what = Service._base_manager.filter(
        practice_id=OuterRef("pk"), retired_at=None, places=1, is_client_bookable=True
    )
    told = {"id": "id", "name": "name"}
    rows = Practice.objects.filter(pk=actor.practice_id).annotate(
        people=_listed(people, mine="mine", **told),
        services=_listed(what, **{name: name for name in OF_SERVICE}),
        places=_listed(where, timezone="timezone", takes_one="takes_one", **told),
    )
    found: Any = rows.get()
    mine_is = [UUID(one["id"]) for one in found.people if one.pop("mine")]
    return Own(
        services=offered(found.services, Service),
        people=offered(found.people, Membership),
        places=offered(found.places, Place),
        zone=found.timezone,
        mine=next(iter(mine_is), None),
    )


def same_place(found: Appointment) -> Own:
    """What a client moves within: the same person, at the same place. No statement."""
    where = [found.place] if found.place else []
    return Own([found.service], [found.practitioner], where, found.zone, None)


def _listed(rows: Any, **told: str) -> Any:
    return ArraySubquery(rows.order_by("name").values(told=JSONObject(**told)))


def offered_to(
    actor: Actor,
    choices: Own,
    service: Service | None,
    member: Membership | None,
    first: date,
    but: UUID | None = None,
    *,
    spaced: bool = True,
) -> Offered:
    """The next free starts, in the order in which they come. Five statements; less without the
    days between lessons (`spaced`), which somebody new has none of."""
    zone = choices.zone
    if service is None or member is None:
        return Offered(choices, service, member, first, [], zone, today=today_in(actor.zone))
    offers = offers_between(
        actor,
        service,
        member.pk,
        cast(UUID, actor.client_id),
        first,
        first + timedelta(days=DAYS_AT_ONCE - 1),
        but=but,
    )
    spacing = own_spacing(actor, but) if spaced and wants_spacing(service) else None
    known = {place.pk: place for place in choices.places}
    shown = [
        Shown(one, place, place.timezone if place else zone)
        for one in offers
        if one.place_id is None or one.place_id in known
        for place in (known.get(one.place_id) if one.place_id else None,)
    ]
    return Offered(choices, service, member, first, shown, zone, spacing, today_in(actor.zone))
