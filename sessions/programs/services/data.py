"""A program as it was chosen, and what must be true of it whatever the client's record says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _

from clients.symptoms.rules import Phase
from practice.core.errors import DomainError
from sessions.movements.models import Movement
from sessions.programs.models import ProgramItem
from sessions.programs.rules import BUDGETS, GIVEN_ON, ITEMS_MOST, MINUTES_DEFAULT, is_integrating
from sessions.understanding.models import UnderstandingCard

PHASES = tuple(Phase)
MINUTES_MOST = 60
REPETITIONS_MOST = 50
TIMES_MOST = 2
REASON_LENGTH = 300
# What an item keeps of what was chosen, beside what it is and its phase.
KEPT = (
    "minutes",
    "repetitions",
    "side",
    "variant",
    "note",
    "unlock_reason",
    "unlock_for",
    "against_reason",
    "against_for",
)


@dataclass(frozen=True, kw_only=True)
class ItemData:
    """One movement of a program as it was chosen, or one card to understand by, which takes no
    minutes. `unlock_reason`: why before the phase is open; `against_reason`: why although a
    decision leaves out what it asks for; `side` is a Dosed or "". What the reasons are for is found
    by the service, not chosen."""

    movement: Movement | None = None
    card: UnderstandingCard | None = None
    phase: Phase
    minutes: int = 0
    repetitions: int | None = None
    side: str = ""
    variant: str = ""
    note: str = ""
    unlock_reason: str = ""
    unlock_for: Sequence[str] = ()
    against_reason: str = ""
    against_for: Sequence[str] = ()

    @property
    def movement_id(self) -> UUID | None:
        """The movement's id; None of a card."""
        return self.movement.pk if self.movement else None

    @property
    def card_id(self) -> UUID | None:
        """The card's id; None of a movement."""
        return self.card.pk if self.card else None

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.movement or self.card or "")


@dataclass(frozen=True, kw_only=True)
class ProgramData:
    """A whole program: items in order; ISO weekdays 1–7; one or two local times; the minutes there
    are a day; first and last day, or none. `many_reason`: why more than is easily kept."""

    items: Sequence[ItemData]
    days: Sequence[int] = ()
    times: Sequence[time] = ()
    cue: str = ""
    note_to_client: str = ""
    minutes_budget: int = MINUTES_DEFAULT
    many_reason: str = ""
    many_for: int = 0
    starts_on: date | None = None
    ends_on: date | None = None


def as_chosen(item: ProgramItem) -> ItemData:
    """A stored item as it was chosen."""
    return ItemData(
        movement=item.movement if item.movement_id else None,
        card=item.card if item.card_id else None,
        phase=Phase(item.phase),
        **{name: getattr(item, name) for name in KEPT},
    )


def asks_the_gate(item: ItemData) -> bool:
    """Whether it waits for a release."""
    movement = item.movement
    return movement is not None and is_integrating(item.phase, movement.frees, movement.integrates)


def cleaned(data: ProgramData) -> ProgramData:
    """Trimmed and in order; DomainError names what is missing."""
    _check_items(data.items)
    if not all(1 <= day <= 7 for day in data.days):
        raise DomainError(_("Choose days of the week."), field="days")
    if not 1 <= len(set(data.times)) <= TIMES_MOST:
        raise DomainError(_("Choose one time of day, or two."), field="time_1")
    if not data.days:
        raise DomainError(_("Choose at least one day."), field="days")
    if data.minutes_budget not in BUDGETS:
        raise DomainError(_("Choose 4, 10 or 15 minutes."), field="minutes_budget")
    return replace(
        data,
        items=[_clean_item(item) for item in data.items],
        days=sorted(set(data.days)),
        times=sorted(set(data.times)),
        cue=data.cue.strip(),
        note_to_client=data.note_to_client.strip(),
        many_reason=data.many_reason.strip(),
    )


def _check_items(items: Sequence[ItemData]) -> None:
    if len(items) > ITEMS_MOST:
        words = _("%(n)s are in it; a program holds up to %(most)s. Take some out.")
        words = words % {"n": len(items), "most": ITEMS_MOST}
        raise DomainError(words, code="too_many")
    seen: set[tuple[UUID | None, Phase]] = set()
    for number, item in enumerate(items):
        _check_item(f"items-{number}", item, seen)
    if not any(item.movement for item in items):
        raise DomainError(_("Choose at least one movement."), field="items-0-movement")


def _clean_item(item: ItemData) -> ItemData:
    if item.card:
        return ItemData(card=item.card, phase=item.phase, note=item.note.strip())
    may_wait = item.phase is Phase.MAINTAIN or asks_the_gate(item)
    reason = item.unlock_reason.strip() if may_wait else ""
    against = item.against_reason.strip()
    return replace(item, note=item.note.strip(), unlock_reason=reason, against_reason=against)


def _check_item(row: str, item: ItemData, seen: set[tuple[UUID | None, Phase]]) -> None:
    if (item.movement is None) is (item.card is None):
        words = _("Choose a movement or a card, one of the two.")
        raise DomainError(words, field=f"{row}-movement")
    if (item.card is None) is (item.phase is Phase.UNDERSTAND):
        words = _("A card helps to understand; a movement frees, integrates or maintains.")
        raise DomainError(words, field=f"{row}-phase")
    if (item.movement_id or item.card_id, item.phase) in seen:
        words = _("%(name)s is in the program already.") % {"name": item.name}
        raise DomainError(words, field=f"{row}-movement")
    seen.add((item.movement_id or item.card_id, item.phase))
    if item.movement:
        _check_dose(row, item, item.movement)


def _check_dose(row: str, item: ItemData, movement: Movement) -> None:
    if not 1 <= item.minutes <= MINUTES_MOST:
        raise DomainError(_("Give it 1 to 60 minutes."), field=f"{row}-minutes")
    if item.repetitions is not None and not 1 <= item.repetitions <= REPETITIONS_MOST:
        raise DomainError(_("Give it 1 to 50 repetitions, or none."), field=f"{row}-repetitions")
    if item.variant and item.variant not in movement.variants:
        raise DomainError(_("This movement is not done that way."), field=f"{row}-variant")
    if item.side and item.side not in GIVEN_ON[movement.sides]:
        words = _("This movement is given: %(sides)s.") % {
            "sides": ", ".join(_(side.label).lower() for side in GIVEN_ON[movement.sides])
        }
        raise DomainError(words, field=f"{row}-side")
