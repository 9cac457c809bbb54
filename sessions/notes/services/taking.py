"""What is put into a draft at a press: lines of a protocol, releases of what improved."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.errors import DomainError
from sessions.evaluations.improvement import improved, places_behind
from sessions.evaluations.services import judged_cells
from sessions.notes.models import SessionNote
from sessions.notes.rules import Evidence, LineData, NoteData, ReleaseData
from sessions.notes.services.draft import save_typed
from sessions.notes.services.lines import tidy_lines
from sessions.techniques.queries import lines_of, offered_protocol

type Typed = Callable[[NoteData], NoteData]


def take_protocol(
    *, actor: Actor, note_id: UUID, typed: Typed, version: int, protocol_id: str
) -> SessionNote:
    """Keep what was typed with the lines of a protocol behind its own, to be changed freely.

    Refuses a protocol that was retired meanwhile, and one with hands-on lines once hands-on work
    was taken back; nothing is kept then.
    """
    actor.require("note.write")
    protocol = offered_protocol(actor, protocol_id)
    read_lines = lines_of(actor, protocol)
    if not read_lines:
        raise DomainError(_("This protocol has no lines yet."), field="protocol")
    lines = tuple(
        LineData(
            technique=read.line.technique,
            muscle_group=read.line.muscle_group,
            movement=read.line.movement,
            side=read.line.side,
            place=read.line.place,
            repetitions=read.line.repetitions,
        )
        for read in read_lines
    )

    def with_its_lines(stored: NoteData) -> NoteData:
        data = typed(stored)
        names = dict.fromkeys((*data.protocols, protocol.name))
        return replace(data, lines=(*tidy_lines(data.lines), *lines), protocols=tuple(names))

    return save_typed(actor=actor, note_id=note_id, typed=with_its_lines, version=version)


def take_improved(*, actor: Actor, note_id: UUID, typed: Typed, version: int) -> SessionNote:
    """Keep what was typed, with a release of each muscle group and side that improved."""
    return save_typed(
        actor=actor,
        note_id=note_id,
        typed=lambda stored: with_improved(typed(stored)),
        version=version,
    )


def with_improved(data: NoteData) -> NoteData:
    """A note's content with releases of what is better after than before."""
    better = improved(judged_cells(data.cells))
    if not better:
        raise DomainError(_("No cell is better after than before."), code="release")
    kept = tuple(
        replace(one, evidence=Evidence.CELLS.value)
        if not one.evidence and places_behind(better, one.muscle_group, one.side)
        else one
        for one in data.releases
    )
    told = {(one.muscle_group, one.side) for one in data.releases}
    on_both = {one.muscle_group for one in data.releases if one.side == "both"}
    new = tuple(
        ReleaseData(side=side, muscle_group=group, evidence=Evidence.CELLS.value)
        for group, side in better
        if (group, side) not in told and group not in on_both
    )
    return replace(data, releases=(*kept, *new))
