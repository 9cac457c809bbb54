"""How it stands with hands-on work in a note: what the client said last, by the lesson's day.

Read along with the note. Once signed, the note keeps under what it was written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clients.records.models import ConsentRecord
from practice.core.actor import Actor
from practice.core.beside import beside
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteState, Touch

_SAID = """
    SELECT json_build_array(said.given, said.typed_name <> '', said.answered_at)
    FROM clients_consentrecord said
    JOIN clients_consentdocument text ON text.id = said.document_id AND text.kind = 'touch'
    WHERE said.practice_id = %s AND said.client_id = care_sessions_sessionnote.client_id
        AND supple_day_there(said.answered_at, coalesce(practice_place.timezone, %s))
            <= care_sessions_session.held_on
    ORDER BY said.answered_at DESC, said.id DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Touched:
    """What was said of hands-on work, and when; no `state` of a note signed before it was kept."""

    state: str
    at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        """Whether hands-on lines can be neither added nor changed."""
        return self.state == Touch.WITHDRAWN

    @property
    def label(self) -> str:
        """The state in words."""
        return Touch(self.state).label if self.state else ""


def touch_beside(actor: Actor) -> Any:
    """What the client said last of hands-on work, read along with notes as `touch_said`."""
    return beside(actor, f"{ConsentRecord.subject}.read", _SAID, actor.practice_id, actor.zone)


def touch_of(note: SessionNote) -> Touched:
    """Of a note that was read with `touch_said`, or is signed."""
    if note.state == NoteState.SIGNED:
        return Touched(note.touch, note.touch_at)
    return touch_said(note.touch_said)  # type: ignore[attr-defined]


def touch_said(found: Sequence[Sequence[Any]]) -> Touched:
    """What `touch_beside` read."""
    for given, named, at in found:
        no = Touch.REFUSED if named else Touch.WITHDRAWN
        return Touched((Touch.AGREED if given else no).value, datetime.fromisoformat(at))
    return Touched(Touch.NONE.value)
