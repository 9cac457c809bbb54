"""Writes of places: where lessons are given, and where that is."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import is_zone, now
from practice.core.countries import country_names
from practice.core.errors import DomainError, Stale
from practice.core.models import Place
from practice.core.services import claim_once
from practice.core.whereabouts import (
    DIRECTIONS_LENGTH,
    LINE_LENGTH,
    LINES_MOST,
    one_line,
    several_lines,
)


@dataclass(frozen=True, kw_only=True)
class PlaceData:
    """All that is said of a place; `country` is ISO 3166-1, "" where nothing is said."""

    name: str
    timezone: str
    takes_one: bool = False
    address: str = ""
    town: str = ""
    region: str = ""
    country: str = ""
    directions: str = ""
    shows_address: bool = False


def check_zone(zone: str) -> None:
    """Refuse a time zone that nobody lives in."""
    if not is_zone(zone):
        raise DomainError(_("Choose a time zone from the list."), field="timezone")


def _check_name(actor: Actor, name: str, place_id: UUID | None = None) -> None:
    if not name.strip():
        raise DomainError(_("A name is needed."), field="name")
    others = Place.objects.visible_to(actor, "settings.write").filter(
        retired_at=None, name__iexact=name.strip()
    )
    if (others.exclude(pk=place_id) if place_id else others).exists():
        raise DomainError(_("There is already a place with this name."), field="name")


def _too_long(n: int, field: str) -> DomainError:
    return DomainError(_("Keep it to %(n)s characters.") % {"n": n}, field=field)


def _tidy(data: PlaceData) -> dict[str, object]:
    """What is kept of it; a DomainError beside the field that cannot be."""
    told = asdict(data) | {"name": data.name.strip(), "address": several_lines(data.address)}
    told |= {name: one_line(getattr(data, name)) for name in ("town", "region", "directions")}
    lines = str(told["address"]).splitlines()
    if len(lines) > LINES_MOST or any(len(line) > LINE_LENGTH for line in lines):
        words = _("%(n)s lines at most, each of %(long)s characters at most.")
        raise DomainError(words % {"n": LINES_MOST, "long": LINE_LENGTH}, field="address")
    for field, most in (("town", LINE_LENGTH), ("region", LINE_LENGTH)):
        if len(str(told[field])) > most:
            raise _too_long(most, field)
    if len(str(told["directions"])) > DIRECTIONS_LENGTH:
        raise _too_long(DIRECTIONS_LENGTH, "directions")
    if lines and not told["town"]:
        raise DomainError(_("Say the town too, so that the address can be found."), field="town")
    if data.country and data.country not in country_names():
        raise DomainError(_("Choose a country from the list."), field="country")
    return told


def add_place(*, actor: Actor, data: PlaceData, key: UUID | None = None) -> Place:
    """Add somewhere that lessons are given. AlreadyDone if `key` made one before."""
    actor.require("settings.write")
    check_zone(data.timezone)
    _check_name(actor, data.name)
    told = _tidy(data)
    once = claim_once(actor=actor, key=key, action="add_place")
    place = Place(**once, practice_id=actor.practice_id, **told)
    place.save(force_insert=True)
    return place


@transaction.atomic
def edit_place(*, actor: Actor, place: Place, data: PlaceData, version: int | None = None) -> Place:
    """Say anew what a place is called, where it is, and what holds there; Stale where somebody
    saved another version than the one that was read."""
    actor.require("settings.write")
    check_zone(data.timezone)
    _check_name(actor, data.name, place.pk)
    told = _tidy(data)
    stored = _held(actor, place)
    if version is not None and stored.version != version:
        words = _("Somebody changed this place in between. Look at it, then decide.")
        raise Stale(words, current=stored)
    for name, value in told.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save(update_fields=[*told, "version"])
    return stored


def _held(actor: Actor, place: Place) -> Place:
    rows = Place.objects.visible_to(actor, "settings.write")
    return rows.select_for_update(no_key=True).get(pk=place.pk)


def retire_place(*, actor: Actor, place: Place, retired: bool) -> None:
    """Offer a place no more, or again; past lessons keep it."""
    actor.require("settings.write")
    if not retired:
        check_zone(place.timezone)
        _check_name(actor, place.name, place.pk)
    place.retired_at = now() if retired else None
    place.save(update_fields=["retired_at"])
