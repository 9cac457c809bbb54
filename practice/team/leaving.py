"""What a colleague has in hand: rooms above say so, and take it over when somebody leaves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from practice.core.actor import Actor


@dataclass(frozen=True)
class OpenWork:
    """Something begun that stays its author's, such as a draft of a note."""

    title: str
    url: str


@dataclass(frozen=True)
class InHand:
    """A client somebody works with, who goes to another."""

    id: UUID
    name: str


Counted = Callable[[Actor, UUID], int]
Named = Callable[[Actor, UUID], Sequence[InHand]]
Listed = Callable[[Actor, UUID], Sequence[OpenWork]]
HandedOver = Callable[[Actor, UUID, UUID, Mapping[UUID, UUID]], int]

_clients: dict[str, tuple[Counted, Named, HandedOver]] = {}
_open_work: dict[str, Listed] = {}


def register_clients(room: str, counted: Counted, named: Named, handed_over: HandedOver) -> None:
    """Have a room count and name a colleague's clients and give them away (from a ready())."""
    _clients[room] = counted, named, handed_over


def register_open_work(room: str, listed: Listed) -> None:
    """Have a room list what a colleague has begun (from a ready())."""
    _open_work[room] = listed


def count_clients(actor: Actor, member_id: UUID) -> int:
    """How many clients somebody has."""
    return sum(counted(actor, member_id) for counted, _, _ in _clients.values())


def clients_in_hand(actor: Actor, member_id: UUID) -> list[InHand]:
    """The clients somebody works with now, by name."""
    return [client for _, named, _ in _clients.values() for client in named(actor, member_id)]


def open_work_of(actor: Actor, member_id: UUID) -> list[OpenWork]:
    """What somebody has begun and not finished."""
    return [work for listed in _open_work.values() for work in listed(actor, member_id)]


def hand_over_clients(
    actor: Actor, member_id: UUID, to_id: UUID, others: Mapping[UUID, UUID]
) -> int:
    """Give all clients of one colleague to another, single ones to `others`; returns how many."""
    return sum(
        handed_over(actor, member_id, to_id, others) for _, _, handed_over in _clients.values()
    )
