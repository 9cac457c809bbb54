"""Reads of what waits for somebody: every kind in one statement, bounded, the oldest first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import (
    CharField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
    Window,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.functional import Promise

from clients.deletions.queries import open_requests
from clients.guardians.queries import asking_as_guardian
from clients.intake.models import IntakeSubmission
from clients.messages.inbox import unanswered
from clients.records.models import Client, Episode
from clients.records.queries import asking_again
from clients.records.rules import ClientState, EpisodeState
from clients.red_flags.queries import undecided
from clients.texts.queries import taken_back
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.written_once import rows_of
from practice.dashboard.day import coming
from practice.dashboard.models import SetAside
from practice.dashboard.rules import NeedKind
from practice.outbox.models import STATE_WORDS, Message
from practice.outbox.queries import is_late, reason_words
from practice.outbox.rules import State
from sessions.flares.queries import open_flares
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteState
from sessions.notes.unsigned import to_sign
from sessions.progress.radar.queries import LEVEL_AND_LEADING, radar_waiting, silent
from sessions.public_page.booking.queries import booked_by_visitors
from sessions.reminders.queries import unheard

MOST = 20  # of each kind; one more is read, which says that there are
COUNTED = 1_000


@dataclass(frozen=True)
class Figure:
    """A count that stops somewhere; `is_more` says that it did."""

    value: int = 0
    is_more: bool = False

    def __str__(self) -> str:
        words = intcomma(self.value)
        return f"{words}+" if self.is_more else words


@dataclass(frozen=True)
class LateMail:
    """One mail that did not go as planned; `went_at`: when it ended so, else when it was due."""

    message_id: UUID
    state: str | Promise
    due_at: datetime
    reason: str
    went_at: datetime


@dataclass(frozen=True)
class Waiting:
    """Something that waits: who, since when, and the object to open.

    `about` is what it is put off by (`SetAside.about`); `days` since it began, by the practice's
    days; `state` what the kind has to say besides.
    """

    kind: NeedKind
    client_id: UUID
    name: str
    since: datetime
    object_id: UUID
    about: UUID
    days: int = 0
    state: str = ""
    count: int = 1
    newest: datetime | None = None

    @property
    def day(self) -> date:
        """The day on which it began, of what is kept by day."""
        return self.since.date()


class Asked(NamedTuple):
    """One kind: the action it takes, its rows, when it began, what it has to say besides, by what
    it is put off, and the column of an index that has the oldest first, where `since` is none."""

    kind: NeedKind
    action: str
    rows: Callable[[Actor], Any]
    since: str
    state: Any = ""
    about: str = "client_id"
    column: str = ""


@dataclass(frozen=True)
class Narrowed:
    """What Today is narrowed to: `mine`, my clients and what I wrote; `aside`, what was put off;
    `comers`, who comes today; `about` one need by what it is kept by."""

    mine: bool = False
    aside: bool = False
    comers: bool = False
    about: UUID | None = None


EVERYTHING = Narrowed()


def _signed(actor: Actor) -> Any:
    return IntakeSubmission.objects.visible_to(actor, "intake.accept").filter(state="signed")


def _unintegrated(actor: Actor) -> Any:
    """Open episodes with a release that nothing integrates for as many days as the practice gives
    it. A draft or a paused program integrates nothing."""
    given = F("practice__integrate_within_days")
    rows: Any = Episode.objects.visible_to(actor).filter(
        state=EpisodeState.OPEN,
        integrates=False,
        released_on__lte=ExpressionWrapper(Value(today_in(actor.zone)) - given, DateField()),
    )
    return rows.annotate(began_at=Cast("released_on", DateTimeField()))


def _warned(actor: Actor) -> Any:
    return radar_waiting(actor).annotate(began_at=Cast("level_since", DateTimeField()))


def _silent(actor: Actor) -> Any:
    return silent(actor).annotate(began_at=Cast("silent_since", DateTimeField()))


_PROGRAM = Cast("home_program_id", CharField())
_COMES = Concat("zone", Value(" "), Cast("starts_at", CharField()))  # where, and when
ASKED = (
    Asked(NeedKind.FLAG, "red_flag.write", undecided, "answered_at"),
    Asked(NeedKind.FLARE, "program.write", open_flares, "flared_at", _PROGRAM),
    Asked(NeedKind.BACK, "story.write", taken_back, "answered_at", F("document__kind")),
    Asked(NeedKind.RELEASE, "note.read", _unintegrated, "began_at", column="released_on"),
    Asked(NeedKind.VISITOR, "appointment.read", booked_by_visitors, "booked_at", _COMES),
    Asked(NeedKind.INTAKE, "intake.accept", _signed, "signed_at"),
    Asked(NeedKind.MESSAGE, "message.read", unanswered, "waits_since"),
    Asked(NeedKind.DELETION, "deletion_request.read", open_requests, "asked_at"),
    Asked(NeedKind.ASKING, "client.write", asking_again, "asked_again_at"),
    Asked(
        NeedKind.ASKING,
        "guardian.write",
        asking_as_guardian,
        "asked_again_at",
        F("guardian__name"),
    ),
    Asked(
        NeedKind.RADAR, "radar.read", _warned, "began_at", LEVEL_AND_LEADING, column="level_since"
    ),
    Asked(NeedKind.SILENT, "radar.read", _silent, "began_at", column="silent_since"),
    Asked(NeedKind.UNHEARD, "reminder.write", unheard, "asked_at"),
)


_OF_PEOPLE = frozenset(one.kind for one in ASKED)


def put_off(actor: Actor, kind: NeedKind, about: Any, since: Any) -> Exists:
    """Whether somebody put a need off, or said that it is done, and that holds today."""
    rows = SetAside._base_manager.filter(practice_id=actor.practice_id, kind=kind.value)
    holds = Q(until=None) | Q(until__gt=today_in(actor.zone))
    return Exists(rows.filter(holds, about=about, since__gte=since))


def with_comers(
    actor: Actor,
    narrowed: Narrowed,
    people: Mapping[NeedKind, Sequence[Waiting]],
) -> dict[NeedKind, list[Waiting]]:
    """The same with what waits of whoever comes today, where more of a kind waits than is read:
    the oldest are read, and they may be younger. One statement, if any is needed."""
    cut = [kind for kind, waiting in people.items() if kind in _OF_PEOPLE and len(waiting) > MOST]
    if not cut:
        return {kind: list(waiting) for kind, waiting in people.items()}
    theirs = people_waiting(actor, replace(narrowed, comers=True), cut)
    return {
        kind: [*waiting, *(one for one in theirs.get(kind, ()) if one not in waiting)]
        for kind, waiting in people.items()
    }


def people_waiting(
    actor: Actor, narrowed: Narrowed = EVERYTHING, kinds: Iterable[NeedKind] = tuple(NeedKind)
) -> dict[NeedKind, list[Waiting]]:
    """What waits of each kind, as far as the actor's role reaches, the oldest first. One
    statement for all."""
    wanted = frozenset(kinds)
    asked = [one for one in ASKED if one.kind in wanted and actor.may(one.action)]
    found: dict[NeedKind, list[Waiting]] = {kind: [] for kind in NeedKind}
    if not asked:
        return found

    def build(actor: Actor) -> Any:
        rows = [_rows(actor, one, narrowed) for one in asked]
        return rows[0].union(*rows[1:], all=True)

    today = today_in(actor.zone)
    for kind, state, client_id, given, family, at, pk, about in _read(
        actor, "people", narrowed, build, wanted
    ):
        name, days = f"{given} {family}".strip(), (today - at.date()).days
        waiting = Waiting(NeedKind(kind), client_id, name, at, pk, about, days, state)
        found[waiting.kind].append(waiting)
    return found


def _read(
    actor: Actor,
    name: str,
    narrowed: Narrowed,
    build: Callable[[Actor], Any],
    wanted: frozenset[NeedKind] = frozenset(),
) -> Iterable[Any]:
    """Today's own reads are written once; one need is looked up seldom, and by its id."""
    if narrowed.about:
        return build(actor)  # type: ignore[no-any-return]
    return rows_of(actor, name, (narrowed, wanted), build)


