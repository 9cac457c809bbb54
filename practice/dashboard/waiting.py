"""Reads of what waits for somebody: every kind in one statement, bounded, the oldest first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    Value,
)
from django.db.models.functions import Cast, Concat

from clients.deletions.queries import open_requests
from clients.guardians.queries import asking_as_guardian
from clients.intake.models import IntakeSubmission
from clients.messages.inbox import unanswered
from clients.records.models import Episode
from clients.records.queries import asking_again
from clients.records.rules import ClientState, EpisodeState
from clients.red_flags.queries import undecided
from clients.texts.queries import taken_back
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.dashboard.day import coming
from practice.dashboard.narrowed import EVERYTHING, MOST, Narrowed, Waiting, put_off, read_needs
from practice.dashboard.rules import NeedKind
from sessions.flares.queries import open_flares
from sessions.progress.radar.queries import LEVEL_AND_LEADING, radar_waiting, silent
from sessions.public_page.booking.queries import booked_by_visitors
from sessions.reminders.queries import unheard


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
    for kind, state, client_id, given, family, at, pk, about in read_needs(
        actor, "people", narrowed, build, wanted
    ):
        name, days = f"{given} {family}".strip(), (today - at.date()).days
        waiting = Waiting(NeedKind(kind), client_id, name, at, pk, about, days, state)
        found[waiting.kind].append(waiting)
    return found


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
