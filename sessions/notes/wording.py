"""Lines and releases of a note in words, as they are read and printed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clients.symptoms.rules import PLACES, Position, Side
from sessions.evaluations.improvement import improved, places_behind
from sessions.notes.models import ReleaseMethod
from sessions.notes.rules import Evidence, LineData, NoteData, ReleaseData
from sessions.techniques.rules import Technique


@dataclass(frozen=True, slots=True)
class LineWords:
    """One line: what was done, on what, how often, and how it answered."""

    technique: str
    where: str
    response: str


@dataclass(frozen=True, slots=True)
class ReleaseWords:
    """One release: of what, where it came about, and by what it was known."""

    where: str
    method: str
    evidence: str


def called(data: NoteData, names: Mapping[str, str]) -> dict[str, str]:
    """Muscle groups by code as a note calls them: signed, by the names they had then."""
    return {**names, **dict(data.muscle_names)}


def line_words(line: LineData, names: Mapping[str, str]) -> LineWords:
    """A line in words; `names` are the practice's muscle groups by code."""
    technique = line.technique_name or (Technique(line.technique).label if line.technique else "")
    on = line.movement_name or names.get(line.muscle_group, line.muscle_group)
    side = Side(line.side).label.lower() if line.side else ""
    place = Position(line.place).label.lower() if line.place else ""
    times = f"{line.repetitions} ×" if line.repetitions else ""
    where = ", ".join(filter(None, (on, side, place, times)))
    return LineWords(technique or _("technique open"), where, line.response)


def release_words(data: NoteData, names: Mapping[str, str], release: ReleaseData) -> ReleaseWords:
    """A release in words; what rests on cells names the places."""
    group = names.get(release.muscle_group, release.muscle_group)
    evidence = Evidence(release.evidence).label.lower() if release.evidence else ""
    if release.evidence == Evidence.CELLS:
        better = improved(data.cells)
        places = places_behind(better, release.muscle_group, release.side)
        told = ", ".join(PLACES[place].label.lower() for place in places)
        evidence = f"{evidence}: {told}" if told else evidence
    where = f"{group}, {Side(release.side).label.lower()}"
    return ReleaseWords(where, str(ReleaseMethod(release.method).label), evidence)


def improved_words(data: NoteData, names: Mapping[str, str]) -> list[str]:
    """What is better after than before, by muscle group and side."""
    return [
        f"{names.get(group, group)}, {Side(side).label.lower()} "
        f"({', '.join(PLACES[place].label.lower() for place in places)})"
        for (group, side), places in improved(data.cells).items()
    ]
