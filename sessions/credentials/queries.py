"""Reads of credentials: one's own, the owner of each; and what of them everybody may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.formats import date_format

from practice.core.actor import Actor, NotAllowed
from practice.core.clock import today_in
from practice.core.elsewhere import host_of
from practice.core.models import Membership
from practice.core.rules import Reach
from practice.core.tenancy import TenantQuerySet
from sessions.credentials.models import Credential
from sessions.credentials.rules import Awarded, Standing, standing
from sessions.hours.whose import GIVE_LESSONS

READ, WRITE = "credential.read", "credential.write"
LEFT_OVER_MOST = 100  # shown; as they are removed, more come
_FORMATS = {"day": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT"}


def within_reach(actor: Actor, action: str = READ) -> TenantQuerySet[Credential]:
    """Everybody's for who reaches all, one's own for everybody else who may."""
    actor.require(action)
    rows = Credential.objects.visible_to(actor, "settings.read")
    if actor.reach(action) is not Reach.ALL:
        rows = rows.filter(member_id=actor.membership_id)
    return rows


def get_credential(
    actor: Actor, credential_id: UUID, action: str = READ, *, hold: bool = False
) -> Credential:
    """The one door to a credential: Http404 for one that the actor may not do `action` with.

    `hold` keeps it, so that nobody else writes it in between.
    """
    rows = within_reach(actor, action).filter(pk=credential_id).select_related("member")
    found = (rows.select_for_update(of=("self",)) if hold else rows).first()
    if found is None:
        raise Http404("credential")
    return found


def get_holder(actor: Actor, member_id: UUID, *, hold: bool = False) -> Membership:
    """Whose credentials the actor may change: Http404 for who gives no lessons here, NotAllowed
    for somebody else's. `hold`: nobody adds another, or moves one, meanwhile."""
    actor.require(WRITE)
    people = Membership.objects.visible_to(actor, "settings.read").filter(pk=member_id)
    rows = people.filter(is_active=True, role__in=GIVE_LESSONS)
    member = (rows.select_for_update(no_key=True) if hold else rows).first()
    if member is None:
        raise Http404("teacher")
    if actor.reach(WRITE) is not Reach.ALL and actor.membership_id != member_id:
        raise NotAllowed(WRITE)
    return member


def awarded_of(row: Credential) -> Awarded:
    """When it was awarded, as far as that is known."""
    return Awarded(row.awarded_year, row.awarded_month, row.awarded_day)


@dataclass(frozen=True)
class ListedCredential:
    """A credential as whoever holds it and the owner read it; `awarded` in words, "" unknown."""

    row: Credential
    standing: Standing
    awarded: str

    @property
    def host(self) -> str:
        """Whose page shows it, "" for none."""
        return host_of(self.row.evidence_url)

    @property
    def is_expired(self) -> bool:
        """Whether it held once, and does no more."""
        return self.standing is Standing.EXPIRED

    @property
    def ends_soon(self) -> bool:
        """Whether its last day is near."""
        return self.standing is Standing.ENDS_SOON


def _worded(awarded: Awarded) -> str:
    earliest, finest = awarded.earliest(), awarded.finest()
    if earliest is None:
        return ""
    return date_format(earliest, _FORMATS[finest]) if finest in _FORMATS else str(earliest.year)


def _listed(rows: Sequence[Credential], today: date) -> list[ListedCredential]:
    return [
        ListedCredential(row, standing(row.expires_on, today), _worded(awarded_of(row)))
        for row in rows
    ]


def credentials_of(actor: Actor, member_id: UUID) -> list[ListedCredential]:
    """Somebody's, in the order in which they stand. One statement."""
    rows = within_reach(actor).filter(member_id=member_id)
    return _listed(list(rows.order_by("position", "pk")), today_in(actor.zone))


def ending(actor: Actor) -> dict[UUID, list[ListedCredential]]:
    """Those that ended or end soon, by who holds them, as far as the actor may read them: the
    owner everybody's, others their own. One statement, none for who may read none."""
    if not actor.may(READ):
        return {}
    rows = within_reach(actor).exclude(expires_on=None).order_by("expires_on", "pk")
    found: dict[UUID, list[ListedCredential]] = {}
    for one in _listed(list(rows), today_in(actor.zone)):
        if one.standing is not Standing.HOLDS:
            found.setdefault(one.row.member_id, []).append(one)
    return found


def left_over(actor: Actor) -> list[Credential]:
    """Those of who gives no lessons here any more, with who held them, for who reaches all: to be
    looked at and removed. One statement, none for everybody else."""
    if not actor.may(READ) or actor.reach(READ) is not Reach.ALL:
        return []
    rows = within_reach(actor).exclude(member__is_active=True, member__role__in=GIVE_LESSONS)
    return list(rows.select_related("member").order_by("member__name", "position")[:LEFT_OVER_MOST])


@dataclass(frozen=True)
class ShownCredential:
    """A credential as everybody reads it; what is not known is ""."""

    name: str
    issuer: str
    year: str


def public_rows(practice: str, member: str) -> Any:
    """Those of a `member` that everybody may read, with their last day, as a part of a statement
    of whoever reads for everybody; both name its columns."""
    rows = Credential._base_manager.filter(
        practice_id=OuterRef(practice), member_id=OuterRef(member), is_public=True
    )
    told = JSONObject(name="name", issuer="issuer", year="awarded_year", expires_on="expires_on")
    return ArraySubquery(rows.order_by("position", "pk").values(told=told))


def shown(told: Sequence[dict[str, Any]], today: date) -> list[ShownCredential]:
    """What `public_rows` found, without what holds no more."""
    return [
        ShownCredential(one["name"], one["issuer"], str(one["year"] or ""))
        for one in told
        if standing(_day(one["expires_on"]), today) is not Standing.EXPIRED
    ]


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def names_known(actor: Actor, names: Sequence[str]) -> set[str]:
    """Which of these names of the store belong to a credential of the practice."""
    rows = Credential.objects.visible_to(actor, "settings.read").filter(stored_as__in=names)
    return set(rows.values_list("stored_as", flat=True))
