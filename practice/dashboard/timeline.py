"""The timeline of a client's page: what happened, as lines of a few kinds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from heapq import merge
from itertools import groupby, islice
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients.files.queries import ToldFile
from clients.files.rules import FileKind, PostureView
from clients.intake.models import INTAKE_STATE_WORDS
from clients.intake.queries import ToldIntake
from clients.measures.queries import MeasuredDay
from clients.person_notes.queries import ToldPersonNote
from clients.records.models import OUTCOME_WORDS, Episode
from clients.records.rules import EpisodeOutcome
from clients.red_flags.queries import RaisedFlag
from clients.symptoms.rules import Side
from clients.texts.queries import ToldBack
from practice.core.addresses import address_of
from sessions.notes.rules import NoteState
from sessions.notes.told import ToldNote, ToldRelease
from sessions.practice_logs.queries import ToldLog


class Kind(StrEnum):
    """What a line of the timeline tells of; the word stands in the address."""

    LESSON = "lesson"
    RELEASE = "release"
    PRACTICE = "practice"
    INTAKE = "intake"
    PERSON = "person"
    WORK = "work"
    SAFETY = "safety"
    FILE = "file"
    MEASURE = "measure"
    AGREEMENT = "agreement"


KIND_WORDS = {
    Kind.LESSON: gettext_lazy("Lessons"),
    Kind.RELEASE: gettext_lazy("Releases"),
    Kind.PRACTICE: gettext_lazy("Practice"),
    Kind.INTAKE: gettext_lazy("Intakes"),
    Kind.PERSON: gettext_lazy("Notes on the person"),
    Kind.WORK: gettext_lazy("Work closed"),
    Kind.SAFETY: gettext_lazy("Safety"),
    Kind.FILE: gettext_lazy("Files"),
    Kind.MEASURE: gettext_lazy("Measures"),
    Kind.AGREEMENT: gettext_lazy("Agreements taken back"),
}


REASON = 160  # letters of why work ended


@dataclass(frozen=True)
class Way:
    """One way to narrow the timeline, as a link."""

    name: str | Promise
    url: str
    current: bool
    count: int | None = None


class Entry(NamedTuple):
    """One line of the timeline."""

    at: date
    kind: str
    title: str | Promise
    url: str = ""
    after: str = ""
    quote: str = ""
    text: str = ""

    @property
    def when(self) -> str:
        """The day as people read it."""
        return date_format(self.at, "SHORT_DAY_FORMAT")


def newest_first(told: Iterable[Iterable[Entry]], most: int) -> list[Entry]:
    """The newest of several kinds, `most` at most.

    Each kind comes with its newest first, or nearly: no more of it are made than are shown.
    """
    by_day = attrgetter("at")
    kinds = (one if isinstance(one, Iterator) else sorted_back(one) for one in told)
    return sorted_back(islice(merge(*kinds, key=by_day, reverse=True), most))


def sorted_back(entries: Iterable[Entry]) -> list[Entry]:
    """By day, the newest first; of one day as they came."""
    return sorted(entries, key=attrgetter("at"), reverse=True)


def note_entries(notes: Sequence[ToldNote]) -> Iterator[Entry]:
    """Lessons, by their notes."""
    return (
        Entry(
            at=note.held_on,
            kind="lesson",
            title=_("Lesson %(number)s") % {"number": note.number},
            url=address_of("note_page", note.note_id),
            after=f", {NoteState(note.state).label.lower()}",
            quote=note.words,
        )
        for note in notes
    )


def release_entries(releases: Sequence[ToldRelease]) -> Iterator[Entry]:
    """What was let go."""
    return (
        Entry(
            at=release.released_on,
            kind="release",
            title=_("Released: %(what)s") % {"what": release.muscle_group},
            after=f", {Side(release.side).label.lower()}",
        )
        for release in releases
    )


def log_entries(logs: Sequence[ToldLog]) -> Iterator[Entry]:
    """One line a week: how often, how easy it was, and what the client wrote."""
    for _week, in_week in groupby(logs, key=lambda log: log.local_date.isocalendar()[:2]):
        week = list(in_week)
        done = [log for log in week if log.done]
        eases = [log.ease_after for log in done if log.ease_after is not None]
        ease = ""
        if eases:
            span = {"low": min(eases), "high": max(eases)}
            steady = span["low"] == span["high"]
            ease = _(", ease %(low)s of 10") if steady else _(", ease %(low)s to %(high)s of 10")
            ease %= span
        title = ngettext("Practised once", "Practised %(n)s times", len(done)) % {"n": len(done)}
        words = next((log.line for log in week if log.line), "")
        yield Entry(week[0].local_date, "", title, "", ease, words)


def intake_entries(intakes: Sequence[ToldIntake]) -> list[Entry]:
    """Intakes, by when they were signed."""
    entries = []
    for intake in intakes:
        at = intake.signed_at or intake.saved_at
        url = ""  # what is not signed is the client's own
        if intake.signed_at:
            url = address_of("intake_review", intake.submission_id)
        words = f", {INTAKE_STATE_WORDS[intake.state]}"
        entries.append(Entry(at.date(), "intake", _("Intake"), url, words))
    return entries


def work_entries(episodes: Sequence[Episode]) -> list[Entry]:
    """Courses of work that ended: how, and why."""
    return [
        Entry(
            at=episode.closed_on,
            kind="",
            title=_("Work closed"),
            after=f", {OUTCOME_WORDS[EpisodeOutcome(episode.outcome)]}",
            text=episode.reason[:REASON],
        )
        for episode in episodes
        if episode.closed_on is not None
    ]


def person_entries(notes: Sequence[ToldPersonNote], zone: str) -> Iterator[Entry]:
    """Notes on the person, by the practice's day on which they were written."""
    for note in notes:
        at = note.written_at.astimezone(ZoneInfo(zone)).date()
        url = address_of("person_note_page", note.person_note_id)
        by = {"name": note.author}
        after = _(", by %(name)s, corrected") if note.is_corrected else _(", by %(name)s")
        yield Entry(at, "person", _("Note on the person"), url, after % by, text=note.words)


