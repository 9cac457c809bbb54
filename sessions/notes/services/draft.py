"""How the content of a draft is kept: only what differs is written."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clients.symptoms.rules import Side
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from sessions.evaluations.keeping import change_findings, change_sma, sound_amnesia, sound_findings
from sessions.evaluations.services import change_cells, judged_cells
from sessions.notes.models import ReleaseMethod, SessionNote
from sessions.notes.queries import content_of
from sessions.notes.rules import COLUMNS, TEXTS, Evidence, LowToneChoice, NoteData, NoteState
from sessions.notes.services.lines import change_lines, tidy_lines, worded_lines
from sessions.notes.services.lock import locked, locked_alone, require_version
from sessions.notes.services.releases import change_releases


def _require_draft(note: SessionNote) -> None:
    if note.state == NoteState.SIGNED:
        raise DomainError(_("A signed note does not change. Add to it instead."), code="signed")
    if note.state == NoteState.AWAITING_CO_SIGNATURE:
        raise DomainError(
            _("This note waits for a co-signature. Take it back to write on."), code="awaiting"
        )


def save_draft(*, actor: Actor, note: SessionNote, data: NoteData, version: int) -> SessionNote:
    """Keep the whole content of a draft; the version goes up when something changed.

    Saving again what is stored already changes nothing, whatever the version, so that a save
    whose answer was lost can be sent again. Stale if the stored version is another.
    """
    return save_typed(actor=actor, note_id=note.pk, typed=lambda _stored: data, version=version)


def save_typed(
    *,
    actor: Actor,
    note_id: UUID,
    typed: Callable[[NoteData], NoteData],
    version: int,
) -> SessionNote:
    """Keep what somebody typed over what is stored, which `typed` is shown under the lock."""
    actor.require("note.write")
    current = locked(actor, note_id)
    _require_draft(current)
    stored = content_of(current)
    wanted = _tidy(typed(stored))
    wanted = replace(wanted, lines=worded_lines(current, stored.lines, wanted.lines))
    if wanted == stored:
        return current
    require_version(current, version)
    ids = _known_groups(current, stored, wanted)
    current.protocols = list(wanted.protocols)
    _keep_texts(current, {name: getattr(wanted, name) for name in COLUMNS}, "protocols")
    _change_parts(actor, current, stored, wanted, ids)
    return current


def save_texts(
    *, actor: Actor, note_id: UUID, texts: Mapping[str, str], version: int
) -> SessionNote:
    """Keep some of a draft's words, by the names of their parts, and leave the rest as it is."""
    actor.require("note.write")
    current = locked_alone(actor, note_id, texts)
    _require_draft(current)
    tidy = {name: _tidy_text(text) for name, text in texts.items()}
    if all(getattr(current, name) == text for name, text in tidy.items()):
        return current
    require_version(current, version)
    return _keep_texts(current, tidy)


def _keep_texts(note: SessionNote, columns: Mapping[str, Any], *more: str) -> SessionNote:
    for name, value in columns.items():
        setattr(note, name, value)
    note.version += 1
    note.saved_at = now()
    note.save(update_fields=[*columns, *more, "version", "saved_at"])
    return note


def _tidy_text(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _known_groups(note: SessionNote, stored: NoteData, wanted: NoteData) -> dict[str, UUID]:
    """Ids by code. What stands already may be of a group that was retired since; nothing new."""
    known: Any = note
    parts = (wanted.cells, wanted.lines, wanted.releases)
    every = [one for part in parts for one in part]
    named = {one.muscle_group for one in every if not getattr(one, "movement", "")}
    if not named <= set(known.groups):
        raise DomainError(_("Choose a muscle group from the list."), code="muscle_group")
    there = {*stored.cells, *stored.lines, *stored.releases}
    for one in (one for one in every if one not in there):
        if one.muscle_group in known.retired:
            words = _("%(group)s is no longer in the practice’s list. Clear what is new of it.")
            told = {"group": known.retired[one.muscle_group]}
            raise DomainError(words % told, code="muscle_group")
    found: dict[str, UUID] = known.groups
    return found


def _change_parts(
    actor: Actor,
    note: SessionNote,
    stored: NoteData,
    wanted: NoteData,
    groups: Mapping[str, UUID],
) -> None:
    if wanted.cells != stored.cells:
        change_cells(
            actor=actor,
            assessment_id=note.assessment_id,
            stored=stored.cells,
            wanted=wanted.cells,
            groups=groups,
        )
    change_findings(actor, note.assessment_id, stored.findings, wanted.findings)
    change_sma(actor, note.assessment_id, stored.amnesia, wanted.amnesia)
    if wanted.lines != stored.lines:
        change_lines(note, stored.lines, wanted.lines, groups)
    if wanted.releases != stored.releases:
        change_releases(note, stored.releases, wanted.releases, groups)


def _tidy(data: NoteData) -> NoteData:
    texts: dict[str, Any] = {name: _tidy_text(getattr(data, name)) for name in TEXTS}
    lines = tidy_lines(data.lines)
    tidy = replace(
        data,
        **texts,
        cells=judged_cells(data.cells),
        findings=sound_findings(data.findings),
        amnesia=sound_amnesia(data.amnesia),
        lines=lines,
        releases=tuple(sorted(data.releases)),
        protocols=data.protocols if lines else (),
    )
    _check_words(tidy)
    return tidy


def _check_words(data: NoteData) -> None:
    if data.low_tone_choice not in {"", *LowToneChoice}:
        raise DomainError(_("Choose one of the two."), field="low_tone_choice")
    places = [(x.muscle_group, x.side) for x in data.releases]
    wrong = any(
        x.side not in {*Side}
        or x.method not in ReleaseMethod.values
        or x.evidence not in {"", *Evidence}
        for x in data.releases
    )
    if wrong or len(set(places)) != len(places):
        raise DomainError(_("A release needs a side, and is there once."), code="release")
