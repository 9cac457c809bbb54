"""Reads of the client's home: what there is to practise today, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.measures.queries import MeasuredClient, told_works, works_beside
from clients.measures.rules import Rater
from clients.messages.queries import new_beside
from clients.records.models import Client
from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from practice.core.beside import beside, planned_once
from practice.core.clock import now, today_in
from practice.core.locales import first_weekday
from practice.portal.ways import Way, ways_of
from sessions.appointments.queries.next_one import (
    NextAppointment,
    next_appointment_beside,
    told_next_appointment,
)
from sessions.check_ins.queries import newest_check_in_beside, told_newest_check_in
from sessions.check_ins.rules import A_WEEK, asks_soreness
from sessions.movements.media.queries import ShownMedia, media_of
from sessions.movements.queries import ShownMovement, shown
from sessions.practice_logs.models import PracticeLog
from sessions.practice_logs.queries import logs_between, week_states
from sessions.practice_logs.rules import is_editable
from sessions.programs.dosing import rounds_of, sides_of, variant_words
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.queries import items_of, program_at_home
from sessions.programs.rules import HomeProgramState, has_begun
from sessions.progress.queries import ClientArc, arc_of_episode, courses_of
from sessions.progress.sharing.queries import just_shared_beside, told_just_shared
from sessions.understanding.queries import said_at_home_beside
from sessions.waitlist.offers.own import open_offer_beside, told_open_offer

ARC_WORDS: dict[Phase, Promise] = {
    Phase.UNDERSTAND: _("First you get to know the pattern: what holds, and when."),
    Phase.FREE: _("You are learning to let go, slowly. That is what the movements are for."),
    Phase.INTEGRATE: _("What is free is being woven into standing and walking, so that it stays."),
    Phase.MAINTAIN: _("It is yours now. A little, now and then, keeps it so."),
}
ARC_OPEN_WORDS = _(
    "You have freed something. The next piece weaves it into standing and walking, so that it "
    "stays."
)


# All that home says of a course of work and its client.
COURSE_AT_HOME = (
    *("practice_id", "client_id", "state", "started", "released_on", "integrates"),
    *("client__practice_id", "client__state", "client__timezone"),
)
_INTAKES = """
    SELECT intake.state FROM clients_intakesubmission intake
    WHERE intake.practice_id = %s AND intake.client_id = clients_client.id
        AND intake.state <> 'withdrawn'
    ORDER BY intake.id DESC LIMIT 20"""
# What a line of home says nothing of.
UNSAID_AT_HOME = (
    *("movement__aliases", "movement__summary", "movement__start", "movement__targets"),
    *("movement__source", "movement__rights", "movement__contraindications"),
)
SHOWN = 1  # of what there is to see and to hear beside one movement


@dataclass(frozen=True)
class PlannedItem:
    """One item of today's practice, as the client reads it."""

    item: ProgramItem
    shown: ShownMovement
    variant: str
    media: Sequence[ShownMedia] = ()
    more_media: Sequence[ShownMedia] = ()  # what has a page of its own

    @property
    def rounds(self) -> int:
        """How often it is done."""
        return rounds_of(self.item, self.shown)

    @property
    def ways(self) -> list[Way]:
        """Floor, chair or standing, where there is a choice."""
        return ways_of(self.shown.movement.variants, self.item.variant)

    @property
    def sides(self) -> str:
        """On which side."""
        return sides_of(self.item, self.shown)


class Planned(NamedTuple):
    """All of a practice in order: cards to read first, then movements."""

    cards: list[ProgramItem]
    movements: list[PlannedItem]


def planned_of(actor: Actor, home_program: HomeProgram, *, with_media: bool = False) -> Planned:
    """The whole practice; `with_media`: with what there is to see, to hear and to read of it."""
    every = items_of(actor, home_program, without=() if with_media else UNSAID_AT_HOME)
    items = [item for item in every if item.movement_id]
    ids = {item.movement.pk for item in items} if with_media else ()
    media = media_of(actor, ids)
    movements = [
        PlannedItem(item, shown(item.movement), variant_words(item), there[:SHOWN], there[SHOWN:])
        for item in items
        for there in (media.get(item.movement.pk, []),)
    ]
    return Planned([item for item in every if item.card_id], movements)


@dataclass(frozen=True)
class Home:
    """Everything on the client's home; `changeable`: logs that may still be changed."""

    today: date
    home_program: HomeProgram | None
    items: list[PlannedItem]
    cards: list[ProgramItem]
    minutes: int
    is_paused: bool
    begins_on: date | None  # its first day, which is still to come
    week: list[dict[str, str]]
    days_last_week: int
    changeable: list[PracticeLog]
    arc: ClientArc
    arc_words: str | Promise
    intake_waits: bool
    intake_begun: bool
    intake_asked: bool
    measures_due: bool
    check_in_waits: bool
    new_message: bool = False
    next_steps: UUID | None = None  # the course of work in which something let go just now
    next_appointment: NextAppointment | None = None
    offer_until: datetime | None = None  # time that got free is offered to them
    shared: UUID | None = None  # a page about their progress, shared these days


