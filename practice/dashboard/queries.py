"""Reads of Today: what waits for somebody, and who practised. Bounded, whatever the size."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import Promise

from clients.intake.models import IntakeSubmission
from clients.records.models import Episode
from clients.records.rules import EpisodeState
from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.tenancy import TenantQuerySet
from practice.dashboard.onboarding import Step, beginning_of, steps_of
from practice.outbox.models import STATE_WORDS, Message
from practice.outbox.queries import is_late
from practice.outbox.rules import State
from sessions.notes.models import ReleaseEvent, SessionNote
from sessions.notes.rules import NoteState
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import ProgramItem
from sessions.programs.rules import HomeProgramState, release_without_integration

MOST = 20  # of each kind; the lists behind them show the rest


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


@dataclass(frozen=True)
class Today:
    """Everything that Today shows; `practised` and `running` count clients of the last 7 days."""

    day: date
    releases: Sequence[Waiting] = field(default_factory=list)
    intakes: Sequence[Waiting] = field(default_factory=list)
    notes: Sequence[Waiting] = field(default_factory=list)
    mails: Sequence[LateMail] = field(default_factory=list)
    logs: Sequence[PracticeLog] = field(default_factory=list)
    practised: int = 0
    running: int = 0
    steps: Sequence[Step] = field(default_factory=list)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing waits for anybody."""
        return not (self.releases or self.intakes or self.notes or self.mails)


def _name(given: str, family: str) -> str:
    return f"{given} {family}".strip()


def intakes_waiting(actor: Actor) -> list[Waiting]:
    """Signed intakes that nobody has read yet, the oldest first."""
    rows = IntakeSubmission.objects.visible_to(actor, "intake.accept").filter(state="signed")
    values = rows.order_by("signed_at").values_list(
        "client_id", "client__given_name", "client__family_name", "signed_at", "id"
    )
    return [Waiting(c, _name(g, f), at, i) for c, g, f, at, i in values[:MOST]]


def notes_waiting(actor: Actor) -> list[Waiting]:
    """Notes that are not signed yet, the oldest session first."""
    rows = SessionNote.objects.visible_to(actor).exclude(state=NoteState.SIGNED)
    values = rows.order_by("session__held_on", "id").values_list(
        "client_id", "client__given_name", "client__family_name", "session__held_on", "id", "state"
    )
    return [Waiting(c, _name(g, f), on, i, state=s) for c, g, f, on, i, s in values[:MOST]]


def _not_integrated(actor: Actor) -> TenantQuerySet[ReleaseEvent]:
    """Releases that no running program integrates: a draft or a paused one does not."""
    integrating = ProgramItem.objects.visible_to(actor).filter(
        home_program__episode_id=OuterRef("episode_id"),
        home_program__state=HomeProgramState.ACTIVE,
        phase=Phase.INTEGRATE,
        removed_on=None,
    )
    return ReleaseEvent.objects.visible_to(actor).filter(~Exists(integrating))


def releases_waiting(actor: Actor) -> list[Waiting]:
    """Open episodes with a release that nothing integrates, the longest standing first."""
    today = today_in(actor.zone)
    rows = _not_integrated(actor).filter(episode__state=EpisodeState.OPEN)
    values = rows.order_by("released_on", "id").values_list(
        "client_id",
        "client__given_name",
        "client__family_name",
        "released_on",
        "episode_id",
    )
    found: dict[UUID, Waiting] = {}
    for client_id, given, family, released_on, episode_id in values[: MOST * 5]:
        standing = release_without_integration(released_on, 0, today, days=0)
        days = standing.days_standing if standing else 0
        name = _name(given, family)
        found.setdefault(episode_id, Waiting(client_id, name, released_on, episode_id, days))
    return list(found.values())[:MOST]


def mails_in_trouble(actor: Actor) -> list[LateMail]:
    """Mails that are late, and those held, failed or unknown within the last week."""
    at = now()
    rows = Message.objects.visible_to(actor).filter(
        is_late(at)
        | Q(
            state__in=[State.HELD, State.UNKNOWN, State.FAILED],
            due_at__gt=at - timedelta(days=7),
        )
    )
    values = rows.order_by("due_at").values_list("id", "state", "due_at", "reason")
    return [LateMail(i, STATE_WORDS[State(s)], due, why) for i, s, due, why in values[:MOST]]


def recent_logs(actor: Actor, limit: int = 8) -> list[PracticeLog]:
    """The last practice logs of the practice, newest first, with their clients."""
    rows = PracticeLog.objects.visible_to(actor).select_related("client")
    return list(rows.order_by("-logged_at")[:limit])


def practised_count(actor: Actor) -> int:
    """How many clients practised at least once in the last seven days."""
    since = now() - timedelta(days=7)
    rows = PracticeLog.objects.visible_to(actor).filter(logged_at__gte=since, done=True)
    return int(rows.aggregate(n=Count("client_id", distinct=True))["n"])


def standing_release(actor: Actor, episode: Episode) -> date | None:
    """When an episode's release happened, if nothing integrates it; None otherwise."""
    rows = _not_integrated(actor).filter(episode=episode).order_by("released_on")
    return rows.values_list("released_on", flat=True).first()


def today_of(actor: Actor) -> Today:
    """Today, as far as the actor's role reaches. Before anything has begun, its first steps."""
    beginning = beginning_of(actor) if actor.may("program.read") else None
    if beginning is not None and not beginning.has_begun:
        mails = mails_in_trouble(actor) if actor.may("mail.read") else []
        return Today(today_in(actor.zone), mails=mails, steps=steps_of(actor, beginning))
    story = actor.may("note.read")
    return Today(
        day=today_in(actor.zone),
        releases=releases_waiting(actor) if story else [],
        intakes=intakes_waiting(actor) if actor.may("intake.accept") else [],
        notes=notes_waiting(actor) if story else [],
        mails=mails_in_trouble(actor) if actor.may("mail.read") else [],
        logs=recent_logs(actor) if actor.may("practice_log.read") else [],
        practised=practised_count(actor) if actor.may("practice_log.read") else 0,
        running=beginning.running if beginning else 0,
    )
