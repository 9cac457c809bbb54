"""Every practice gets its own copy of what is built in."""

from clients.records.rules import fold
from practice.core.actor import Actor
from sessions.movements.finding import index_movements
from sessions.movements.library import MOVEMENTS
from sessions.movements.models import Movement
from sessions.movements.rules import BuiltInMovement, sort_name_of


def _row(actor: Actor, movement: BuiltInMovement, position: int) -> Movement:
    return Movement(
        practice_id=actor.practice_id,
        built_in_code=movement.code,
        built_in_version=movement.version,
        name=movement.name,
        aliases=[{"name": a.name, "lineage": a.lineage.value} for a in movement.aliases],
        summary=movement.summary,
        start_position=movement.position.value,
        variants=[variant.value for variant in movement.variants],
        sides=movement.sides.value,
        minutes=movement.minutes,
        cycles=movement.cycles,
        start=movement.start,
        steps=[
            {"kind": s.kind.value, "words": s.words, "seconds": s.seconds} for s in movement.steps
        ],
        frees=movement.release,
        integrates=movement.integration,
        targets=[
            {"muscle_group": t.muscle_group, "place": t.place.value} for t in movement.targets
        ],
        contraindications=[c.value for c in movement.contraindications],
        drawing=movement.drawing,
        source=movement.source,
        rights=movement.rights,
        position=position,
        folded=fold(movement.name),
        sort_name=sort_name_of(position, fold(movement.name)),
    )


def copy_library(actor: Actor) -> None:
    """Copy the built-in movements into a new practice."""
    rows = [_row(actor, movement, position) for position, movement in enumerate(MOVEMENTS)]
    Movement._base_manager.bulk_create(rows)
    index_movements(rows)