def _week(logs: list[PracticeLog], days: list[int], today: date) -> list[dict[str, str]]:
    return [
        {"word": str(WEEKDAYS_ABBR[day.weekday()]), "state": state}
        for day, state in week_states(logs, days, today, first_weekday())
    ]


def _days_done(logs: list[PracticeLog], before: date) -> set[date]:
    return {log.local_date for log in logs if log.done and log.local_date < before}


class Beside(NamedTuple):
    """What home says beside the practice: where the client is, their intakes by state, the newest
    first, and what waits for them."""

    arc: ClientArc
    intakes: list[str]
    new_message: bool
    measures_due: bool = False
    check_in_waits: bool = False
    next_steps: UUID | None = None
    next_appointment: NextAppointment | None = None
    offer_until: datetime | None = None
    shared: UUID | None = None


def _whatever_came_of_work(actor: Actor) -> dict[str, Any]:
    """What home says of a client also before there is a course of work."""
    return {
        "intakes": beside(actor, "intake.read", _INTAKES, actor.practice_id),
        "new_message": new_beside(actor),
        "comes_next": next_appointment_beside(actor),
        "offered": open_offer_beside(actor),
        "shared": just_shared_beside(actor),
    }


def _beside(actor: Actor, client_id: UUID, today: date, *, sore: bool) -> Beside:
    """One statement once work has begun; measures are due beside a check-in, if that is. `sore`:
    a check-in asks how sore practising left them."""
    rows: Any = courses_of(actor, client_id).only(*COURSE_AT_HOME)
    rows = rows.annotate(
        **_whatever_came_of_work(actor),
        told_works=works_beside(actor),
        checked_on=newest_check_in_beside(actor),
        next_steps=said_at_home_beside(actor, today),
    )
    with planned_once():
        episode = rows.first()
    if episode is None:
        return _before_work(actor, client_id)
    measured = MeasuredClient(episode.client, told_works(episode.told_works))
    due, weekly = measured.due(by=Rater.CLIENT), measured.checking_in()
    checked_on, may = told_newest_check_in(episode.checked_on), not actor.is_archived
    return Beside(
        arc_of_episode(episode, episode.client.state),
        episode.intakes,
        new_message=bool(episode.new_message),
        measures_due=may and any(one not in weekly for one in due),
        check_in_waits=may and measured.check_in_waits(checked_on, beside=sore),
        next_steps=next(map(UUID, episode.next_steps), None),
        next_appointment=told_next_appointment(episode.comes_next),
        offer_until=told_open_offer(episode.offered),
        shared=told_just_shared(episode.shared),
    )


def _before_work(actor: Actor, client_id: UUID) -> Beside:
    rows: Any = Client.objects.visible_to(actor).filter(pk=client_id).only("id")
    with planned_once():
        client = rows.annotate(**_whatever_came_of_work(actor)).get()
    return Beside(
        arc_of_episode(None, ""),
        client.intakes,
        bool(client.new_message),
        next_appointment=told_next_appointment(client.comes_next),
        offer_until=told_open_offer(client.offered),
        shared=told_just_shared(client.shared),
    )


def still_to_come(home_program: HomeProgram | None, today: date) -> date | None:
    """The first day of a program, by the client's own day; None once it has begun."""
    if home_program is None or has_begun(home_program.started_on, today):
        return None
    return home_program.started_on


def home_of(actor: Actor) -> Home:
    """The client's home, on the client's own day."""
    client_id = cast(UUID, actor.client_id)
    today = today_in(actor.zone)
    monday = today - timedelta(days=today.weekday())
    home_program = program_at_home(actor, client_id)
    planned = planned_of(actor, home_program) if home_program else Planned([], [])
    items = planned.movements
    logs = logs_between(actor, client_id, monday - timedelta(days=7), today)
    begins_on = still_to_come(home_program, today)
    sore = asks_soreness(
        has_program=home_program is not None and begins_on is None,
        practised=any(log.done and log.local_date >= today - A_WEEK for log in logs),
    )
    beside = _beside(actor, client_id, today, sore=sore)
    arc, intakes = beside.arc, beside.intakes
    at = now()
    return Home(
        today=today,
        home_program=home_program,
        items=items,
        cards=planned.cards,
        minutes=sum(one.item.minutes for one in items),
        is_paused=home_program is not None and home_program.state == HomeProgramState.PAUSED,
        begins_on=begins_on,
        week=_week(logs, home_program.days if home_program else [], today),
        days_last_week=len(
            {log.local_date for log in logs if log.done and log.local_date < monday}
        ),
        changeable=[log for log in logs if is_editable(log.logged_at, at)],
        arc=arc,
        arc_words=ARC_OPEN_WORDS if arc.is_open else ARC_WORDS[arc.phase],
        measures_due=beside.measures_due,
        check_in_waits=beside.check_in_waits,
        new_message=beside.new_message,
        next_steps=beside.next_steps,
        next_appointment=beside.next_appointment,
        offer_until=beside.offer_until,
        shared=beside.shared,
        intake_waits=not actor.is_archived and (not intakes or intakes[0] == "draft"),
        intake_begun="draft" in intakes,
        intake_asked=intakes[:2] == ["draft", "reopened"],
    )
