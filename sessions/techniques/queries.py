"""Reads of techniques and protocols."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.http import Http404

from practice.core.actor import Actor
from sessions.techniques.models import LessonProtocol, ProtocolLine, Technique
from sessions.techniques.rules import TaughtLine


def techniques_of(actor: Actor) -> list[Technique]:
    """The practice's techniques: those that are offered, then those that were retired."""
    rows = Technique.objects.visible_to(actor)
    return list(rows.order_by(F("retired_at").asc(nulls_first=True), "position", "id"))


def get_technique(actor: Actor, technique_id: UUID) -> Technique:
    """The one door to a technique: Http404 unless the actor may change it."""
    rows = Technique.objects.visible_to(actor, "settings.write")
    technique = rows.filter(pk=technique_id).first()
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


@dataclass(frozen=True)
class ReadLine:
    """A line of a protocol by codes, with the words of its technique and of where it works."""

    line: TaughtLine
    technique: str
    where: str
    hands_on: bool


def lines_of(actor: Actor, protocol: LessonProtocol) -> list[ReadLine]:
    """The lines of a protocol, in its order."""
    rows = ProtocolLine.objects.visible_to(actor).filter(protocol=protocol)
    rows = rows.select_related("technique", "muscle_group", "movement").order_by("position")
    return [
        ReadLine(
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
