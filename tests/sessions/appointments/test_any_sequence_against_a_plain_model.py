"""Any sequence of bookings, moves, cancellations and second thoughts, against a plain model.

The model knows that no two lessons of one practitioner, or of one client, are at the same time.
What the database holds is compared after each step.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practice.core.actor import acting
from practice.core.errors import DomainError
from sessions.appointments import services
from sessions.appointments.models import Appointment
from sessions.appointments.rules import LIVE
from sessions.appointments.services import JustTaken
from sessions.appointments.services.moving import MoveData
from tests.booking import at, booked
from tests.sessions.appointments.conftest import DAY, Desk

LESSON = timedelta(minutes=60)
QUARTERS, WHICH, TWO = st.integers(0, 11), st.integers(0, 5), st.integers(0, 1)
ACTS = st.one_of(
    st.tuples(st.just("book"), QUARTERS, TWO, TWO),
    st.tuples(st.just("move"), QUARTERS, WHICH, TWO),
    st.tuples(st.just("cancel"), st.just(0), WHICH, st.just(0)),
    st.tuples(st.just("undo"), st.just(0), WHICH, st.just(0)),
)
type Standing = tuple[datetime, int, bool]  # from when, with whom, whether it holds


@dataclass
class One:
    """An appointment as the model knows it, and how it stood before each of its steps."""

    pk: Any
    whose: int
    standing: Standing
    before: list[Standing]


@dataclass
class Model:
    """Lists and comparisons, nothing else."""

    rows: list[One] = field(default_factory=list)

    def fits(self, whose: int, there: Standing, but: One | None = None) -> bool:
        start, member, live = there
        return not live or not any(
            one is not but
            and one.standing[2]
            and (one.standing[1] == member or one.whose == whose)
            and abs(one.standing[0] - start) < LESSON
            for one in self.rows
        )


@given(acts=st.lists(ACTS, min_size=1, max_size=14))
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_the_database_holds_what_the_model_says(desk: Desk, acts: list[Any]) -> None:
    with transaction.atomic():
        model = Model()
        for verb, quarter, which, member in acts:
            start = at(DAY, 9) + timedelta(minutes=15 * quarter)
            if verb == "book":
                book(desk, model, which, (start, member, True))
            elif model.rows:
                one = model.rows[which % len(model.rows)]
                change(desk, model, verb, one, (start, member, one.standing[2]))
            with acting(desk.house.boss) as boss:
                rows = Appointment.objects.visible_to(boss).filter(state__in=LIVE)
                stored = sorted(rows.values_list("pk", "starts_at"))
            live = [one for one in model.rows if one.standing[2]]
            assert stored == sorted((one.pk, one.standing[0]) for one in live)
        transaction.set_rollback(True)


def book(desk: Desk, model: Model, whose: int, there: Standing) -> None:
    start, member, _live = there
    members = [desk.house.practitioner, desk.house.owner]
    fits = model.fits(whose, there)
    try:
        made = booked(desk.ours, (desk.nora, desk.nell)[whose], members[member], start, anyway=True)
    except JustTaken:
        assert not fits
        return
    assert fits
    model.rows.append(One(made.pk, whose, there, [(start, member, False)]))


def change(desk: Desk, model: Model, verb: str, one: One, there: Standing) -> None:
    members = [desk.house.practitioner, desk.house.owner]
    start, member, was_live = there
    if verb == "cancel":
        there = (one.standing[0], one.standing[1], False)
    if verb == "undo":
        there = one.before[-1] if one.before else one.standing
    fits = model.fits(one.whose, there, one)
    may = bool(one.before) if verb == "undo" else was_live
    data = MoveData(starts_at=start, practitioner_id=members[member].pk, place=desk.place)
    try:
        with acting(desk.ours) as ours:
            told: dict[str, Any] = {"actor": ours, "appointment_id": one.pk}
            if verb == "move":
                changed = services.move_appointment(data=data, anyway=True, **told) is not None
            else:
                changed = True
                services.cancel(why="work", **told) if verb == "cancel" else services.undo(**told)
    except JustTaken:
        assert may
        assert not fits
        return
    except DomainError:
        assert not may
        return
    assert may
    assert fits
    if verb == "undo":
        one.before.pop()
    elif changed:
        one.before.append(one.standing)
    one.standing = there
