"""One client's page: what every room knows of them, gathered in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from django.db.models.functions import Left
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.intake.models import INTAKE_STATE_WORDS, IntakeSubmission
from clients.records.models import Client, Episode
from clients.records.queries import OpenInvitation, episodes_of, get_client_and_invitation
from clients.records.rules import EpisodeState
from clients.symptoms.rules import Phase, Side
from practice.core.actor import Actor
from practice.core.clock import today_in
from sessions.notes.models import ReleaseEvent, SessionNote
from sessions.notes.rules import NoteState
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from sessions.programs.rules import HomeProgramState
from sessions.progress.queries import arc_of_episode

MOST = 20  # lines of the timeline; the days before them are one press away
MOST_EARLIER = 500
LOGS_A_LINE = 3  # at least: a line tells of a week of practice
WORDS = 160  # letters of what was said, beside a lesson


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    at: date
    kind: str
    title: str | Promise
    url: str = ""
    after: str = ""
    quote: str = ""

    @property
    def when(self) -> str:
        """The day as people read it."""
        return date_format(self.at, "SHORT_DAY_FORMAT")


class ToldNote(NamedTuple):
    """What the timeline says of a note."""

    note_id: UUID
    held_on: date
    number: int
    state: str
    words: str


class ToldIntake(NamedTuple):
    """What the page says of an intake."""

    submission_id: UUID
    state: str
    signed_at: datetime | None
    saved_at: datetime


class ToldRelease(NamedTuple):
    """What the timeline says of a release."""

    released_on: date
    muscle_group: str
    side: str


class ToldLog(NamedTuple):
    """What the timeline says of a practice at home."""

    local_date: date
    done: bool
    ease_after: int | None
    line: str


@dataclass(frozen=True)
class ClientPage:
    """Everything the page shows. What the role may not see is empty."""

    client: Client
    episodes: Sequence[Episode]
    invitation: OpenInvitation | None
    intakes: Sequence[ToldIntake] = field(default_factory=list)
    notes: Sequence[ToldNote] = field(default_factory=list)
    programs: Sequence[HomeProgram] = field(default_factory=list)
    releases: Sequence[ToldRelease] = field(default_factory=list)
    logs: Sequence[ToldLog] = field(default_factory=list)
    today: date = date.min
    most: int = MOST

    @cached_property
    def episode(self) -> Episode | None:
        """The open course of work, or the last one."""
        still_open = (e for e in self.episodes if e.state == EpisodeState.OPEN)
        return next(still_open, next(iter(self.episodes), None))

    @cached_property
    def running(self) -> HomeProgram | None:
        """The program that is active or paused."""
        states = {HomeProgramState.ACTIVE, HomeProgramState.PAUSED}
        return next((p for p in self.programs if p.state in states), None)

    @cached_property
    def to_review(self) -> ToldIntake | None:
        """A signed intake that nobody has accepted yet."""
        return next((i for i in self.intakes if i.state == "signed"), None)

    @cached_property
    def draft(self) -> HomeProgram | None:
        """A program that waits to be started."""
        return next((p for p in self.programs if p.state == HomeProgramState.DRAFT), None)

    @cached_property
    def stands_since(self) -> int | None:
        """For how many days a release has stood with nothing to integrate it."""
        since = self.episode.standing_release if self.episode else None
        return (self.today - since).days if since else None

    @cached_property
    def arc(self) -> list[dict[str, str]]:
        """The four stones of the arc, as the picture draws them."""
        days = self._days_of_the_arc()
        stones = arc_of_episode(self.episode, self.client.state).stones
        return [
            {"label": s.phase.label, "state": s.state.value, "note": days.get(s.phase, "")}
            for s in stones
        ]

    def _days_of_the_arc(self) -> dict[Phase, str]:
        days: dict[Phase, str] = {}
        episode = self.episode
        if episode is not None:
            days[Phase.UNDERSTAND] = date_format(episode.opened_on, "SHORT_DAY_FORMAT")
            if episode.released_on is not None:
                days[Phase.FREE] = date_format(episode.released_on, "SHORT_DAY_FORMAT")
        if self.stands_since is not None:
            days[Phase.INTEGRATE] = _("open, day %(n)s") % {"n": self.stands_since}
        return days

    @cached_property
    def integrate_url(self) -> str:
        """Where an integrate movement is chosen, when a release waits for one."""
        if self.stands_since is None or self.episode is None or self.episode.closed_on:
            return ""
        if self.running is not None:
            return reverse("program_edit", kwargs={"home_program_id": self.running.pk})
        return reverse("program_new", kwargs={"client_id": self.client.pk})

    @cached_property
    def timeline(self) -> list[Entry]:
        """All of it by day, newest first."""
        entries = [*_note_entries(self.notes), *_release_entries(self.releases)]
        entries += [*_log_entries(self.logs), *_intake_entries(self.intakes)]
        return sorted(entries, key=attrgetter("at"), reverse=True)[: self.most]

    @property
    def goes_on(self) -> bool:
        """Whether there may be more than the timeline shows."""
        return self.most == MOST and len(self.timeline) == MOST


def _note_entries(notes: Sequence[ToldNote]) -> list[Entry]:
    return [
        Entry(
            at=note.held_on,
            kind="lesson",
            title=_("Lesson %(number)s") % {"number": note.number},
            url=reverse("note_page", kwargs={"note_id": note.note_id}),
            after=f", {NoteState(note.state).label.lower()}",
            quote=note.words,
        )
        for note in notes
    ]


def _release_entries(releases: Sequence[ToldRelease]) -> list[Entry]:
    return [
        Entry(
            at=release.released_on,
            kind="release",
            title=_("Released: %(what)s") % {"what": release.muscle_group},
            after=f", {Side(release.side).label.lower()}",
        )
        for release in releases
    ]


def _log_entries(logs: Sequence[ToldLog]) -> list[Entry]:
    """One line a week: how often, how easy it was, and what the client wrote."""
    entries = []
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
        entries.append(Entry(week[0].local_date, "", title, "", ease, words))
    return entries


def _intake_entries(intakes: Sequence[ToldIntake]) -> list[Entry]:
    entries = []
    for intake in intakes:
        at = intake.signed_at or intake.saved_at
        url = reverse("intake_review", kwargs={"submission_id": intake.submission_id})
        words = f", {INTAKE_STATE_WORDS[intake.state]}"
        entries.append(Entry(at.date(), "intake", _("Intake"), url, words))
    return entries


def client_page_of(actor: Actor, client_id: UUID, *, earlier: bool = False) -> ClientPage:
    """Gather one client's page, with what was `earlier` too; Http404 outside the actor's reach."""
    client, invitation = get_client_and_invitation(actor, client_id)
    if not actor.may("note.read"):
        return ClientPage(client, [], invitation)
    most = MOST_EARLIER if earlier else MOST
    intakes = IntakeSubmission.objects.visible_to(actor).filter(client=client)
    notes = SessionNote.objects.visible_to(actor).filter(client=client)
    releases = ReleaseEvent.objects.visible_to(actor).filter(client=client)
    logs = PracticeLog.objects.visible_to(actor).filter(client=client)
    programs = HomeProgram.objects.visible_to(actor).filter(client=client)
    told_intakes = intakes.order_by("-id").values_list("pk", "state", "signed_at", "saved_at")
    told_notes = notes.order_by("-session__held_on", "-id").values_list(
        "pk", "session__held_on", "session__number", "state", Left("clients_words", WORDS)
    )
    told_releases = releases.order_by("-released_on").values_list(
        "released_on", "muscle_group__name", "side"
    )
    told_logs = logs.order_by("-logged_at").values_list("local_date", "done", "ease_after", "line")
    return ClientPage(
        client=client,
        episodes=episodes_of(actor, client),
        invitation=invitation,
        intakes=[ToldIntake(*row) for row in told_intakes[:5]],
        notes=[ToldNote(*row) for row in told_notes[:most]],
        programs=list(programs.order_by("-id")[:5]),
        releases=[ToldRelease(*row) for row in told_releases[:most]],
        logs=[ToldLog(*row) for row in told_logs[: most * LOGS_A_LINE]],
        today=today_in(actor.zone),
        most=most,
    )
