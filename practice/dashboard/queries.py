"""Reads of Today: what waits for somebody, and who practised. Bounded, whatever the size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import CharField, Count, DateField, ExpressionWrapper, F, Q, Value, Window
from django.db.models.functions import Cast
from django.utils.functional import Promise

from clients.deletions.queries import open_requests
from clients.guardians.queries import asking_as_guardian
from clients.intake.models import IntakeSubmission
from clients.messages.queries import new_here
from clients.records.models import Episode
from clients.records.queries import asking_again
from clients.records.rules import EpisodeState
from clients.texts.queries import taken_back
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.dashboard.onboarding import Step, beginning_of, steps_of
from practice.outbox.models import STATE_WORDS, Message
from practice.outbox.queries import is_late, reason_words
from practice.outbox.rules import State
from sessions.flares.queries import open_flares
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteState
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from sessions.programs.rules import HomeProgramState
from sessions.public_page.booking.queries import booked_by_visitors
from sessions.reminders.queries import unheard

MOST = 20  # of each kind; the lists behind them show the rest
COUNTED, LOGS_COUNTED = 1_000, 2_000


@dataclass(frozen=True)
class Waiting:
    """Something that waits: who, since when, and the object to open."""

    client_id: UUID
    name: str
    since: datetime | date | None
    object_id: UUID
    days: int = 0
    state: str = ""


@dataclass(frozen=True)
class LateMail:
    """One mail that did not go as planned."""

    message_id: UUID
    state: str | Promise
    due_at: datetime
    reason: str


class ToldLog(NamedTuple):
    """What Today says of one practice at home."""

    client_id: UUID
    name: str
    local_date: date
    done: bool
    ease_after: int | None
    pain_during: int | None


@dataclass(frozen=True)
class Figure:
    """A count that stops somewhere; `is_more` says that it did."""

    value: int = 0
    is_more: bool = False

    def __str__(self) -> str:
        words = intcomma(self.value)
        return f"{words}+" if self.is_more else words


@dataclass(frozen=True)
class Today:
    """Everything that Today shows; `practised` are clients, of the last 7 days."""

    day: date
    flares: Sequence[Waiting] = field(default_factory=list)
    releases: Sequence[Waiting] = field(default_factory=list)
    intakes: Sequence[Waiting] = field(default_factory=list)
    new_people: Sequence[Waiting] = field(default_factory=list)
    notes: Sequence[Waiting] = field(default_factory=list)
    unsigned: Figure = Figure()
    asking: Sequence[Waiting] = field(default_factory=list)
    back: Sequence[Waiting] = field(default_factory=list)
    deletions: Sequence[Waiting] = field(default_factory=list)
    mails: Sequence[LateMail] = field(default_factory=list)
    messages: Sequence[Waiting] = field(default_factory=list)
    unheard: Sequence[Waiting] = field(default_factory=list)
    logs: Sequence[ToldLog] = field(default_factory=list)
    practised: Figure = Figure()
    running: Figure = Figure()
    steps: Sequence[Step] = field(default_factory=list)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing waits for anybody."""
        people = (self.flares, self.intakes, self.messages, self.asking, self.back, self.deletions)
        more = (self.unheard, self.new_people, self.releases, self.notes, self.mails)
        return not any((*people, *more))


def _name(given: str, family: str) -> str:
    return f"{given} {family}".strip()


def people_waiting(actor: Actor) -> dict[str, list[Waiting]]:
    """Programs that rest after a flare, signed intakes that nobody has read, agreements taken back
    that nobody took note of, requests for deletion, messages that are new, who asks for a new
    invitation, who is new and booked on the public page, and who left ten reminders without an
    answer; the oldest first.

    One statement for all, as far as the actor's role reaches.
    """
    program = Cast("home_program_id", CharField())
    asked: tuple[tuple[str, str, Callable[[Actor], Any], str, Any], ...] = (
        ("program.write", "flare", open_flares, "flared_at", program),
        ("intake.accept", "intake", _signed, "signed_at", None),
        ("story.write", "back", taken_back, "answered_at", F("document__kind")),
        ("deletion_request.read", "deletion", open_requests, "asked_at", None),
        ("message.read", "message", new_here, "sent_at", None),
        ("client.write", "asking", asking_again, "asked_again_at", None),
        ("appointment.read", "visitor", booked_by_visitors, "starts_at", F("zone")),
        ("reminder.write", "unheard", unheard, "asked_at", None),
        ("guardian.write", "asking", asking_as_guardian, "asked_again_at", F("guardian__name")),
    )
    rows = [
        _told(of(actor), kind, since, what)
        for action, kind, of, since, what in asked
        if actor.may(action)
    ]
    kinds = ("flare", "intake", "back", "deletion", "message", "asking", "visitor", "unheard")
    found: dict[str, list[Waiting]] = {kind: [] for kind in kinds}
    for kind, what, client_id, given, family, at, object_id in rows[0].union(*rows[1:], all=True):
        waiting = Waiting(client_id, _name(given, family), at, object_id, state=what)
        found[kind].append(waiting)
    return found


def _signed(actor: Actor) -> Any:
    return IntakeSubmission.objects.visible_to(actor, "intake.accept").filter(state="signed")


