"""Templates for tests: as the services take them and as the form sends them."""

from typing import Any
from uuid import uuid4

from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from sessions.movements.models import Movement
from sessions.program_templates.services import TemplateData, TemplateItemData
from tests.sessions.programs import building


def data(
    actor: Actor, name: str = "Evenings", movement: Movement | None = None, **more: Any
) -> TemplateData:
    """One movement that frees."""
    chosen = movement or building.movement(actor, "side_curl")
    only = TemplateItemData(movement=chosen, phase=Phase.FREE, minutes=3)
    values = {"made_for": "standard", "tier": "full", "items": (only,), **more}
    return TemplateData(name=name, **values)


def sent(actor: Actor, movement: Movement | None = None, **more: Any) -> dict[str, Any]:
    """The same as the form sends it, with a row left empty."""
    return {
        "key": uuid4(),
        "name": "Evenings",
        "made_for": "standard",
        "tier": "full",
        "rows": "2",
        "items-1-movement": (movement or building.movement(actor, "side_curl")).pk,
        "items-1-phase": "free",
        "items-1-note": "Half as far.",
        **more,
    }
