"""What the reasons in a program are given for: each answers what is asked as it is said."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from clients.symptoms.rules import Contraindication, Phase, Word
from sessions.programs.grounds import Grounds
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.rules import Lock, asked_against
from sessions.programs.services.data import ItemData, ProgramData, asks_the_gate


def locks_of(item: ItemData, grounds: Grounds) -> list[Lock]:
    """What an item waits for now."""
    if item.phase is Phase.MAINTAIN:
        return grounds.locks_to_maintain
    return grounds.locks_to_integrate if asks_the_gate(item) else []


def asks_against(item: ItemData, grounds: Grounds) -> list[Contraindication]:
    """What an item asks of the body and a decision leaves out now."""
    asks = item.movement.contraindications if item.movement else []
    return asked_against(asks, grounds.avoided)


def in_all(data: ProgramData) -> set[UUID]:
    """The movements of a program, each once."""
    return {item.movement_id for item in data.items if item.movement_id}


def _given_for(
    reason: str, asked: Iterable[Word], before: Iterable[tuple[str, Sequence[str]]]
) -> list[str]:
    """A reason that stood `before` answers what it was given for then; another, what is asked."""
    stood = [codes for text, codes in before if text == reason]
    if not reason:
        return []
    if stood:
        return sorted({code for codes in stood for code in codes})
    return sorted(one.value for one in asked)


def _answers(item: ItemData, grounds: Grounds, stored: Sequence[ProgramItem]) -> ItemData:
    same = [one for one in stored if one.movement_id and one.movement_id == item.movement_id]
    return replace(
        item,
        unlock_for=_given_for(
            item.unlock_reason,
            locks_of(item, grounds),
            [(one.unlock_reason, one.unlock_for) for one in same],
        ),
        against_for=_given_for(
            item.against_reason,
            asks_against(item, grounds),
            [(one.against_reason, one.against_for) for one in same],
        ),
    )


def with_answers(
    data: ProgramData,
    grounds: Grounds,
    stored: Sequence[ProgramItem] = (),
    home_program: HomeProgram | None = None,
) -> ProgramData:
    """What each reason is given for, by the client's record of now and by what stands already."""
    many_for = len(in_all(data)) if data.many_reason else 0
    if home_program and data.many_reason == home_program.many_reason:
        many_for = home_program.many_for
    items = [_answers(item, grounds, stored) for item in data.items]
    return replace(data, items=items, many_for=many_for)
