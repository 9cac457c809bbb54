"""Which programs run, have begun or are over, by each client's own day: rules.py as conditions."""

from typing import Any

from django.db.models import DateField, F, Func, Q, QuerySet, Value

from practice.core.clock import now
from sessions.programs.models import HomeProgram
from sessions.programs.rules import HomeProgramState

RUNNING = (HomeProgramState.ACTIVE, HomeProgramState.PAUSED)


class _DayThere(Func):
    """The date that an instant has in a zone, by UTC where it is not known."""

    function = "supple_day_there"
    output_field = DateField()


def client_today(client: str = "client__") -> Any:
    """The client's own day, of rows that lead to one by `client`."""
    return _DayThere(Value(now()), F(f"{client}timezone"))


def is_over() -> Q:
    """Whether the last day of one that ran is over: it has ended, before anybody says so."""
    return Q(state__in=RUNNING, ends_on__isnull=False, ends_on__lt=client_today())


def still_running(rows: QuerySet[HomeProgram]) -> QuerySet[HomeProgram]:
    """Those that run or rest and are not over."""
    return rows.filter(~is_over(), state__in=RUNNING)


def of_state(rows: QuerySet[HomeProgram], state: HomeProgramState) -> QuerySet[HomeProgram]:
    """Those that are in a state as it is told: what is over has ended."""
    if state is HomeProgramState.ENDED:
        return rows.filter(is_over() | Q(state=state))
    return rows.filter(~is_over(), state=state)


def begun(rows: QuerySet[HomeProgram]) -> QuerySet[HomeProgram]:
    """Those whose first day has come; not one that was ended before it."""
    came = rows.exclude(state=HomeProgramState.DRAFT).exclude(started_on__gt=client_today())
    return came.exclude(ended_on__lt=F("started_on"))