def _told(rows: Any, kind: str, since: str, what: Any = None) -> Any:
    named = rows.order_by(since).annotate(kind=Value(kind), what=what or Value(""))
    names = ("client_id", "client__given_name", "client__family_name")
    return named.values_list("kind", "what", *names, since, "id")[:MOST]


def notes_waiting(actor: Actor) -> tuple[list[Waiting], Figure]:
    """Notes that are not signed yet, the oldest session first, and how many there are.

    They are found by themselves first: beside a thousand other practices the planner takes them
    for thousands, and would read every session for them.
    """
    rows = SessionNote.objects.visible_to(actor).exclude(state=NoteState.SIGNED)
    found: Any = rows.filter(pk__in=rows.order_by("saved_at").values("pk")[:COUNTED])
    found = found.annotate(all=Window(Count("pk"))).order_by("session__held_on", "id")
    values = list(
        found.values_list(
            "client_id",
            "client__given_name",
            "client__family_name",
            "session__held_on",
            "id",
            "state",
            "all",
        )[:MOST]
    )
    number = values[0][-1] if values else 0
    notes = [Waiting(c, _name(g, f), on, i, state=s) for c, g, f, on, i, s, _all in values]
    return notes, Figure(number, is_more=number >= COUNTED)


def releases_waiting(actor: Actor) -> list[Waiting]:
    """Open episodes with a release that nothing integrates for as many days as the practice gives
    it, the longest standing first. A draft or a paused program integrates nothing.
    """
    today = today_in(actor.zone)
    given = F("practice__integrate_within_days")
    rows: Any = Episode.objects.visible_to(actor).filter(
        state=EpisodeState.OPEN,
        integrates=False,
        released_on__lte=ExpressionWrapper(Value(today) - given, DateField()),
    )
    values = rows.order_by("released_on", "id").values_list(
        "client_id", "client__given_name", "client__family_name", "released_on", "id"
    )
    return [
        Waiting(c, _name(g, f), on, i, days=(today - on).days) for c, g, f, on, i in values[:MOST]
    ]


def mails_in_trouble(actor: Actor) -> list[LateMail]:
    """Mails that are late, and those held, failed or unknown within the last week."""
    at = now()
    rows = Message.objects.visible_to(actor).values_list("id", "state", "due_at", "reason")
    ended = rows.filter(
        state__in=[State.HELD, State.UNKNOWN, State.FAILED], due_at__gt=at - timedelta(days=7)
    )
    # Two ranges of one index; with OR between them it would be read from end to end.
    found = rows.filter(is_late(actor, at)).union(ended, all=True).order_by("due_at")[:MOST]
    return [LateMail(i, STATE_WORDS[State(s)], due, reason_words(why)) for i, s, due, why in found]


def recent_logs(actor: Actor, limit: int = 8) -> list[ToldLog]:
    """The last practice logs of the practice, newest first."""
    rows = (
        PracticeLog.objects.visible_to(actor)
        .order_by("-logged_at")
        .values_list(
            "client_id",
            "client__given_name",
            "client__family_name",
            "local_date",
            "done",
            "ease_after",
            "pain_during",
        )
    )
    return [
        ToldLog(client_id, _name(given, family), day, done, ease, pain)
        for client_id, given, family, day, done, ease, pain in rows[:limit]
    ]


def running_count(actor: Actor) -> Figure:
    """How many home programs run."""
    today = today_in(actor.zone)
    rest = Q(ends_on__lt=today) | Q(started_on__gt=today)  # over, or still to come
    rows = HomeProgram.objects.visible_to(actor).filter(~rest, state=HomeProgramState.ACTIVE)
    counted = rows.order_by()[: COUNTED + 1].count()
    return Figure(min(counted, COUNTED), is_more=counted > COUNTED)


def practised_count(actor: Actor) -> Figure:
    """How many clients practised at least once in the last seven days."""
    since = now() - timedelta(days=7)
    rows = PracticeLog.objects.visible_to(actor).filter(logged_at__gte=since, done=True)
    newest = rows.order_by("-logged_at")[:LOGS_COUNTED]
    found = newest.aggregate(people=Count("client_id", distinct=True), logs=Count("pk"))
    return Figure(found["people"], is_more=found["logs"] == LOGS_COUNTED)


def today_of(actor: Actor) -> Today:
    """Today, as far as the actor's role reaches. Before anything has begun, its first steps."""
    day, story, home = today_in(actor.zone), actor.may("note.read"), actor.may("program.read")
    running = running_count(actor) if home else Figure()
    logs = recent_logs(actor) if actor.may("practice_log.read") else []
    mails = mails_in_trouble(actor) if actor.may("mail.read") else []
    if home and not running.value and not logs:
        beginning = beginning_of(actor)
        if not beginning.has_begun:
            return Today(day, mails=mails, steps=steps_of(actor, beginning))
    people = people_waiting(actor)
    notes, unsigned = notes_waiting(actor) if story else ([], Figure())
    return Today(
        day=day,
        flares=people["flare"],
        releases=releases_waiting(actor) if story else [],
        intakes=people["intake"],
        new_people=people["visitor"],
        notes=notes,
        unsigned=unsigned,
        asking=people["asking"],
        back=people["back"],
        deletions=people["deletion"],
        mails=mails,
        messages=people["message"],
        unheard=people["unheard"],
        logs=logs,
        practised=practised_count(actor) if logs else Figure(),
        running=running,
    )
