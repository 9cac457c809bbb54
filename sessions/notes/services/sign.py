"""How a note is signed, taken back, and added to."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clients.records.services import require_present
from clients.red_flags.queries import undecided_in
from clients.symptoms.rules import is_own
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.rules import Role
from practice.core.services import claim_once
from sessions.appointments.authors import is_supervised
from sessions.appointments.services import writer_of
from sessions.notes.models import NoteAddendum, SessionNote
from sessions.notes.queries import about, content_of
from sessions.notes.rules import NoteData, NoteState, content_hash, lacks, muscles_in
from sessions.notes.safety import safety_due
from sessions.notes.services.lock import locked, require_version
from sessions.notes.touching import touch_of


def sign_note(*, actor: Actor, note: SessionNote, version: int) -> SessionNote:
    """Sign what was read; a trainee's signature asks for a second one.

    From then on the database refuses every change. Stale if another version is stored than the
    one that was read. Held back while a safety question of this work, or of an intake
    that nobody has accepted yet, waits for a decision, or all of them are due once more.
    """
    actor.require("note.write")
    current = locked(actor, note.pk)
    trainee, touched = actor.role is Role.TRAINEE, touch_of(current)
    if current.state == NoteState.SIGNED:
        raise DomainError(_("This note is signed already."), code="signed")
    if trainee and current.state == NoteState.AWAITING_CO_SIGNATURE:
        raise DomainError(_("This note waits for a co-signature already."), code="awaiting")
    require_version(current, version)
    data = content_of(current)
    for lack in lacks(data):
        raise DomainError(_(lack.label), field=lack.value, code="unfinished")
    if undecided_in(actor, current.client_id, current.session.episode_id):
        words = _("A safety question was answered yes. Decide first what follows from it.")
        raise DomainError(words, code="safety")
    if due := safety_due(actor, current, data):
        words = _("%(what)s can come from elsewhere. Ask the safety questions once more first.")
        raise DomainError(words % {"what": ", ".join(map(str, due))}, code="safety")
    if trainee:
        _require_reader(current)
        current.state = NoteState.AWAITING_CO_SIGNATURE.value
        current.save(update_fields=["state"])
        return current
    current.state = NoteState.SIGNED.value
    current.signed_at = now()
    current.signed_by_id = actor.membership_id
    current.touch, current.touch_at = touched.state, touched.at
    current.muscle_names = _own_names(current, data)
    current.content_hash = content_hash(content_of(current), about(current))
    sealed = ["state", "signed_at", "signed_by", "touch", "touch_at", "muscle_names"]
    current.save(update_fields=[*sealed, "content_hash"])
    return current


def _own_names(note: Any, data: NoteData) -> dict[str, str]:
    """The practice's own muscle groups of a note as they are called now; ours keep their names."""
    return {code: note.called[code] for code in sorted(muscles_in(data)) if is_own(code)}


def _require_reader(note: SessionNote) -> None:
    """A note that its author keeps to themselves goes to their supervisor alone."""
    if note.author_only and not is_supervised(note.practice_id, note.author_id):
        words = _(
            "You keep this note to yourself, and nobody supervises you who could sign it too."
            " Open it to the practice first."
        )
        raise DomainError(words, code="unread")


def take_back(*, actor: Actor, note: SessionNote) -> SessionNote:
    """Make a note that waits for its co-signature a draft again."""
    actor.require("note.write")
    current = locked(actor, note.pk)
    if current.state != NoteState.AWAITING_CO_SIGNATURE:
        raise DomainError(_("Only a note that waits for a co-signature can be taken back."))
    current.state = NoteState.DRAFT.value
    current.save(update_fields=["state"])
    return current


def add_addendum(
    *, actor: Actor, note: SessionNote, reason: str, text: str, key: UUID | None = None
) -> NoteAddendum:
    """Add to a signed note, with the reason."""
    actor.require("note.write")
    require_present(actor=actor, client_id=note.client_id)
    if note.state != NoteState.SIGNED:
        raise DomainError(_("Only a signed note is added to. Change the draft itself."))
    if not reason.strip():
        raise DomainError(_("Say why it is added."), field="reason")
    if not text.strip():
        raise DomainError(_("Say what is added."), field="text")
    once = claim_once(actor=actor, key=key, action="add_addendum")
    addendum = NoteAddendum(
        **once,
        practice_id=actor.practice_id,
        note=note,
        author_id=writer_of(actor),
        reason=reason.strip(),
        text=text.strip(),
        added_at=now(),
    )
    addendum.save(force_insert=True)
    return addendum