def file_entries(files: Sequence[ToldFile], zone: str) -> list[Entry]:
    """Letters by the practice's day on which they were added, photos by when they were taken."""
    entries = []
    for file in files:
        url = address_of("file_page", file.file_id)
        if file.kind is FileKind.POSTURE and file.taken_on is not None:
            after = f", {PostureView(file.view).label.lower()}"
            entries.append(Entry(file.taken_on, "", _("Posture photo"), url, after))
        else:
            at = file.added_at.astimezone(ZoneInfo(zone)).date()
            entries.append(Entry(at, "", _("Letter"), url, text=file.title))
    return entries


def safety_entries(flags: Sequence[RaisedFlag]) -> list[Entry]:
    """What was decided on safety questions, by the day it was."""
    return [
        Entry(
            decision.decided_on,
            "safety",
            _("Safety: %(what)s") % {"what": _(decision.choice.label).lower()},
            address_of("red_flag_page", raised.answer_id),
            f", {decision.to_whom}" if decision.to_whom else "",
            text=raised.flag.question,
        )
        for raised in flags
        for decision in raised.decisions
    ]


def measure_entries(days: Sequence[MeasuredDay], client_id: UUID) -> list[Entry]:
    """What was answered on which day; the numbers stand on the page of measures."""
    url = reverse("measures_page", kwargs={"client_id": client_id})
    return [Entry(one.day, "", _("Measured"), url, text=", ".join(one.names)) for one in days]


def agreement_entries(client_id: UUID, back: Sequence[ToldBack], zone: str) -> list[Entry]:
    """Agreements that were taken back, by the practice's day."""
    entries = []
    for said in back:
        keys = {"client_id": client_id, "agreement": said.kind}
        entry = Entry(
            said.at.astimezone(ZoneInfo(zone)).date(),
            "",
            _("Taken back: %(what)s") % {"what": said.title},
            reverse("client_agreement", kwargs=keys),
            _(", written down by %(name)s") % {"name": said.said_by} if said.said_by else "",
        )
        entries.append(entry)
    return entries
