"""A practice's own movements: add one, also as a copy, change it, retire it and bring it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clients.records.rules import fold
from clients.symptoms.models import MuscleGroup
from clients.symptoms.own_words import own_code, worded
from clients.symptoms.rules import PLACES, Contraindication, Position
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError, Stale
from practice.core.services import claim_once
from sessions.movements.finding import index_anew, index_movements
from sessions.movements.models import Movement, MovementBeginning
from sessions.movements.queries import get_movement
from sessions.movements.rules import (
    ALIASES_MOST,
    CYCLES_MOST,
    MINUTES_MOST,
    NAME_LENGTH,
    OWN_POSITION,
    OWN_SOURCE,
    OWN_WORDS,
    SECONDS_MOST,
    STEPS_MOST,
    TARGETS_MOST,
    WEIGHT_MAX,
    WEIGHT_MIN,
    WORDS_LENGTH,
    Lineage,
    Sides,
    StepKind,
    Variant,
    sort_name_of,
)

ACTION = "movement.write"


@dataclass(frozen=True)
class StepData:
    """One step: what is done in it, how, and for how long."""

    kind: str
    words: str
    seconds: int


@dataclass(frozen=True, kw_only=True)
class MovementData:
    """A whole movement. `targets` are muscle groups and places by code, `aliases` names with the
    code of the school that uses them."""

    name: str
    start_position: str
    sides: str
    minutes: int
    frees: int
    integrates: int
    steps: Sequence[StepData]
    cycles: int = 1
    variants: Sequence[str] = ()
    targets: Sequence[tuple[str, str]] = ()
    contraindications: Sequence[str] = ()
    aliases: Sequence[tuple[str, str]] = ()
    summary: str = ""
    start: str = ""
    source: str = ""
    rights: str = ""


def _known(values: Iterable[str], words: Iterable[str], field: str, said: str) -> list[str]:
    known = set(words)
    if any(value not in known for value in values):
        raise DomainError(said, field=field)
    return list(dict.fromkeys(values))


def _between(number: int, low: int, high: int, field: str) -> int:
    if not low <= number <= high:
        words = _("Give a number from %(low)s to %(high)s.")
        raise DomainError(words % {"low": low, "high": high}, field=field)
    return number


def _within(text: str, longest: int, field: str) -> str:
    tidy = text.strip()
    if len(tidy) > longest:
        raise DomainError(_("Please keep it under %(n)s letters.") % {"n": longest}, field=field)
    return tidy


def _steps(steps: Sequence[StepData]) -> list[dict[str, Any]]:
    if not steps:
        raise DomainError(_("Say at least one step."), field="steps-0-words")
    if len(steps) > STEPS_MOST:
        words = _("Say it in %(n)s steps.") % {"n": STEPS_MOST}
        raise DomainError(words, field=f"steps-{STEPS_MOST}-words")
    told = []
    for number, step in enumerate(steps):
        row = f"steps-{number}"
        _known([step.kind], list(StepKind), f"{row}-kind", _("Say what is done in it."))
        words = _within(step.words, WORDS_LENGTH, f"{row}-words")
        if not words:
            raise DomainError(_("Say how."), field=f"{row}-words")
        seconds = _between(step.seconds, 1, SECONDS_MOST, f"{row}-seconds")
        told.append({"kind": step.kind, "words": words, "seconds": seconds})
    return told


def _targets(actor: Actor, targets: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """By code, each once; a muscle group that the practice does not have is refused."""
    if len(targets) > TARGETS_MOST:
        words = _("Choose %(n)s places at most.") % {"n": TARGETS_MOST}
        raise DomainError(words, field=f"targets-{TARGETS_MOST}-muscle")
    rows = MuscleGroup.objects.visible_to(actor)
    codes = {muscle for muscle, _place in targets}
    known = set(
        rows.filter(built_in_code__in=codes).values_list("built_in_code", flat=True)
        if codes
        else []
    )
    for number, (muscle, place) in enumerate(targets):
        if muscle not in known:
            words = _("There is no such muscle group. Choose one from the list.")
            raise DomainError(words, field=f"targets-{number}-muscle")
        if place not in PLACES:
            words = _("There is no such place. Choose one from the list.")
            raise DomainError(words, field=f"targets-{number}-place")
    return [{"muscle_group": muscle, "place": place} for muscle, place in dict.fromkeys(targets)]


def _aliases(aliases: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    if len(aliases) > ALIASES_MOST:
        words = _("Name %(n)s at most.") % {"n": ALIASES_MOST}
        raise DomainError(words, field=f"aliases-{ALIASES_MOST}-name")
    told = []
    for number, (name, lineage) in enumerate(aliases):
        row = f"aliases-{number}"
        _known([lineage], list(Lineage), f"{row}-lineage", _("Say who calls it so."))
        told.append({"name": worded(name, NAME_LENGTH, f"{row}-name"), "lineage": lineage})
    return told


def _weights(data: MovementData) -> dict[str, int]:
    told = {"frees": data.frees, "integrates": data.integrates}
    for field, weight in told.items():
        _between(weight, WEIGHT_MIN, WEIGHT_MAX, field)
    if not any(told.values()):
        raise DomainError(_("Say at least 1 of 3, here or for integrating."), field="frees")
    return told


def _told(actor: Actor, data: MovementData) -> dict[str, Any]:
    """What is stored of it; DomainError names the field that is wrong."""
    name = worded(data.name, NAME_LENGTH)
    _known([data.start_position], list(Position), "start_position", _("Say where it starts."))
    _known([data.sides], list(Sides), "sides", _("Say on which side it is done."))
    variants = _known(data.variants, list(Variant), "variants", _("There is no such variant."))
    if not variants:
        raise DomainError(_("Say where it is done: choose at least one."), field="variants")
    return {
        "name": name,
        "folded": fold(name)[:NAME_LENGTH],
        "summary": _within(data.summary, 300, "summary"),
        "start_position": data.start_position,
        "variants": variants,
        "sides": data.sides,
        "minutes": _between(data.minutes, 1, MINUTES_MOST, "minutes"),
        "cycles": _between(data.cycles, 1, CYCLES_MOST, "cycles"),
        "start": _within(data.start, 1_000, "start"),
        **_weights(data),
        "steps": _steps(data.steps),
        "targets": _targets(actor, data.targets),
        "contraindications": _known(
            data.contraindications,
            list(Contraindication),
            "contraindications",
            _("There is no such word of care."),
        ),
        "aliases": _aliases(data.aliases),
        "source": _within(data.source, 200, "source") or OWN_SOURCE,
        "rights": _within(data.rights, 120, "rights") or OWN_WORDS,
    }


def _save(actor: Actor, movement: Movement, told: dict[str, Any]) -> Movement:
    """Write it; refused when another of the practice's has this name, retired ones too."""
    taken = DomainError(_("There is one of this name already in your library."), field="name")
    rows = Movement.objects.visible_to(actor, ACTION).filter(folded=told["folded"])
    if rows.exclude(pk=movement.pk).exists():
        raise taken
    for field, value in told.items():
        setattr(movement, field, value)
    movement.sort_name = sort_name_of(movement.position, movement.folded)
    try:
        with transaction.atomic():
            movement.save()
    except IntegrityError:
        raise taken from None
    return movement


