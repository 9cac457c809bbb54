"""Reads of home programs: the one door, the items, what a client practises now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.http import Http404
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from clients.records.models import Episode
from clients.records.queries import refuse_archived
from clients.records.rules import EpisodeState
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now, today_in
from practice.core.tenancy import TenantQuerySet
from practice.outbox.sending.claims import across_practices
from sessions.program_templates.models import ProgramTemplate
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.programs.rules import HomeProgramState, has_passed
from sessions.programs.running import RUNNING, begun, client_today, is_over, of_state, still_running

REVISIONS_READ = 10
FARTHEST_EAST = timedelta(hours=14)  # where a day begins first
PROGRAM_FIELDS = tuple(field.name for field in HomeProgram._meta.fields)
PROGRAM_AND_CLOCK = (*PROGRAM_FIELDS, "client__timezone", "client__state")
# What a write that rests on a program judges it by.
PROGRAM_HELD = (
    *("practice_id", "client_id", "episode_id", "state", "revision", "version", "paused_at"),
    *("started_on", "begins_on", "ends_on", "ended_on", "client__timezone", "client__state"),
)
LEADS_ON = tuple(f"made_from__{name}" for name in ("name", "tier", "link", "retired_at"))
PROGRAM_AT_HOME = (*PROGRAM_AND_CLOCK, *LEADS_ON)

_TOLD = """
    SELECT json_build_array(program.id,
        CASE WHEN program.state IN ('active', 'paused') AND program.ends_on
                < supple_day_there(%s, clients_client.timezone)
            THEN 'ended' ELSE program.state END,
        program.started_on, coalesce(program.ended_on, CASE WHEN program.ends_on
                < supple_day_there(%s, clients_client.timezone)
            THEN program.ends_on END))
    FROM care_sessions_homeprogram program
    WHERE program.practice_id = %s AND program.client_id = clients_client.id
    ORDER BY program.id DESC LIMIT %s"""

_MAY_HAVE_PASSED = """
    SELECT DISTINCT practice_id FROM care_sessions_homeprogram
    WHERE state IN ('active', 'paused') AND ends_on < %s"""
_MAY_HAVE_BEGUN = """
    SELECT DISTINCT practice_id FROM care_sessions_homeprogram
    WHERE begins_on IS NOT NULL AND begins_on <= %s"""


class ToldProgram(NamedTuple):
    """What a client's page says of a home program."""

    home_program_id: UUID
    state: HomeProgramState
    started_on: date | None
    ended_on: date | None


def programs_beside(actor: Actor, most: int) -> Any:
    """Of clients: their newest programs, for `told_programs`; for staff, drafts too."""
    at = now()
    return beside(actor, f"{HomeProgram.subject}.read", _TOLD, at, at, actor.practice_id, most)


def told_programs(found: Iterable[Sequence[Any]]) -> list[ToldProgram]:
    """What `programs_beside` read."""
    return [
        ToldProgram(
            UUID(pk),
            HomeProgramState(state),
            *(date.fromisoformat(day) if day else None for day in days),
        )
        for pk, state, *days in found
    ]


def visible_programs(actor: Actor, action: str = "program.read") -> TenantQuerySet[HomeProgram]:
    """Programs within reach; a client never sees a draft."""
    rows = HomeProgram.objects.visible_to(actor, action)
    return rows.exclude(state=HomeProgramState.DRAFT) if actor.in_portal else rows


def get_home_program(
    actor: Actor,
    home_program_id: UUID,
    action: str = "program.read",
    *,
    with_episode: bool = True,
    hold: bool = False,
    columns: Sequence[str] = PROGRAM_AND_CLOCK,
    beside: Mapping[str, Any] | None = None,
) -> HomeProgram:
    """The one door to a home program: with its client and episode, or `columns` alone, and with
    what is read `beside` it (practice.core.beside).

    With `hold` nobody archives the client or changes the program until the transaction ends.
    """
    rows = visible_programs(actor, action)
    if hold:
        rows = rows.select_for_update(of=("client", "self"), no_key=True)
    rows = (
        rows.select_related("client", "episode")
        if with_episode
        else rows.select_related("client").only(*columns)
    )
    home_program = rows.annotate(**(beside or {})).by_id(home_program_id)
    if home_program is None:
        raise Http404("home program")
    as_of_today(home_program)
    if with_episode:
        home_program.episode.client = home_program.client
    return home_program


def programs_where(
    actor: Actor, *, client: UUID | None = None, state: HomeProgramState | None = None
) -> QuerySet[HomeProgram]:
    """Programs within reach, with what `as_of_today` needs; by client, and by state as it is
    told."""
    rows: QuerySet[HomeProgram] = visible_programs(actor)
    rows = rows.select_related("client").only(*PROGRAM_AND_CLOCK)
    if client is not None:
        rows = rows.filter(client_id=client)
    return rows if state is None else of_state(rows, state)


def as_of_today(home_program: HomeProgram) -> HomeProgram:
    """One whose last day is over, by the client's own day, has ended, before anybody says so."""
    today = today_in(home_program.client.timezone)
    if home_program.state in RUNNING and has_passed(home_program.ends_on, today):
        home_program.state = HomeProgramState.ENDED.value
        home_program.ended_on = home_program.ends_on
    return home_program


def hold_home_program(actor: Actor, home_program_id: UUID, action: str) -> HomeProgram:
    """The same door for a write that rests on it: how it and its client stand, both held.

    Nobody archives the client or changes the program until the transaction ends; ReadOnly when
    somebody archived them before.
    """
    home_program = get_home_program(
        actor, home_program_id, action, with_episode=False, hold=True, columns=PROGRAM_HELD
    )
    refuse_archived(actor, home_program.client)
    return home_program


