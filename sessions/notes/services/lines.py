"""The lines of a lesson: what they may name, and how they are kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from clients.symptoms.rules import Position, Side
from practice.core.errors import DomainError
from sessions.notes.models import SessionNote, TechniqueApplication
from sessions.notes.rules import LINES_MOST, LineData
from sessions.notes.touching import touch_of
from sessions.techniques.queries import Catalogue, Known
from sessions.techniques.rules import REPETITIONS_MAX, REPETITIONS_MIN
from sessions.techniques.rules import Technique as BuiltIn


def tidy_lines(lines: Sequence[LineData]) -> tuple[LineData, ...]:
    """Lines that say something, without what only looks like it."""
    tidy = (replace(line, response=line.response.strip()) for line in lines)
    blank = LineData()
    return tuple(
        replace(line, muscle_group="") if line.movement else line
        for line in tidy
        if replace(line, muscle_group=blank.muscle_group) != blank
    )


def worded_lines(
    note: SessionNote, stored: Sequence[LineData], wanted: Sequence[LineData]
) -> tuple[LineData, ...]:
    """Lines with the names of what they name, as they are today.

    Refuses what the practice does not have or has retired, unless it stands there already, and,
    once hands-on work was taken back, every change of a hands-on line. The note is locked.
    """
    catalogue: Catalogue = note.catalogue  # type: ignore[attr-defined]
    if len(wanted) > LINES_MOST:
        words = _("A note holds %(n)s lines. Nothing was added.") % {"n": LINES_MOST}
        raise DomainError(words, code="line")
    old_techniques = {line.technique for line in stored}
    old_movements = {line.movement for line in stored}
    for line in wanted:
        _check_values(line)
        if line.technique:
            _check_known(catalogue.techniques, line.technique, old_techniques, _("technique"))
        if line.movement:
            _check_known(catalogue.movements, line.movement, old_movements, _("movement"))
    _check_touch(note, catalogue, stored, wanted)
    return tuple(_named(catalogue, line) for line in wanted)


def _check_values(line: LineData) -> None:
    times = line.repetitions
    if line.side not in {"", *Side} or line.place not in {"", *Position}:
        raise DomainError(_("Choose a side and a position from the list."), code="line")
    if times is not None and not REPETITIONS_MIN <= times <= REPETITIONS_MAX:
        raise DomainError(_("Repetitions are 1 to 99."), code="line")


def _check_known(known: Mapping[str, Known], code: str, there: set[str], word: str) -> None:
    found = known.get(code)
    if found is None:
        raise DomainError(_("Choose a %(thing)s from the list.") % {"thing": word}, code="line")
    if found.retired and code not in there:
        words = _("“%(name)s” was retired meanwhile. Choose another %(thing)s.")
        raise DomainError(words % {"name": found.name, "thing": word}, code="line")


def _check_touch(
    note: SessionNote,
    catalogue: Catalogue,
    stored: Sequence[LineData],
    wanted: Sequence[LineData],
) -> None:
    if not touch_of(note).is_closed:
        return
    before, after = (
        Counter(_as_said(line) for line in lines if catalogue.is_hands_on(line.technique))
        for lines in (stored, wanted)
    )
    if before != after:
        words = _(
            "Hands-on work was taken back. Lines of it stay as they were: none is added, changed "
            "or taken out."
        )
        raise DomainError(words, code="hands_on")


def _as_said(line: LineData) -> LineData:
    """A line without the names that follow from its codes."""
    return replace(line, technique_name="", movement_name="")


def _named(catalogue: Catalogue, line: LineData) -> LineData:
    own = line.technique and line.technique not in set(BuiltIn)
    return replace(
        line,
        technique_name=catalogue.techniques[line.technique].name if own else "",
        movement_name=catalogue.movements[line.movement].name if line.movement else "",
    )


def change_lines(
    note: SessionNote,
    stored: Sequence[LineData],
    wanted: Sequence[LineData],
    groups: Mapping[str, UUID],
) -> None:
    """Write what differs between two lists of lines: at most one delete and one upsert."""
    catalogue: Catalogue = note.catalogue  # type: ignore[attr-defined]
    if len(wanted) < len(stored):
        rows = TechniqueApplication._base_manager.filter(practice_id=note.practice_id, note=note)
        rows.filter(position__gte=len(wanted)).delete()
    changed = [
        TechniqueApplication(
            practice_id=note.practice_id,
            note=note,
            position=position,
            technique=line.technique,
            technique_name=line.technique_name,
            muscle_group_id=groups[line.muscle_group] if line.muscle_group else None,
            movement_id=catalogue.movements[line.movement].id if line.movement else None,
            movement_name=line.movement_name,
            side=line.side,
            place=line.place,
            repetitions=line.repetitions,
            response=line.response,
        )
        for position, line in enumerate(wanted)
        if position >= len(stored) or stored[position] != line
    ]
    TechniqueApplication._base_manager.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["practice", "note", "position"],
        update_fields=[
            *("technique", "technique_name", "muscle_group", "movement", "movement_name"),
            *("side", "place", "repetitions", "response"),
        ],
    )
