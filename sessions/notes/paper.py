"""Session notes as a PDF: in the eight parts of the method, or as SOAP, with nothing left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.records.models import Episode
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.locales import paper_size
from practice.core.paper import pdf_of
from sessions.evaluations.looking_again import LookAgain
from sessions.evaluations.rules import CellData
from sessions.evaluations.telling import again_in_words, findings_told, sma_in_words
from sessions.notes.models import NoteAddendum, SessionNote
from sessions.notes.queries import MuscleGroupName, content_of
from sessions.notes.rules import LowToneChoice, NoteData, NoteState, again_of
from sessions.notes.told_cells import told_cells
from sessions.notes.touching import touch_of
from sessions.notes.wording import called, line_words, release_words

type Part = dict[str, Any]


class Arrangement(StrEnum):
    """How a note's parts are put in order."""

    NOTE = "note"
    SOAP = "soap"


# The eight parts of a note (domain notes, 2.12), and where each goes in SOAP: 1 is subjective,
# 2 and 3 objective, 5 and 6 the response, 7 and 8 the plan; the lesson stands before its response.
_OBSERVED = (
    "observed",
    "findings",
    "pattern",
    "sensed",
    "amnesia",
    "positions",
    "look_again",
)
_SECTIONS: Mapping[Arrangement, Sequence[tuple[Any, Sequence[str]]]] = {
    Arrangement.NOTE: (
        (gettext_lazy("In their words"), ("words",)),
        (gettext_lazy("Observed"), ("observed", "findings", "pattern")),
        (gettext_lazy("Sensed by hand"), ("sensed", "amnesia")),
        (gettext_lazy("Positions and transitions"), ("positions", "look_again")),
        (gettext_lazy("Lesson"), ("lesson", "releases")),
        (gettext_lazy("Re-test"), ("retest",)),
        (gettext_lazy("Felt change, in their words"), ("felt",)),
        (gettext_lazy("Movements for home"), ("home",)),
        (gettext_lazy("Plan, cautions, referral"), ("plan", "low_tone")),
    ),
    Arrangement.SOAP: (
        (gettext_lazy("S: told by the client"), ("words",)),
        (gettext_lazy("O: observed and sensed"), _OBSERVED),
        (
            gettext_lazy("A: the lesson, and how it was answered"),
            ("lesson", "releases", "retest", "felt"),
        ),
        (gettext_lazy("P: plan"), ("home", "plan", "low_tone")),
    ),
}
_OPTIONAL = frozenset(
    {"releases", "low_tone", "findings", "pattern", "amnesia", "look_again"}
)  # not a part of their own


@dataclass(frozen=True)
class PrintedNote:
    """A note that was read whole, with what was added to it later."""

    note: SessionNote
    addenda: Sequence[NoteAddendum]


def note_pdf(
    actor: Actor,
    printed: PrintedNote,
    groups: Iterable[MuscleGroupName],
    arrangement: Arrangement = Arrangement.NOTE,
) -> bytes:
    """One note. A draft says that it is one."""
    told = paper_of(actor, printed, groups, arrangement)
    return pdf_of("notes", told, at=printed.note.signed_at or printed.note.saved_at)


def paper_of(
    actor: Actor,
    printed: PrintedNote,
    groups: Iterable[MuscleGroupName],
    arrangement: Arrangement = Arrangement.NOTE,
) -> dict[str, Any]:
    """Everything that stands on the paper, as words."""
    told = _told(actor, printed, {group.code: group.name for group in groups}, arrangement)
    facts = [[_("Practice"), actor.practice_name], *told["facts"]]
    head = {"title": told["title"], "practice": actor.practice_name, "facts": facts}
    rest = {"foot": told["title"], "nothing": _("Nothing written down."), "notes": [told]}
    return head | rest | {"whole": False, "paper": paper_size(actor.locale)}


