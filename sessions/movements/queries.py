"""Reads of the library: the one door to a movement, the list, and how a movement is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from clients.symptoms.models import MuscleGroup
from clients.symptoms.rules import PLACES, Contraindication, Phase, Position
from practice.core.actor import Actor
from sessions.movements.finding import MovementPage, find_movements
from sessions.movements.models import Movement
from sessions.movements.pacer import Pacer, pacer_of
from sessions.movements.rules import Lineage, Sides, StepKind, Variant, rounds_for

__all__ = ["MovementPage", "find_movements"]  # read here by whoever asks the library

LIBRARY_LIMIT = 500  # a practice's library is small; the page never reads without an end


def get_movement(
    actor: Actor, movement_id: UUID, action: str = "movement.read", *, hold: bool = False
) -> Movement:
    """The one door to a movement of the library, a retired one too.

    With `hold` nobody else changes it until the transaction ends.
    """
    rows = Movement.objects.visible_to(actor, action).filter(pk=movement_id)
    movement = (rows.select_for_update(no_key=True) if hold else rows).first()
    if movement is None:
        raise Http404("movement")
    return movement


def all_movements(actor: Actor) -> list[Movement]:
    """Every movement that can be chosen, in the library's order."""
    rows = Movement.objects.visible_to(actor).filter(retired_at=None)
    return list(rows.order_by("sort_name", "id")[:LIBRARY_LIMIT])


def movement_names(actor: Actor) -> list[str]:
    """The name of every movement."""
    return list(Movement.objects.visible_to(actor).values_list("name", flat=True))


def muscle_choices(actor: Actor) -> list[tuple[str, str]]:
    """The practice's muscle groups, by code."""
    rows = MuscleGroup.objects.visible_to(actor).order_by("position", "name")
    return list(rows.values_list("built_in_code", "name"))


def muscles_offered(actor: Actor, movement: Movement | None = None) -> list[MuscleGroup]:
    """The muscle groups that a movement can reach: those offered, and those it reaches already."""
    rows = MuscleGroup.objects.visible_to(actor)
    there = muscle_codes(movement) if movement else frozenset()
    rows = rows.filter(Q(retired_at=None) | Q(built_in_code__in=there))
    return list(rows.order_by("position", "name"))


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step in words, with the seconds it takes."""

    kind: str
    word: str
    words: str
    seconds: int


@dataclass(frozen=True, slots=True)
class ShownMovement:
    """A movement as people read it: no codes."""

    movement: Movement
    position: str
    sides: str
    variants: tuple[str, ...]
    steps: tuple[ShownStep, ...]
    pacer: Pacer
    phase: str

    @property
    def rounds(self) -> int:
        """How many rounds it usually takes."""
        return self.rounds_in(self.movement.minutes)

    def rounds_in(self, minutes: int, side: str = "") -> int:
        """How many rounds fill `minutes`; on one side alone, where `side` says so."""
        movement = self.movement
        return rounds_for(
            cycles=movement.cycles,
            sides=movement.sides,
            usual_minutes=movement.minutes,
            minutes=minutes,
            side=side,
        )


def shown(movement: Movement) -> ShownMovement:
    """Turn a movement's codes into words."""
    steps = tuple(
        ShownStep(s["kind"], _(StepKind(s["kind"]).label), s["words"], s["seconds"])
        for s in movement.steps
    )
    return ShownMovement(
        movement=movement,
        position=_(Position(movement.start_position).label),
        sides=_(Sides(movement.sides).label),
        variants=tuple(_(Variant(variant).label) for variant in movement.variants),
        steps=steps,
        pacer=pacer_of([(s.kind, s.seconds) for s in steps]),
        phase=main_phase(movement).value,
    )


@dataclass(frozen=True, slots=True)
class ListedMovement:
    """A movement as a list tells it."""

    movement: Movement
    position: str
    phase: str


def listed(movement: Movement) -> ListedMovement:
    """What a list tells of a movement, in words."""
    position, phase = _(Position(movement.start_position).label), _(main_phase(movement).label)
    return ListedMovement(movement, position, phase)


def main_phase(movement: Movement) -> Phase:
    """What the movement does more of."""
    return Phase.INTEGRATE if movement.integrates > movement.frees else Phase.FREE


def muscle_codes(movement: Movement) -> frozenset[str]:
    """Codes of the muscle groups that a movement reaches."""
    return frozenset(target["muscle_group"] for target in movement.targets)


def aliases_in_words(movement: Movement) -> list[tuple[str, str]]:
    """Other names with the school that uses them."""
    return [(alias["name"], _(Lineage(alias["lineage"]).label)) for alias in movement.aliases]


def cautions_in_words(movement: Movement) -> list[str]:
    """What the movement asks of the body that some bodies must not be asked for."""
    return [_(Contraindication(code).label) for code in movement.contraindications]


def targets_in_words(actor: Actor, movement: Movement) -> list[tuple[str, list[str]]]:
    """Muscle groups by the practice's names, each with the places where it is reached."""
    names: Mapping[str, str] = dict(
        MuscleGroup.objects.visible_to(actor)
        .filter(built_in_code__in=muscle_codes(movement))
        .values_list("built_in_code", "name")
    )
    places: dict[str, list[str]] = {}
    for target in movement.targets:
        word = names.get(target["muscle_group"], target["muscle_group"])
        places.setdefault(word, []).append(_(PLACES[target["place"]].label))
    return list(places.items())
