"""Writes of techniques and protocols: what is built in, and a practice's own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from clients.records.rules import fold
from clients.symptoms.own_words import OwnWords, Shelf, own_code, worded
from clients.symptoms.rules import Position, Side
from practice.core.actor import Actor
from practice.core.errors import DomainError
from sessions.evaluations.rules import ReflexPattern
from sessions.techniques.models import LessonProtocol, ProtocolLine, Technique
from sessions.techniques.queries import Teachable, teachable
from sessions.techniques.rules import (
    LINEAGES,
    LINES_MOST,
    NAME_LENGTH,
    ORDER_MAX,
    PROTOCOL_LENGTH,
    PROTOCOLS,
    PROTOCOLS_MOST,
    REPETITIONS_MAX,
    REPETITIONS_MIN,
    TECHNIQUES_MOST,
    TaughtLine,
)
from sessions.techniques.rules import Technique as BuiltInTechnique

VERSION = 1


def copy_techniques(actor: Actor) -> None:
    """Copy the built-in techniques and protocols into a new practice, after its muscle groups."""
    Technique._base_manager.bulk_create(
        Technique(
            practice_id=actor.practice_id,
            built_in_code=technique.value,
            built_in_version=VERSION,
            name=technique.label,
            folded=fold(technique.label),
            lineage=LINEAGES[technique],
            position=position,
        )
        for position, technique in enumerate(BuiltInTechnique)
    )
    protocols = LessonProtocol._base_manager.bulk_create(
        LessonProtocol(
            practice_id=actor.practice_id,
            built_in_code=taught.code,
            built_in_version=VERSION,
            name=taught.name,
            lineage=taught.lineage,
            reflex=taught.reflex.value,
            order=taught.order,
        )
        for taught in PROTOCOLS
    )
    known = teachable(actor)
    ProtocolLine._base_manager.bulk_create(
        row
        for protocol, taught in zip(protocols, PROTOCOLS, strict=True)
        for row in _rows(known, protocol, taught.lines)
    )


def _rows(
    known: Teachable, protocol: LessonProtocol, lines: Iterable[TaughtLine]
) -> Iterable[ProtocolLine]:
    """Lines of a protocol as rows; their codes are known."""
    for position, line in enumerate(lines):
        yield ProtocolLine(
            practice_id=protocol.practice_id,
            protocol=protocol,
            position=position,
            technique=known.techniques[line.technique],
            muscle_group=known.groups.get(line.muscle_group),
            movement=known.movements.get(line.movement),
            side=line.side,
            place=line.place,
            repetitions=line.repetitions,
        )


_TECHNIQUES = OwnWords(Technique, TECHNIQUES_MOST, longest=NAME_LENGTH)
_PROTOCOLS = Shelf(LessonProtocol, PROTOCOLS_MOST)


def add_technique(*, actor: Actor, name: str, lineage: str, hands_on: bool) -> Technique:
    """Add a technique of the practice's own."""
    return _TECHNIQUES.add(actor, name, lineage=" ".join(lineage.split()), hands_on=hands_on)


def edit_technique(
    *, actor: Actor, technique: Technique, name: str, lineage: str, hands_on: bool
) -> Technique:
    """Name it anew; what was written stays as it was. Ours keep their names."""
    lineage = " ".join(lineage.split())
    return _TECHNIQUES.edit(actor, technique, name, lineage=lineage, hands_on=hands_on)


def retire_technique(*, actor: Actor, technique: Technique, retired: bool) -> None:
    """Offer it no more, or again; notes keep what they were written with."""
    _TECHNIQUES.retire(actor, technique, retired=retired)


def save_protocol(
    *,
    actor: Actor,
    protocol: LessonProtocol | None,
    name: str,
    lineage: str,
    reflex: str,
    order: int | None,
) -> LessonProtocol:
    """Add a protocol without lines (None), or name one anew; notes keep what they took of it."""
    actor.require("settings.write")
    fields: dict[str, Any] = {
        "name": worded(name, PROTOCOL_LENGTH),
        "lineage": " ".join(lineage.split()),
        "reflex": reflex,
        "order": order,
    }
    if reflex not in {"", *ReflexPattern}:
        raise DomainError(_("Choose a reflex from the list."), field="reflex")
    if order is not None and not 1 <= order <= ORDER_MAX:
        raise DomainError(_("A number from 1 to %(n)s.") % {"n": ORDER_MAX}, field="order")
    if protocol is None:
        _PROTOCOLS.require_room(actor)
        protocol = LessonProtocol(practice_id=actor.practice_id, built_in_code=own_code(), **fields)
        protocol.save(force_insert=True)
        return protocol
    for field, value in fields.items():
        setattr(protocol, field, value)
    protocol.save(update_fields=[*fields])
    return protocol


def save_protocol_lines(
    *,
    actor: Actor,
    protocol: LessonProtocol,
    stored: Iterable[TaughtLine],
    lines: Sequence[TaughtLine],
    known: Teachable,
) -> None:
    """Keep these lines in place of the `stored` ones; notes keep what they took of a protocol.

    The caller holds it (`get_protocol`) and has read what is `known` (`teachable`).
    """
    actor.require("settings.write")
    _check_lines(known, lines, set(stored))
    old = ProtocolLine._base_manager.filter(practice_id=actor.practice_id, protocol=protocol)
    old.delete()
    ProtocolLine._base_manager.bulk_create(_rows(known, protocol, lines))


def _check_lines(known: Teachable, lines: Sequence[TaughtLine], kept: set[TaughtLine]) -> None:
    """Each line is whole and of what the practice has; one that is kept may name what retired."""
    if len(lines) > LINES_MOST:
        words = _("A protocol has %(n)s lines at most.") % {"n": LINES_MOST}
        raise DomainError(words, code="lines")
    for line in lines:
        if words := _wrong(known, line, may_be_retired=line in kept):
            raise DomainError(words, code="lines")


def _wrong(known: Teachable, line: TaughtLine, *, may_be_retired: bool) -> str:
    technique, movement = known.techniques.get(line.technique), known.movements.get(line.movement)
    if technique is None or (technique.retired_at and not may_be_retired):
        return str(_("Choose a technique from the list."))
    if line.movement:
        if movement is None or (movement.retired_at and not may_be_retired):
            return str(_("Choose a movement from the list."))
    elif (group := known.groups.get(line.muscle_group)) is None or (
        group.retired_at and not may_be_retired
    ):
        return str(_("Choose a muscle group from the list."))
    if line.side not in {"", *Side} or line.place not in {"", *Position}:
        return str(_("Choose a side and a position from the list."))
    times = line.repetitions
    if times is not None and not REPETITIONS_MIN <= times <= REPETITIONS_MAX:
        return str(_("Repetitions are 1 to 99."))
    return ""


def retire_protocol(*, actor: Actor, protocol: LessonProtocol, retired: bool) -> None:
    """Offer it no more, or again; notes keep what they took of it."""
    _PROTOCOLS.retire(actor, protocol, retired=retired)
