"""Reads of techniques and protocols."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import Http404
from django.utils.translation import gettext as _

from clients.symptoms.models import BuiltIn, MuscleGroup
from clients.symptoms.rules import Position, Side
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.errors import DomainError
from sessions.movements.models import Movement
from sessions.techniques.models import LessonProtocol, ProtocolLine, Technique
from sessions.techniques.rules import MOVEMENT, TaughtLine


def techniques_of(actor: Actor) -> list[Technique]:
    """The practice's techniques: those that are offered, then those that were retired."""
    rows = Technique.objects.visible_to(actor)
    return list(rows.order_by(F("retired_at").asc(nulls_first=True), "position", "id"))


def get_technique(actor: Actor, technique_id: UUID) -> Technique:
    """The one door to a technique: Http404 unless the actor may change it."""
    rows = Technique.objects.visible_to(actor, "settings.write")
    technique = rows.by_id(technique_id)
    if technique is None:
        raise Http404("technique")
    return technique


def protocols_of(actor: Actor) -> list[LessonProtocol]:
    """The practice's protocols by lineage and number: those that are offered, then the retired."""
    rows = LessonProtocol.objects.visible_to(actor)
    offered = F("retired_at").asc(nulls_first=True)
    return list(rows.order_by(offered, "lineage", F("order").asc(nulls_last=True), "name", "id"))


def get_protocol(
    actor: Actor, protocol_id: UUID, action: str = "settings.write", *, hold: bool = False
) -> LessonProtocol:
    """The one door to a protocol: Http404 unless the actor may do `action` with it.

    `hold` keeps it, so that nobody else writes it in between.
    """
    rows = LessonProtocol.objects.visible_to(actor, action).filter(pk=protocol_id)
    protocol = (rows.select_for_update() if hold else rows).first()
    if protocol is None:
        raise Http404("protocol")
    return protocol


def offered_protocol(actor: Actor, protocol_id: str) -> LessonProtocol:
    """A protocol to take lines from; refuses one that is not there or was retired meanwhile."""
    try:
        rows = LessonProtocol.objects.visible_to(actor).filter(pk=UUID(protocol_id))
    except ValueError:
        rows = LessonProtocol.objects.visible_to(actor).none()
    found = rows.first()
    if found is None:
        raise DomainError(_("Choose a protocol from the list."), field="protocol")
    if found.retired_at is not None:
        words = _("“%(name)s” was retired meanwhile. Nothing was taken from it.")
        raise DomainError(words % {"name": found.name}, field="protocol")
    return found


@dataclass(frozen=True)
class ReadLine:
    """A line of a protocol by codes, with the words of its technique and of where it works."""

    id: UUID
    line: TaughtLine
    technique: str
    where: str
    hands_on: bool

    @property
    def how(self) -> str:
        """Side, position and how often, in words."""
        side = Side(self.line.side).label if self.line.side else ""
        place = Position(self.line.place).label if self.line.place else ""
        times = f"{self.line.repetitions} ×" if self.line.repetitions else ""
        return " · ".join(filter(None, (side, place, times)))


def lines_of(actor: Actor, protocol: LessonProtocol) -> list[ReadLine]:
    """The lines of a protocol, in its order."""
    rows = ProtocolLine.objects.visible_to(actor).filter(protocol=protocol)
    rows = rows.select_related("technique", "muscle_group", "movement").order_by("position")
    return [
        ReadLine(
            row.pk,
            TaughtLine(
                technique=row.technique.built_in_code,
                muscle_group=row.muscle_group.built_in_code if row.muscle_group else "",
                movement=row.movement.built_in_code if row.movement else "",
                side=row.side,
                place=row.place,
                repetitions=row.repetitions,
            ),
            technique=row.technique.name,
            where=row.movement.name if row.movement else str(row.muscle_group),
            hands_on=row.technique.hands_on,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Known:
    """A technique or a movement of the practice, offered or retired."""

    id: UUID
    name: str
    retired: bool
    hands_on: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a line of a lesson can name, by code; and the protocols that are offered."""

    techniques: Mapping[str, Known]
    movements: Mapping[str, Known]
    protocols: Sequence[Known] = ()

    def is_hands_on(self, technique: str) -> bool:
        """Whether a technique needs the client's agreement to touch."""
        known = self.techniques.get(technique)
        return known is not None and known.hands_on


_KNOWN = """
    SELECT json_build_object(
        'techniques', ARRAY(
            SELECT json_build_array(known.built_in_code, known.id, known.name,
                known.retired_at IS NOT NULL, known.hands_on)
            FROM care_sessions_technique known WHERE known.practice_id = %s
            ORDER BY known.position),
        'movements', ARRAY(
            SELECT json_build_array(known.built_in_code, known.id, known.name,
                known.retired_at IS NOT NULL, false)
            FROM care_sessions_movement known WHERE known.practice_id = %s
            ORDER BY known.position),
        'protocols', ARRAY(
            SELECT json_build_array(known.built_in_code, known.id, known.name, false, false)
            FROM care_sessions_lessonprotocol known
            WHERE known.practice_id = %s AND known.retired_at IS NULL
            ORDER BY coalesce(known."order", 100)))"""


def catalogue_beside(actor: Actor) -> Any:
    """What lines can name, read along with another row, for `catalogue_of`."""
    return beside(actor, "vocabulary.read", _KNOWN, *[actor.practice_id] * 3)


def catalogue_of(found: Iterable[Mapping[str, Sequence[Any]]]) -> Catalogue:
    """What `catalogue_beside` read."""
    for read in found:
        known = {
            kind: {code: Known(UUID(key), *told) for code, key, *told in rows}
            for kind, rows in read.items()
        }
        protocols = tuple(known["protocols"].values())
        return Catalogue(known["techniques"], known["movements"], protocols)
    return Catalogue({}, {})


@dataclass(frozen=True)
class Teachable:
    """The practice's techniques, muscle groups and movements, by code, offered or retired."""

    techniques: Mapping[str, Technique]
    groups: Mapping[str, MuscleGroup]
    movements: Mapping[str, Movement]

    def where(self, kept: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
        """Muscle groups and movements that are offered, and the one that is `kept`."""
        return [
            (_("Muscle groups"), _offered(self.groups, "", kept)),
            (_("Movements"), _offered(self.movements, MOVEMENT, kept)),
        ]


def _offered(
    rows: Mapping[str, MuscleGroup] | Mapping[str, Movement], prefix: str, kept: str
) -> list[tuple[str, str]]:
    return [
        (prefix + code, row.name)
        for code, row in rows.items()
        if row.retired_at is None or prefix + code == kept
    ]


def teachable(actor: Actor) -> Teachable:
    """What lines of a protocol can be made of. Three statements."""
    return Teachable(
        _by_code(Technique.objects.visible_to(actor).order_by("position", "id")),
        _by_code(MuscleGroup.objects.visible_to(actor).order_by("position", "name")),
        _by_code(Movement.objects.visible_to(actor).order_by("position", "id")),
    )


def _by_code[B: BuiltIn](rows: Iterable[B]) -> dict[str, B]:
    return {row.built_in_code: row for row in rows}