def _rows(actor: Actor, asked: Asked, narrowed: Narrowed) -> Any:
    rows = asked.rows(actor)
    if narrowed.mine:
        rows = rows.filter(client__assigned_to_id=actor.membership_id)
    if narrowed.about:
        rows = rows.filter(**{asked.about: narrowed.about})
    aside = put_off(actor, asked.kind, OuterRef(asked.about), OuterRef(asked.since))
    rows = rows.filter(aside if narrowed.aside else ~aside) if not narrowed.about else rows
    if asked.kind is not NeedKind.DELETION:  # who came here once may ask, and is answered
        rows = rows.exclude(client__state=ClientState.ARCHIVED)
    if narrowed.comers:
        rows = rows.filter(client_id__in=coming(actor).values("client_id"))
    named = rows.order_by(asked.column or asked.since).annotate(
        kind=Value(asked.kind.value), told=asked.state or Value("")
    )
    names = ("client_id", "client__given_name", "client__family_name")
    return named.values_list("kind", "told", *names, asked.since, "id", asked.about)[: MOST + 1]


def notes_waiting(actor: Actor, narrowed: Narrowed = EVERYTHING) -> tuple[list[Waiting], Figure]:
    """Notes that are not signed yet, the oldest session first, and how many there are.

    They are found by themselves first: beside a thousand other practices the planner takes them
    for thousands, and would read every session for them.
    """

    def build(actor: Actor) -> Any:
        rows: Any = SessionNote.objects.visible_to(actor).exclude(state=NoteState.SIGNED)
        rows = rows.exclude(client__state=ClientState.ARCHIVED)
        if narrowed.mine:
            rows = rows.filter(to_sign(actor))
        newest = rows.order_by("saved_at").values("pk")[:COUNTED]
        found = rows.filter(pk=narrowed.about) if narrowed.about else rows.filter(pk__in=newest)
        held_at = Cast("session__held_on", DateTimeField())
        found = found.annotate(all=Window(Count("pk")), held_at=held_at)
        if not narrowed.about:
            aside = put_off(actor, NeedKind.NOTE, OuterRef("pk"), OuterRef("held_at"))
            found = found.filter(aside if narrowed.aside else ~aside)
        names = ("client_id", "client__given_name", "client__family_name", "held_at", "id")
        found = found.order_by("session__held_on", "id").values_list(*names, "state", "all")
        return found[: MOST + 1]

    values = list(_read(actor, "notes", narrowed, build))
    number, today = values[0][-1] if values else 0, today_in(actor.zone)
    notes = [
        Waiting(
            NeedKind.NOTE,
            client_id,
            f"{given} {family}".strip(),
            at,
            pk,
            about=pk,
            days=(today - at.date()).days,
            state=state,
        )
        for client_id, given, family, at, pk, state, _all in values
    ]
    return notes, Figure(number, is_more=number >= COUNTED)