def work_pdf(
    actor: Actor,
    episode: Episode,
    printed: Sequence[PrintedNote],
    groups: Iterable[MuscleGroupName],
    *,
    are_all: bool = True,
) -> bytes:
    """A course of work: what it was for, how it ended, and its signed notes one after another;
    `are_all`: there are no earlier ones."""
    ended = max((one.note.signed_at for one in printed if one.note.signed_at), default=now())
    told = work_paper_of(actor, episode, printed, groups, are_all=are_all)
    return pdf_of("notes", told, at=ended)


def work_paper_of(
    actor: Actor,
    episode: Episode,
    printed: Sequence[PrintedNote],
    groups: Iterable[MuscleGroupName],
    *,
    are_all: bool = True,
) -> dict[str, Any]:
    """Everything that stands on the paper of a course of work, as words."""
    names = {group.code: group.name for group in groups}
    title = _("%(name)s, a course of work") % {"name": episode.client.full_name}
    facts = [
        [_("Practice"), actor.practice_name],
        [_("Concern"), episode.concern],
        [_("Opened"), f"{episode.opened_on:%Y-%m-%d}"],
    ]
    if episode.closed_on:
        ended = f"{episode.closed_on:%Y-%m-%d}, {episode.get_outcome_display()}"
        facts += [[_("Closed"), ended], [_("Reason"), episode.reason or "–"]]
    number = str(len(printed))
    newest = _("the newest %(n)s; print earlier ones one by one") % {"n": number}
    facts.append([_("Signed notes"), number if are_all else newest])
    return {
        "paper": paper_size(actor.locale),
        "title": title,
        "practice": actor.practice_name,
        "facts": facts,
        "foot": title,
        "nothing": _("Nothing written down."),
        "whole": True,
        "contents": [_contents_heads(), *(_contents_row(one.note) for one in printed)],
        "notes": [_told(actor, one, names, Arrangement.NOTE) for one in printed],
    }


def _contents_heads() -> list[str]:
    return [_("Lesson"), _("Held on"), _("Signed by")]


def _contents_row(note: SessionNote) -> list[str]:
    by = note.signed_by.name if note.signed_by else ""
    return [str(note.session.number), f"{note.session.held_on:%Y-%m-%d}", by]


def _told(
    actor: Actor, printed: PrintedNote, names: Mapping[str, str], arrangement: Arrangement
) -> dict[str, Any]:
    note = printed.note
    number = {"name": note.client.full_name, "number": note.session.number}
    parts = _parts(content_of(note), names)
    sections = [
        {"title": str(title), "parts": _chosen(parts, codes, str(title))}
        for title, codes in _SECTIONS[arrangement]
    ]
    if printed.addenda:
        sections.append({"title": _("Added later"), "parts": _added(actor, printed.addenda)})
    title = _("%(name)s, lesson %(number)s") % number
    return {"title": title, "facts": _facts(actor, note), "sections": sections}


def _chosen(parts: Mapping[str, Part], codes: Sequence[str], title: str) -> list[Part]:
    """The parts of a section; one alone, or called as the section is, needs no title of its own."""
    found = [parts[code] for code in codes if code not in _OPTIONAL or parts[code]["lines"]]
    bare = len(found) == 1
    return [{**part, "title": ""} if bare or part["title"] == title else part for part in found]


def _facts(actor: Actor, note: SessionNote) -> list[list[str]]:
    facts = [
        [_("Lesson on"), f"{note.session.held_on:%Y-%m-%d}"],
        [_("Written by"), note.author.name],
    ]
    if note.session.place:
        facts.insert(1, [_("Place"), note.session.place.name])
    if (touched := touch_of(note)).state:
        at = f", {_at(actor, touched.at)}" if touched.at else ""
        facts.append([_("Hands-on work"), f"{touched.label}{at}"])
    if note.state != NoteState.SIGNED or not (note.signed_at and note.signed_by):
        return [*facts, [_("State"), _("Not signed yet")]]
    by = {"name": note.signed_by.name, "at": _at(actor, note.signed_at)}
    digest = [_("Digest of the content"), note.content_hash]
    return [*facts, [_("Signed by"), _("%(name)s, %(at)s") % by], digest]


