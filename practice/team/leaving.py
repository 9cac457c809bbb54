"""What a colleague has in hand: rooms above say so, and take it over when somebody leaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from practice.core.actor import Actor


@dataclass(frozen=True)
class OpenWork:
    """Something begun that stays its author's, such as a draft of a note."""

    title: str
    url: str


Counted = Callable[[Actor, UUID], int]
Listed = Callable[[Actor, UUID], Sequence[OpenWork]]
HandedOver = Callable[[Actor, UUID, UUID], int]

_clients: dict[str, tuple[Counted, HandedOver]] = {}
_open_work: dict[str, Listed] = {}


def register_clients(room: str, counted: Counted, handed_over: HandedOver) -> None:
    """Have a room count a colleague's clients and give all to another (from a ready())."""
    _clients[room] = counted, handed_over


def register_open_work(room: str, listed: Listed) -> None:
    """Have a room list what a colleague has begun (from a ready())."""
    _open_work[room] = listed


def count_clients(actor: Actor, member_id: UUID) -> int:
    """How many clients somebody has."""
    return sum(counted(actor, member_id) for counted, _ in _clients.values())


def open_work_of(actor: Actor, member_id: UUID) -> list[OpenWork]:
    """What somebody has begun and not finished."""
    return [work for listed in _open_work.values() for work in listed(actor, member_id)]


def hand_over_clients(actor: Actor, member_id: UUID, to_id: UUID) -> int:
    """Give all clients of one colleague to another; returns how many."""
    return sum(handed_over(actor, member_id, to_id) for _, handed_over in _clients.values())
