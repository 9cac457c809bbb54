"""How each kind of what is kept of a client is read: through what the portal reads already."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.functional import Promise

from clients.records.models import Client
from practice.core.actor import Actor, system_actor
from practice.outbox.models import Message
from practice.outbox.rules import State
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.rules import HomeProgramState

type Rows = Callable[[Actor, UUID], Any]


class Kind(NamedTuple):
    """One kind of what is kept.

    `at`: the column that dates it. `columns`: what is handed out, each with its word; the words of
    a choice are the model's. `as_csv`: many short rows, which people open in a spreadsheet.
    """

    code: str
    word: Promise
    why: Promise
    rows: Rows
    at: str
    columns: Sequence[tuple[str, Promise]]
    as_csv: bool = False


def of(model: Any, **narrowed: Any) -> Rows:
    """A client's rows of a table, as far as the actor's role reads them."""
    return lambda actor, client_id: model.objects.visible_to(actor).filter(
        client_id=client_id, **narrowed
    )


def client(actor: Actor, client_id: UUID) -> Any:
    """The record itself."""
    return Client.objects.visible_to(actor).filter(pk=client_id)


def given_programs(actor: Actor, client_id: UUID) -> Any:
    """Programs that were given."""
    rows = HomeProgram.objects.visible_to(actor).filter(client_id=client_id)
    return rows.exclude(state=HomeProgramState.DRAFT)  # the practice is still writing it


def given_items(actor: Actor, client_id: UUID) -> Any:
    """What is, or was, in programs that were given."""
    rows = ProgramItem.objects.visible_to(actor).filter(home_program__client_id=client_id)
    return rows.exclude(home_program__state=HomeProgramState.DRAFT)


def sent_mails(actor: Actor, client_id: UUID) -> Any:
    """Mails that went. They name whom they are for by an id alone, and no role of the portal reads
    the practice's list of them."""
    every = Message.objects.visible_to(system_actor(actor.practice_id))
    return every.filter(person_id=client_id, state=State.SENT)