def _at(actor: Actor, at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(actor.zone)):%Y-%m-%d %H:%M} ({actor.zone})"


def _part(title: str, *lines: str, rows: Sequence[Sequence[str]] = ()) -> Part:
    return {"title": title, "lines": [line for line in lines if line], "rows": rows}


def parts_in_words(data: NoteData, names: Mapping[str, str]) -> Mapping[str, Part]:
    """Each part of a note's content in words, by its code: what every paper tells of it."""
    return _parts(data, names)


def _parts(data: NoteData, names: Mapping[str, str]) -> dict[str, Part]:
    names = called(data, names)
    low = LowToneChoice(data.low_tone_choice).label if data.low_tone_choice else ""
    return {
        "words": _part(_("In their words"), data.clients_words),
        "observed": _part(_("Observed"), data.observed),
        "findings": _part(_("Reflexes, posture, breath"), *_findings(data)),
        "pattern": _part(_("Habitual pattern"), data.pattern),
        "sensed": _part(_("Sensed by hand"), data.sensed_by_hand),
        "amnesia": _part(_("Sensory-motor amnesia"), *(sma_in_words(one) for one in data.amnesia)),
        "positions": _part(_("Positions and transitions"), rows=_rows(data.cells, names)),
        "look_again": _part(_("Look again at"), *(_again(one, names) for one in again_of(data))),
        "lesson": _part(_("Lesson"), *_lines(data, names)),
        "releases": _part(_("Released"), *_releases(data, names)),
        "retest": _part(_("Re-test"), data.retest),
        "felt": _part(_("Felt change, in their words"), data.felt_change),
        "home": _part(_("Movements for home"), data.home_movements),
        "plan": _part(_("Plan, cautions, referral"), data.plan),
        "low_tone": _part(_("Tone too low, what follows"), low, *_decided(data)),
    }


def _findings(data: NoteData) -> list[str]:
    """A line for each kind: each thing that was seen, then what follows from them."""
    return [
        f"{kind.title}: {'; '.join([*kind.lines, *filter(None, [kind.follows])])}"
        for kind in findings_told(data.findings)
    ]


def _again(one: LookAgain, names: Mapping[str, str]) -> str:
    words = again_in_words(one, names)
    return (
        words if one.is_looked_at else _("%(words)s. Not looked at in this note") % {"words": words}
    )


def _decided(data: NoteData) -> tuple[str, str, str]:
    day = f"{data.low_tone_on:%Y-%m-%d}" if data.low_tone_on else ""
    return data.low_tone_to, day, data.low_tone_reason


def _lines(data: NoteData, names: Mapping[str, str]) -> list[str]:
    found = []
    for number, line in enumerate(data.lines, start=1):
        words = line_words(line, names)
        answered = f": {words.response}" if words.response else ""
        found.append(f"{number}. {words.technique}. {words.where}{answered}")
    if data.protocols:
        found.append(_("Lines from: %(protocols)s") % {"protocols": "; ".join(data.protocols)})
    return found


def _releases(data: NoteData, names: Mapping[str, str]) -> list[str]:
    told = (release_words(data, names, one) for one in data.releases)
    return [", ".join(filter(None, (one.where, one.method, one.evidence))) for one in told]


def _rows(cells: Sequence[CellData], names: Mapping[str, str]) -> list[list[str]]:
    """Each cell that was looked at, before and after side by side; the heads first."""
    if not cells:
        return []
    heads = [_("Muscle group"), _("Side"), _("Position or transition")]
    told = told_cells(cells, names)
    return [
        [*heads, _("Before, 0 to 10"), _("After, 0 to 10")],
        *([one.group_name, one.side, one.place_words, one.before, one.after] for one in told),
    ]


def _added(actor: Actor, addenda: Sequence[NoteAddendum]) -> list[Part]:
    return [
        _part(one.reason, f"{one.author.name}, {_at(actor, one.added_at)}", one.text)
        for one in addenda
    ]