def open_episode_with_client(actor: Actor, client_id: UUID) -> Episode | None:
    """The newest open course of work that a program can be planned for, with its client."""
    rows = Episode.objects.visible_to(actor, "program.write").select_related("client")
    rows = rows.filter(client_id=client_id, state=EpisodeState.OPEN)
    return rows.order_by("-opened_on", "-id").first()


def items_of(
    actor: Actor, home_program: HomeProgram, *, without: Sequence[str] = ()
) -> list[ProgramItem]:
    """What is in the program now, in order, each with its movement or its card; `without` these
    columns, where nothing is said of them."""
    rows = ProgramItem.objects.visible_to(actor).select_related("movement", "card").defer(*without)
    return list(rows.filter(home_program=home_program, removed_on=None).order_by("position", "id"))


def practised_items(actor: Actor, home_program: HomeProgram) -> list[ProgramItem]:
    """What is practised of it: the movements; a card is read."""
    return [item for item in items_of(actor, home_program) if item.movement_id]


def program_at_home(actor: Actor, client_id: UUID) -> HomeProgram | None:
    """The newest program that a client practises, or that is paused; where none has begun, the one
    that begins next."""
    rows = still_running(visible_programs(actor).filter(client_id=client_id))
    rows = rows.select_related("client", "made_from").only(*PROGRAM_AT_HOME)
    waits = Case(When(started_on__gt=client_today(), then="started_on"))
    return rows.order_by(waits.asc(nulls_first=True), "-id").first()


def practices_with_passed(at: datetime) -> list[UUID]:
    """Practices in which the last day of a program may be over, somewhere on earth."""
    return _practices(_MAY_HAVE_PASSED, at)


def practices_with_begun(at: datetime) -> list[UUID]:
    """Practices in which the first day of a program may have come, somewhere on earth."""
    return _practices(_MAY_HAVE_BEGUN, at)


def _practices(statement: str, at: datetime) -> list[UUID]:
    with across_practices() as cursor:
        cursor.execute(statement, [(at + FARTHEST_EAST).date()])
        return [row[0] for row in cursor.fetchall()]


def passed_programs(actor: Actor, limit: int) -> list[HomeProgram]:
    """Programs that run and whose last day is over, by each client's own day; held, as whoever
    changes one holds it. One that somebody has in hand waits for the next time."""
    return _held(HomeProgram.objects.visible_to(actor).filter(is_over()), "ends_on", limit)


def begun_programs(actor: Actor, limit: int) -> list[HomeProgram]:
    """Programs whose first day has come and whose course of work does not say it yet; held too."""
    rows = HomeProgram.objects.visible_to(actor).filter(begins_on__isnull=False)
    return _held(rows.filter(begins_on__lte=client_today()), "begins_on", limit)


def _held(rows: TenantQuerySet[HomeProgram], by: str, limit: int) -> list[HomeProgram]:
    rows = rows.select_related("client", "episode").order_by(by, "id")
    of = ("client", "self")
    return list(rows.select_for_update(skip_locked=True, no_key=True, of=of)[:limit])


def had_templates(actor: Actor, client_id: UUID) -> set[UUID]:
    """Templates of which the client has practised a program: one that runs, rests or ended, and
    whose first day came."""
    rows = begun(HomeProgram.objects.visible_to(actor).filter(client_id=client_id))
    found = rows.exclude(made_from=None).values_list("made_from_id", flat=True)
    return {template_id for template_id in found if template_id is not None}


def waits_for(actor: Actor, home_program: HomeProgram) -> ProgramTemplate | None:
    """What comes before the template that a program was made from and its client has not had."""
    if home_program.made_from_id is None:
        return None
    templates = ProgramTemplate.objects.visible_to(actor)
    first = templates.filter(pk=home_program.made_from_id).values("prerequisite_id")
    of_client = HomeProgram.objects.visible_to(actor).filter(client_id=home_program.client_id)
    had = begun(of_client).filter(made_from_id=OuterRef("pk"))
    return templates.filter(~Exists(had), pk__in=first).first()


def is_practised(actor: Actor, movement_id: UUID) -> bool:
    """Whether a movement is in a program that the actor may see, or was in it once."""
    rows = ProgramItem.objects.visible_to(actor).filter(movement_id=movement_id)
    if actor.in_portal:
        rows = rows.exclude(home_program__state=HomeProgramState.DRAFT)
    return rows.exists()


def program_to_change(actor: Actor, client_id: UUID) -> UUID | None:
    """The program that a movement can be added to: what is practised, or else a draft."""
    rows = visible_programs(actor, "program.write").filter(client_id=client_id)
    rows = rows.filter(~is_over()).exclude(state=HomeProgramState.ENDED)
    running = Case(When(state__in=RUNNING, then=0), default=1)
    return rows.order_by(running, "-id").values_list("pk", flat=True).first()


def revisions_of(actor: Actor, home_program: HomeProgram) -> list[HomeProgramRevision]:
    """What the program was at its newest revisions, the newest first."""
    rows = HomeProgramRevision.objects.visible_to(actor).select_related("made_by")
    return list(rows.filter(home_program=home_program).order_by("-number")[:REVISIONS_READ])


def weekday_words(days: Sequence[int]) -> str:
    """ISO weekdays as people say them."""
    if len(days) == 7:
        return _("every day")
    return ", ".join(str(WEEKDAYS_ABBR[day - 1]) for day in days)
