"""What each kind of happening says in the timeline of a client's page, a line for each."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.files.queries import ToldFile
from clients.files.rules import FileKind, PostureView
from clients.intake.models import INTAKE_STATE_WORDS
from clients.intake.queries import ToldIntake
from clients.measures.queries import MeasuredDay
from clients.merging.queries import ToldMerge
from clients.person_notes.queries import ToldPersonNote
from clients.records.models import OUTCOME_WORDS, Episode
from clients.records.rules import EpisodeOutcome
from clients.red_flags.queries import Decided, RaisedFlag, ToldAsking
from clients.symptoms.rules import Side
from clients.texts.queries import ToldSaid
from practice.core.addresses import address_of
from practice.dashboard.timeline import Entry
from sessions.flares.models import FlareSource
from sessions.flares.queries import ToldFlare
from sessions.letters.queries import ToldLetter
from sessions.notes.rules import NoteState
from sessions.notes.told import ToldNote, ToldRelease
from sessions.practice_logs.queries import ToldLog
from sessions.programs.queries import ToldProgram

WORDS = 160  # letters of what was said, or why


def day_of(at: datetime, zone: str) -> date:
    """The practice's day of an instant."""
    return at.astimezone(ZoneInfo(zone)).date()


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


def program_entries(programs: Sequence[ToldProgram]) -> list[Entry]:
    """Home programs that were begun, and that ended."""
    told = [
        (day, title, program.home_program_id)
        for program in programs
        for day, title in (
            (program.started_on, _("Home program begun")),
            (program.ended_on if program.started_on else None, _("Home program ended")),
        )
    ]
    return [
        Entry(day, "", title, address_of("program_page", home_program_id))
        for day, title, home_program_id in told
        if day is not None
    ]


def flare_entries(flares: Sequence[ToldFlare], zone: str) -> list[Entry]:
    """Practice that was too much, by the client's day, who said so; and who let it go on."""
    entries = []
    for one in flares:
        url = address_of("program_page", one.home_program_id)
        where = FlareSource(one.source).label
        said = _(", %(where)s") % {"where": where}
        if one.said_by:
            said = _(", said by %(name)s, %(where)s") % {"name": one.said_by, "where": where}
        entries.append(Entry(one.flared_on, "safety", flare_words(one), url, said))
        if one.settled_at is not None:
            by = _(", by %(name)s") % {"name": one.settled_by} if one.settled_by else ""
            at = day_of(one.settled_at, zone)
            entries.append(Entry(at, "", _("Talked over: no longer resting"), url, by))
    return entries


def flare_words(flare: ToldFlare) -> str:
    """What was too much, and what came of it."""
    if flare.worse:
        return _("Worse than before: the program rests")
    sore = ngettext(
        "Sore for %(n)s hour: the program rests",
        "Sore for %(n)s hours: the program rests",
        flare.soreness_hours or 0,
    )
    return sore % {"n": flare.soreness_hours}


def intake_entries(intakes: Sequence[ToldIntake], zone: str) -> list[Entry]:
    """Intakes, by the practice's day on which they were signed."""
    entries = []
    for intake in intakes:
        at = intake.signed_at or intake.saved_at
        url = ""  # what is not signed is the client's own
        if intake.signed_at:
            url = address_of("intake_review", intake.submission_id)
        words = f", {INTAKE_STATE_WORDS[intake.state]}"
        entries.append(Entry(day_of(at, zone), "intake", _("Intake"), url, words))
    return entries


def work_entries(episodes: Sequence[Episode]) -> list[Entry]:
    """Courses of work: opened on which concern, and how they ended, and why."""
    opened = [
        Entry(one.opened_on, "", _("Work opened"), quote=one.concern[:WORDS]) for one in episodes
    ]
    closed = [
        Entry(
            at=one.closed_on,
            kind="",
            title=_("Work closed"),
            after=f", {OUTCOME_WORDS[EpisodeOutcome(one.outcome)]}",
            text=one.reason[:WORDS],
        )
        for one in episodes
        if one.closed_on is not None
    ]
    return [*closed, *opened]


def person_entries(notes: Sequence[ToldPersonNote], zone: str) -> Iterator[Entry]:
    """Notes on the person, by the practice's day on which they were written."""
    for note in notes:
        at = day_of(note.written_at, zone)
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
            at = day_of(file.added_at, zone)
            came = file.kind is FileKind.ATTACHMENT
            word = _("File with a message") if came else _("Letter")
            entries.append(Entry(at, "", word, url, text=file.title))
    return entries


def letter_entries(letters: Sequence[ToldLetter], zone: str) -> list[Entry]:
    """Letters to doctors, by the practice's day on which they were made."""
    return [
        Entry(
            day_of(letter.made_at, zone),
            "",
            _("Letter to a doctor"),
            address_of("doctor_letter_paper", letter.letter_id),
            text=letter.addressee.partition("\n")[0],
        )
        for letter in letters
    ]


def safety_entries(decided: Sequence[Decided], flags: Sequence[RaisedFlag]) -> list[Entry]:
    """What was decided on safety questions, by the day it was; with a way to those that hold."""
    ways = {raised.first: address_of("red_flag_page", raised.answer_id) for raised in flags}
    return [
        Entry(
            one.decided_on,
            "safety",
            _("Safety: %(what)s") % {"what": _(one.choice.label).lower()},
            ways.get(one.first, ""),
            f", {one.to_whom}" if one.to_whom else "",
            text=one.flag.question,
        )
        for one in decided
    ]


def asking_entries(asked: Sequence[ToldAsking]) -> list[Entry]:
    """Safety questions that somebody asked anew, and how many were answered yes."""
    title = _("Safety questions asked anew")
    return [
        Entry(
            one.asked_on,
            "safety",
            title,
            after=_(", %(n)s answered yes") % {"n": one.yes} if one.yes else _(", all answered no"),
        )
        for one in asked
    ]


def measure_entries(days: Sequence[MeasuredDay], client_id: UUID) -> list[Entry]:
    """What was answered on which day; the numbers stand on the page of measures."""
    url = reverse("measures_page", kwargs={"client_id": client_id})
    return [Entry(one.day, "", _("Measured"), url, text=", ".join(one.names)) for one in days]


def agreement_entries(client_id: UUID, said: Sequence[ToldSaid], zone: str) -> list[Entry]:
    """What was agreed to, and what was taken back, by the practice's day."""
    entries = []
    for one in said:
        at, titles = day_of(one.at, zone), [title for _kind, title in one.texts]
        by = _(", written down by %(name)s") % {"name": one.said_by} if one.said_by else ""
        if one.given and len(titles) > 1:
            entries.append(Entry(at, "", _("Agreed"), after=by, text=", ".join(titles)))
            continue
        for (kind, _title), title in zip(one.texts, titles, strict=True):
            words = _("Agreed: %(what)s") if one.given else _("Taken back: %(what)s")
            keys = {"client_id": client_id, "agreement": kind}
            url = reverse("client_agreement", kwargs=keys)
            entries.append(Entry(at, "", words % {"what": title}, url, by))
    return entries


def merge_entries(merges: Sequence[ToldMerge], zone: str) -> list[Entry]:
    """Records of the same person that became part of this one, and were taken apart again."""
    told = [
        (at, words % {"name": merge.name}, merge.merge_id)
        for merge in merges
        for at, words in (
            (merge.undone_at, _("Taken apart again: %(name)s")),
            (merge.merged_at, _("Made one record with %(name)s")),
        )
    ]
    return [
        Entry(day_of(at, zone), "", title, address_of("merge_page", merge_id))
        for at, title, merge_id in told
        if at is not None
    ]
