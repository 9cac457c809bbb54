"""Movements of a practice's own, as services and pages are told of them."""

from typing import Any

from practice.core.actor import Actor
from practice.core.clock import now
from sessions.movements.models import Movement, MovementMedia
from sessions.movements.queries import get_movement
from sessions.movements.services import MovementData, StepData, add_movement
from tests.cast import House
from tests.clients.files.making import keep
from tests.clients.files.making import sent as as_file

STEPS = (
    StepData("contract", "Let your jaw open a little.", 4),
    StepData("slow_release", "Let it close, slower than it opened.", 9),
    StepData("sense", "Sense your face.", 5),
)


def data(**more: Any) -> MovementData:
    """A small movement of the jaw, unless told otherwise."""
    told: dict[str, Any] = {
        "name": "Soft Jaw",
        "start_position": "sitting",
        "sides": "together",
        "minutes": 2,
        "cycles": 4,
        "frees": 2,
        "integrates": 1,
        "steps": STEPS,
        "variants": ["seated"],
        "targets": [("neck", "sitting")],
        "contraindications": ["twist"],
        "aliases": [("Jaw Melt", "other")],
    }
    return MovementData(**told | more)


def sent(**more: Any) -> dict[str, Any]:
    """What a browser sends of it; a field is taken out by None."""
    told: dict[str, Any] = {
        "name": "Soft Jaw",
        "summary": "The jaw opens and closes.",
        "start_position": "sitting",
        "sides": "together",
        "minutes": "2",
        "cycles": "4",
        "frees": "2",
        "integrates": "1",
        "variants": ["seated", "floor"],
        "start": "Sit at ease.",
        "contraindications": ["twist"],
        "steps_rows": "4",
        "steps-0-kind": "contract",
        "steps-0-words": "Let your jaw open a little.",
        "steps-0-seconds": "4",
        "steps-2-kind": "slow_release",
        "steps-2-words": "Let it close, slower than it opened.",
        "steps-2-seconds": "9",
        "targets_rows": "3",
        "targets-1-muscle": "Neck",
        "targets-1-place": "Sitting",
        "aliases_rows": "1",
        "aliases-0-name": "Jaw Melt",
        "aliases-0-lineage": "other",
        "source": "A colleague",
        "rights": "hers, with her leave",
    }
    told |= {name.replace("__", "-"): value for name, value in more.items()}
    return {name: value for name, value in told.items() if value is not None}


def held(actor: Actor, movement: Movement) -> Movement:
    """It as it is stored now, held as whoever changes it holds it."""
    return get_movement(actor, movement.pk, "movement.write", hold=True)


SOUND = b"ID3\x04" + bytes(range(128, 256)) * 8


def media(actor: Actor, house: House, movement: Movement) -> MovementMedia:
    """A sound that belongs to it, as if it had been sent."""
    row = MovementMedia(
        practice_id=actor.practice_id,
        movement=movement,
        kind="audio",
        title="The pace, spoken",
        transcript="Slower than you think.",
        stored_as=keep(house, SOUND),
        content_type="audio/mpeg",
        size=len(SOUND),
        added_at=now(),
        added_by=house.owner,
    )
    row.save(force_insert=True)
    return row


def chosen_sound(scene: Any) -> None:
    """A sound was chosen on a page."""
    scene.typed["file"] = as_file(SOUND, "pace.mp3", "audio/mpeg")


def in_library(actor: Actor, house: House) -> tuple[Movement, MovementMedia]:
    """A movement of the practice's own, and a sound that belongs to it."""
    movement = add_movement(actor=actor, data=data())
    return movement, media(actor, house, movement)
