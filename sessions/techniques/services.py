"""Writes of techniques and protocols: what is built in, and a practice's own."""

from collections.abc import Iterable, Sequence
from secrets import token_hex
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from clients.records.rules import fold
from clients.symptoms.rules import Position, Side
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from sessions.evaluations.rules import ReflexPattern
from sessions.techniques.models import LessonProtocol, ProtocolLine, Technique
from sessions.techniques.queries import Teachable, teachable
from sessions.techniques.rules import (
    LINEAGES,
    LINES_MOST,
    NAME_LENGTH,
    ORDER_MAX,
    OWN_PREFIX,
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


def add_technique(*, actor: Actor, name: str, lineage: str, hands_on: bool) -> Technique:
    """Add a technique of the practice's own."""
    actor.require("settings.write")
    _room(actor)
    rows = Technique.objects.visible_to(actor, "settings.write")
    last = rows.aggregate(last=Max("position"))["last"]
    technique = Technique(
        practice_id=actor.practice_id,
        built_in_code=f"{OWN_PREFIX}{token_hex(4)}",
        built_in_version=0,
        position=(last or 0) + 1,
    )
    return _named(technique, name, lineage, hands_on=hands_on)


def edit_technique(
    *, actor: Actor, technique: Technique, name: str, lineage: str, hands_on: bool
) -> Technique:
    """Name it anew; what was written stays as it was. Ours keep their names."""
    actor.require("settings.write")
    if technique.built_in_version:
        raise DomainError(_("The techniques that came along keep their names."), field="name")
    return _named(technique, name, lineage, hands_on=hands_on)


def retire_technique(*, actor: Actor, technique: Technique, retired: bool) -> None:
    """Offer it no more, or again; notes keep what they were written with."""
    actor.require("settings.write")
    if not retired and technique.retired_at is not None:
        _room(actor)
    technique.retired_at = (technique.retired_at or now()) if retired else None
    technique.save(update_fields=["retired_at"])


def _room(actor: Actor) -> None:
    rows = Technique.objects.visible_to(actor, "settings.write").filter(retired_at=None)
    if rows.count() >= TECHNIQUES_MOST:
        words = _("There are as many as anybody chooses from. Retire one first.")
        raise DomainError(words, field="name")


def _worded(words: str, longest: int, field: str) -> str:
    tidy = " ".join(words.split())
    if not any(letter.isalnum() for letter in tidy):
        raise DomainError(_("Please name it."), field=field)
    if len(tidy) > longest:
        raise DomainError(_("Please keep it under %(n)s letters.") % {"n": longest}, field=field)
    return tidy


def _named(technique: Technique, name: str, lineage: str, *, hands_on: bool) -> Technique:
    technique.name = _worded(name, NAME_LENGTH, "name")
    technique.folded = fold(technique.name)[:NAME_LENGTH]
    technique.lineage, technique.hands_on = " ".join(lineage.split()), hands_on
    fresh = technique._state.adding
    try:
        with transaction.atomic():
            technique.save(
                update_fields=None if fresh else ("name", "folded", "lineage", "hands_on")
            )
    except IntegrityError:
        raise DomainError(_("There is a technique of this name already."), field="name") from None
    return technique


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
        "name": _worded(name, PROTOCOL_LENGTH, "name"),
        "lineage": " ".join(lineage.split()),
        "reflex": reflex,
        "order": order,
    }
    if reflex not in {"", *ReflexPattern}:
        raise DomainError(_("Choose a reflex from the list."), field="reflex")
    if order is not None and not 1 <= order <= ORDER_MAX:
        raise DomainError(_("A number from 1 to %(n)s.") % {"n": ORDER_MAX}, field="order")
    if protocol is None:
        _room_for_protocols(actor)
        code = f"{OWN_PREFIX}{token_hex(4)}"
        protocol = LessonProtocol(practice_id=actor.practice_id, built_in_code=code, **fields)
        protocol.save(force_insert=True)
        return protocol
    for field, value in fields.items():
        setattr(protocol, field, value)
    protocol.save(update_fields=[*fields])
    return protocol


def _room_for_protocols(actor: Actor) -> None:
    rows = LessonProtocol.objects.visible_to(actor, "settings.write").filter(retired_at=None)
    if rows.count() >= PROTOCOLS_MOST:
        raise DomainError(_("There are as many as anybody chooses from. Retire one first."))


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
    actor.require("settings.write")
    if not retired and protocol.retired_at is not None:
        _room_for_protocols(actor)
    protocol.retired_at = (protocol.retired_at or now()) if retired else None
    protocol.save(update_fields=["retired_at"])
