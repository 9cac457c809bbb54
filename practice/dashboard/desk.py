"""Reads of what waits at the desk: notes that are not signed, and mails that did not go."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, DateTimeField, OuterRef, Window
from django.db.models.functions import Cast, Coalesce

from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.dashboard.narrowed import (
    COUNTED,
    EVERYTHING,
    MOST,
    Figure,
    LateMail,
    Narrowed,
    Waiting,
    put_off,
    read_needs,
)
from practice.dashboard.rules import NeedKind
from practice.outbox.models import STATE_WORDS, Message
from practice.outbox.queries import is_late, reason_words
from practice.outbox.rules import State
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteState
from sessions.notes.unsigned import to_sign


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

    values = list(read_needs(actor, "notes", narrowed, build))
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
        for pk, state, due_at, why, went_at in read_needs(actor, "mails", narrowed, build)
    ]