def mails_in_trouble(actor: Actor, narrowed: Narrowed = EVERYTHING) -> list[LateMail]:
    """Mails that are late, and those held, failed or unknown within the last week; the oldest
    first."""

    def build(actor: Actor) -> Any:
        at = now()
        rows: Any = Message.objects.visible_to(actor)
        if narrowed.mine:
            people = Client.objects.visible_to(actor).filter(assigned_to_id=actor.membership_id)
            rows = rows.filter(person_id__in=people.values("pk"))
        rows = rows.annotate(went_at=Coalesce("settled_at", "due_at"))
        if not narrowed.about:
            aside = put_off(actor, NeedKind.MAIL, actor.practice_id, OuterRef("went_at"))
            rows = rows.filter(aside if narrowed.aside else ~aside)
        ended = rows.filter(
            state__in=[State.HELD, State.UNKNOWN, State.FAILED], due_at__gt=at - timedelta(days=7)
        )
        # Two ranges of one index; with OR between them it would be read from end to end.
        names = ("id", "state", "due_at", "reason", "went_at")
        late = rows.filter(is_late(actor, at)).values_list(*names)
        found = late.union(ended.values_list(*names), all=True)
        return found.order_by("-went_at" if narrowed.about else "due_at")[:MOST]

    return [
        LateMail(pk, STATE_WORDS[State(state)], due_at, reason_words(why), went_at)
        for pk, state, due_at, why, went_at in _read(actor, "mails", narrowed, build)
    ]