@transaction.atomic
def add_movement(
    *, actor: Actor, data: MovementData, copied_from: UUID | None = None, key: UUID | None = None
) -> Movement:
    """Add one, after ours; a copy stands beside what it was copied from, and keeps its drawing.

    AlreadyDone if `key` added one before.
    """
    actor.require(ACTION)
    model = get_movement(actor, copied_from) if copied_from else None
    told = _told(actor, data)
    once = claim_once(actor=actor, key=key, action="add_movement")
    movement = Movement(
        **once,
        practice_id=actor.practice_id,
        built_in_code=own_code(),
        built_in_version=0,
        copied_from=model,
        drawing=model.drawing if model else "",
        position=model.position if model else OWN_POSITION,
    )
    _save(actor, movement, told)
    index_movements([movement])
    return movement


@transaction.atomic
def edit_movement(
    *, actor: Actor, movement: Movement, data: MovementData, version: int
) -> Movement:
    """Change one of the practice's own, which the caller holds (`get_movement`). Stale if `version`
    is not the stored one.

    What came along is never changed: a copy of it is.
    """
    actor.require(ACTION)
    if not movement.is_own:
        raise DomainError(_("What came along stays as it is. Make a copy, and change that."))
    if movement.version != version:
        raise Stale(_("Somebody changed this movement in between. Look at it again."))
    told = _told(actor, data)
    movement.version = version + 1
    _save(actor, movement, told)
    index_anew(movement)
    return movement


@transaction.atomic
def retire_movement(*, actor: Actor, movement: Movement, retired: bool) -> None:
    """Offer it no more, or again; where it is used it stays to be read."""
    actor.require(ACTION)
    movement.retired_at = (movement.retired_at or now()) if retired else None
    movement.save(update_fields=["retired_at"])
    found = MovementBeginning._base_manager.filter(
        practice_id=actor.practice_id, movement_id=movement.pk
    )
    found.update(is_retired=retired)
