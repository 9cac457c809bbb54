"""Rules of the session note: its content as values, what must be there to sign, its digest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from clients.symptoms.rules import Word
from sessions.evaluations.amnesia import SmaData
from sessions.evaluations.findings import FindingData
from sessions.evaluations.improvement import improved, places_behind
from sessions.evaluations.looking_again import LookAgain, look_again
from sessions.evaluations.rules import LATER, CellData, has_tone_too_low


class NoteState(Word):
    DRAFT = "draft", "Draft"
    AWAITING_CO_SIGNATURE = "awaiting_co_signature", "Awaiting co-signature"
    SIGNED = "signed", "Signed"


class Touch(Word):
    """How it stood with hands-on work on the day of a lesson."""

    AGREED = "agreed", "Agreed to"
    REFUSED = "refused", "Not agreed to"
    WITHDRAWN = "withdrawn", "Taken back"
    NONE = "none", "Not asked for"


class Evidence(Word):
    """By what a release was known."""

    CELLS = "cells", "Cells improved"
    FELT = "felt", "Felt by the client"
    MARKED = "marked", "Marked by the practitioner"


class LowToneChoice(Word):
    """Tone too low opens a decision before the note can be signed (seed row 72)."""

    REFER_OUT = "refer_out", "Refer for a neurological check"
    BASIC_CONTROL = "basic_control", "Teach basic control"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineData:
    """One line of the lesson. Technique and side may wait until signing.

    A muscle group or a `movement` of the library, by code; `muscle_group` "" then. Names of what a
    practice can reword are kept as they were.
    """

    technique: str = ""
    muscle_group: str = "iliopsoas"
    side: str = ""
    response: str = ""
    technique_name: str = field(default="", metadata=LATER)
    movement: str = field(default="", metadata=LATER)
    movement_name: str = field(default="", metadata=LATER)
    place: str = field(default="", metadata=LATER)
    repetitions: int | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ReleaseData:
    """One release that the session brought."""

    side: str
    muscle_group: str = "iliopsoas"
    method: str = "in_session"
    evidence: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteData:
    """The whole content of a note, as one value."""

    clients_words: str = ""
    observed: str = ""
    sensed_by_hand: str = ""
    retest: str = ""
    felt_change: str = ""
    home_movements: str = ""
    plan: str = ""
    low_tone_choice: str = ""
    low_tone_reason: str = ""
    cells: tuple[CellData, ...] = ()
    lines: tuple[LineData, ...] = ()
    releases: tuple[ReleaseData, ...] = ()
    findings: tuple[FindingData, ...] = field(default=(), metadata=LATER)
    amnesia: tuple[SmaData, ...] = field(default=(), metadata=LATER)
    pattern: str = field(default="", metadata=LATER)
    low_tone_to: str = field(default="", metadata=LATER)
    low_tone_on: date | None = field(default=None, metadata=LATER)
    protocols: tuple[str, ...] = field(default=(), metadata=LATER)  # names, as they were
    touch: str = field(default="", metadata=LATER)  # under what it was signed
    touch_at: str = field(default="", metadata=LATER)
    # The practice's own muscle groups as they were called when it was signed, by code.
    muscle_names: tuple[tuple[str, str], ...] = field(default=(), metadata=LATER)


LINES_MOST = 40  # of a note

TEXTS = (
    "clients_words",
    "observed",
    "sensed_by_hand",
    "pattern",
    "retest",
    "felt_change",
    "home_movements",
    "plan",
    "low_tone_choice",
    "low_tone_reason",
    "low_tone_to",
)
COLUMNS = (*TEXTS, "low_tone_on")  # what stands in the note's own row
# Parts that phrases are offered for: the client's words stay the client's.
PHRASED = (
    *("observed", "sensed_by_hand", "pattern", "retest"),
    *("felt_change", "home_movements", "plan"),
)


class Lack(Word):
    """What still stands between a note and its signature; the value is the field it concerns."""

    EMPTY = "observed", "There is nothing in this note yet."
    LOW_CHOICE = (
        "low_tone_choice",
        "Tone is too low somewhere. Choose what follows before you sign.",
    )
    LOW_TO = "low_tone_to", "Say to whom you refer."
    LOW_ON = "low_tone_on", "Say when they are to be seen."
    LOW_REASON = "low_tone_reason", "Say why basic control is what follows."
    LINES = "lines", "Every line of the lesson needs a technique and a side."
    EVIDENCE = (
        "releases",
        "A release rests on cells that improved, and none of its cells did. "
        "Say by what else it was known.",
    )


def lacks(data: NoteData) -> list[Lack]:
    """What has to be there before the note can be signed, in the order of the page."""
    found = []
    if not (any(parts_done(data)) or data.pattern or data.releases):
        found.append(Lack.EMPTY)
    if has_tone_too_low(data.cells):
        found += _of_low_tone(data)
    if any(not (line.technique and line.side) for line in data.lines):
        found.append(Lack.LINES)
    if rests := [one for one in data.releases if one.evidence == Evidence.CELLS]:
        better = improved(data.cells)
        if not all(places_behind(better, one.muscle_group, one.side) for one in rests):
            found.append(Lack.EVIDENCE)
    return found


def muscles_in(data: NoteData) -> set[str]:
    """Codes of the muscle groups that a note tells of."""
    told: tuple[CellData | LineData | ReleaseData, ...]
    told = (*data.cells, *data.lines, *data.releases)
    return {one.muscle_group for one in told if one.muscle_group}


def again_of(data: NoteData) -> list[LookAgain]:
    """Which muscle groups a note says are worth another look."""
    released = (release.muscle_group for release in data.releases)
    return look_again(data.cells, data.amnesia, released)


def _of_low_tone(data: NoteData) -> list[Lack]:
    """The decision (seed row 72): a referral says to whom and when, basic control says why."""
    if not data.low_tone_choice:
        return [Lack.LOW_CHOICE]
    if data.low_tone_choice == LowToneChoice.BASIC_CONTROL:
        return [] if data.low_tone_reason.strip() else [Lack.LOW_REASON]
    found = [] if data.low_tone_to.strip() else [Lack.LOW_TO]
    return found if data.low_tone_on else [*found, Lack.LOW_ON]


def content_hash(data: NoteData, about: Mapping[str, str]) -> str:
    """SHA-256 over the canonical JSON of a note's content and of what it is about.

    A field that a later release added has `metadata=LATER`, and counts only where it says
    something: the digest of what was signed before stays as it is.
    """
    content = {"form": 1, "about": dict(about), **_canonical(data)}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_canonical(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if not is_dataclass(value):
        return value
    told = ((one, getattr(value, one.name)) for one in fields(value))
    return {
        one.name: _canonical(said)
        for one, said in told
        if "later" not in one.metadata or said != one.default
    }


def parts_done(data: NoteData) -> tuple[bool, ...]:
    """Which of the eight parts of a note hold something, in their order."""
    return (
        bool(data.clients_words),
        bool(data.observed or data.sensed_by_hand or data.findings or data.amnesia),
        bool(data.cells),
        bool(data.lines),
        bool(data.retest),
        bool(data.felt_change),
        bool(data.home_movements),
        bool(data.plan),
    )
