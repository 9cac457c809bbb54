"""Reads of the public page: by its owner, and by whoever opens it, who sees what is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.functional import Promise

from practice.core.actor import Actor, enter
from practice.core.clock import today_in
from practice.core.models import Membership, Place, Practice
from practice.core.rules import Role
from sessions.appointments.queries.choices import OF_SERVICE
from sessions.credentials.queries import (
    ListedCredential,
    ShownCredential,
    ending,
    public_rows,
    shown,
)
from sessions.hours.models import Service
from sessions.hours.money import worded_money
from sessions.hours.rules import Modality
from sessions.hours.whose import GIVE_LESSONS, who_works
from sessions.public_page.models import MODALITY_WORDS, PublicPage, PublicProfile

# Whoever opens a public page reads like a client who is nobody: row security shows no client's row.
NOBODY = UUID(int=0)
# How to find it is for clients alone.
OF_PLACE = (
    *("id", "name", "timezone", "takes_one"),
    *("address", "town", "region", "country", "shows_address"),
)
TOLD = (*("about", "modalities", "other_work", "practising_since", "affiliations", "publications"),)


def own_page(actor: Actor) -> PublicPage | None:
    """The practice's page as its own people see it, open or not; None: nobody made one."""
    return PublicPage.objects.visible_to(actor).first()


@dataclass(frozen=True)
class Person:
    """Somebody who gives lessons: what is kept for the page, and which of their credentials, as
    far as the actor may read them, ended or end soon."""

    member: Membership
    profile: PublicProfile | None
    ending: Sequence[ListedCredential]


def profiles_of(actor: Actor) -> list[Person]:
    """Everybody who gives lessons. Three statements."""
    rows = PublicProfile.objects.visible_to(actor)
    kept, late = {row.member_id: row for row in rows}, ending(actor)
    return [Person(one, kept.get(one.pk), late.get(one.pk, ())) for one in who_works(actor)]


def get_teacher(actor: Actor, member_id: UUID) -> tuple[Membership, PublicProfile]:
    """The one door to a profile, kept or still empty: Http404 for who gives no lessons here."""
    people = Membership.objects.visible_to(actor, "settings.read")
    member = people.filter(pk=member_id, is_active=True, role__in=GIVE_LESSONS).first()
    if member is None:
        raise Http404("teacher")
    found = PublicProfile.objects.visible_to(actor).filter(member=member).first()
    return member, found or PublicProfile(practice_id=actor.practice_id, member=member)


def is_shown(actor: Actor, member_id: UUID) -> bool:
    """Whether the page tells of them."""
    rows = PublicProfile.objects.visible_to(actor)
    return rows.filter(member_id=member_id, is_shown=True).exists()


def may_write_profile(actor: Actor, member_id: UUID) -> bool:
    """Whether it is their own, or they say how the practice presents itself."""
    return actor.may("settings.write") or actor.membership_id == member_id


@dataclass(frozen=True)
class Work:
    """A way of working, and neutral words about it."""

    name: str | Promise
    words: str | Promise


@dataclass(frozen=True)
class Teacher:
    """Somebody as the page tells of them."""

    pk: UUID
    name: str
    about: str
    credentials: Sequence[ShownCredential]
    work: Sequence[Work]
    since: int | None
    affiliations: Sequence[str]
    publications: Sequence[str]


@dataclass(frozen=True)
class Published:
    """All that a public page shows, and nothing else of the practice."""

    actor: Actor
    name: str
    slug: str
    about: str
    is_indexed: bool
    email: str
    phone: str
    teachers: Sequence[Teacher]
    services: Sequence[tuple[Service, str]]
    places: Sequence[Place]


def practice_at(slug: str) -> UUID | None:
    """Which practice shows a page there; one that is closed is as good as none. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT supple_public_practice(%s)", [slug])
        (found,) = cursor.fetchone()
    return found if found is None else UUID(str(found))


def published(slug: str, request_id: UUID) -> Published:
    """What is shown at an address, and as whom it is read; Http404 where nothing is. Enters the
    practice as somebody who is no client of it. Three statements."""
    practice_id = practice_at(slug)
    if practice_id is None:
        raise Http404("public page")
    enter(practice_id=practice_id, client_id=NOBODY, request_id=request_id)
    found = _told(practice_id)
    if found is None:
        raise Http404("public page")
    actor = Actor(
        practice_id=practice_id,
        role=Role.CLIENT,
        client_id=NOBODY,
        practice_name=found.name,
        zone=found.timezone,
        locale=found.locale,
        request_id=request_id,
    )
    page = found.page
    services = [Service(**{**one, "id": UUID(one["id"])}) for one in found.services]
    return Published(
        actor=actor,
        name=found.name,
        slug=slug,
        about=page["about"],
        is_indexed=page["is_indexed"],
        email=found.contact_email if page["shows_contact"] else "",
        phone=found.contact_phone if page["shows_contact"] else "",
        teachers=[_teacher(one, today_in(found.timezone)) for one in found.teachers],
        services=[(one, _price(one, found)) for one in services],
        places=[Place(**{**one, "id": UUID(one["id"])}) for one in found.places],
    )


def _told(practice_id: UUID) -> Any:
    page = PublicPage._base_manager.filter(practice_id=OuterRef("pk"), is_open=True)
    told = JSONObject(about="about", is_indexed="is_indexed", shows_contact="shows_contact")
    people = PublicProfile._base_manager.filter(
        practice_id=OuterRef("pk"),
        is_shown=True,
        member__is_active=True,
        member__role__in=GIVE_LESSONS,
    )
    what = Service._base_manager.filter(
        practice_id=OuterRef("pk"),
        retired_at=None,
        places=1,
        is_client_bookable=True,
        is_visitor_bookable=True,
    )
    where = Place._base_manager.filter(practice_id=OuterRef("pk"), retired_at=None)
    rows: Any = Practice.objects.filter(pk=practice_id, is_active=True).annotate(
        page=Subquery(page.values(told=told)),
        teachers=_listed(
            people.order_by("member__name", "pk"),
            **{name: name for name in TOLD},
            credentials=public_rows("practice_id", "member_id"),
            pk="member_id",
            name="member__name",
        ),
        services=_listed(what.order_by("name"), **{name: name for name in OF_SERVICE}),
        places=_listed(where.order_by("name"), **{name: name for name in OF_PLACE}),
    )
    return rows.filter(page__isnull=False).first()


def _listed(rows: Any, **told: Any) -> Any:
    return ArraySubquery(rows.values(told=JSONObject(**told)))


def _teacher(told: dict[str, Any], today: date) -> Teacher:
    known = [MODALITY_WORDS[Modality(code)] for code in told["modalities"]]
    return Teacher(
        pk=UUID(told["pk"]),
        name=told["name"],
        about=told["about"],
        credentials=shown(told["credentials"], today),
        work=[*(Work(*words) for words in known), *(Work(own, "") for own in told["other_work"])],
        since=told["practising_since"],
        affiliations=told["affiliations"],
        publications=told["publications"],
    )


def _price(service: Service, practice: Practice) -> str:
    if service.price is None:
        return ""
    return worded_money(service.price, practice.currency, practice.locale)
