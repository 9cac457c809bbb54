"""Booked time, and every change of it. Nothing of either is deleted.

That nobody is in two lessons at once is held by exclusion constraints on half-open ranges, written
over plain columns: row security lets an index answer comparisons of these, and not of ranges.
"""

from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client, Episode
from practice.core.actor import Actor
from practice.core.tenancy import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from sessions.appointments.models.series import AppointmentSeries
from sessions.appointments.models.work import Session
from sessions.appointments.rules import GIVEN_UP, LIVE, LONGEST, PUT_RIGHT, AppointmentState, Why
from sessions.hours.models import Service

STATE_WORDS = {
    AppointmentState.BOOKED: _("booked"),
    AppointmentState.CONFIRMED: _("confirmed"),
    AppointmentState.ARRIVED: _("arrived"),
    AppointmentState.DONE: _("done"),
    AppointmentState.LATE_CANCELLED: _("cancelled late"),
    AppointmentState.CANCELLED: _("cancelled"),
    AppointmentState.NO_SHOW: _("did not come"),
}
WHY_WORDS = {
    Why.FEELING_BETTER: _("feeling better"),
    Why.WORSE: _("feeling worse"),
    Why.ILL: _("ill"),
    Why.WORK: _("work"),
    Why.TRAVEL: _("travelling"),
    Why.MONEY: _("money"),
    Why.FORGOT: _("forgot it"),
    Why.NOT_KNOWN: _("not known: no answer"),
    Why.OTHER: _("something else"),
    Why.PRACTICE: _("the practice cannot"),
}
# Steps that let time go: it was given up, or moved away from there.
FREES_TIME = Q(to_state__in=sorted(state.value for state in GIVEN_UP)) | Q(
    was_starts_at__isnull=False
)
IS_LIVE = Q(state__in=[state.value for state in LIVE])
STATES = [(state.value, STATE_WORDS[state]) for state in AppointmentState]


class TsTzRange(Func):
    """A half-open range of two instants, for a constraint."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def _never_twice(name: str, whose: str, since: str, until: str, condition: Q) -> Any:
    """Of the same one no two live ones overlap; one that ends as another begins is beside it."""
    half_open = RangeBoundary(inclusive_lower=True, inclusive_upper=False)
    return ExclusionConstraint(
        name=name,
        expressions=[
            (F(whose), RangeOperators.EQUAL),
            (TsTzRange(since, until, half_open), RangeOperators.OVERLAPS),
        ],
        condition=condition,
    )


class ClientKey(TenantForeignKey):
    """Whose an appointment is; a class has none, and the managers keep the two apart.

    So whoever reads an appointment finds its client, and need not ask whether there is one.
    """

    def __init__(self, to: Any, **kwargs: Any) -> None:
        super().__init__(to, **{**kwargs, "null": True})


class BookedManager[M: models.Model](TenantManager[M]):
    """The door to appointments: time that is booked for somebody, places in classes among it."""

    def visible_to(self, actor: Actor, action: str | None = None) -> TenantQuerySet[M]:
        """Rows within reach, without the classes themselves."""
        return super().visible_to(actor, action).filter(client__isnull=False)


class Appointment(TenantModel):
    """Time that is booked for a client with somebody, at a place or online (`place` None).

    `starts_at` to `ends_at` is the lesson itself; `blocked_from` to `blocked_until` holds what is
    kept free around it too. What was meant is the local date and time in `zone`: the place's, or
    the practice's online. `policy` is what was shown at booking. Without `booked_by` the client
    booked it, or their `guardian`. `holds_place`: the place takes one lesson at a time. Of a
    series, `series_day` is the local day that it was first meant for, wherever it was moved.

    A class is such a row without a client: it takes the time of whoever gives it and of its place,
    has `places` and counts those `taken` (kept by a trigger of migration 0037). A place in it is
    an appointment of its client's, which leads to its `group_class` and takes the client's time
    alone.
    """

    subject = "appointment"
    client_path = "client__"
    client = ClientKey(Client)
    practitioner = TenantForeignKey("practice.Membership")
    service = TenantForeignKey(Service)
    place = TenantForeignKey("practice.Place", null=True)
    episode = TenantForeignKey(Episode, null=True)
    session = TenantForeignKey(Session, null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    blocked_from = models.DateTimeField()
    blocked_until = models.DateTimeField()
    holds_place = models.BooleanField(default=False, db_default=False)
    local_date = models.DateField()
    local_time = models.TimeField()
    zone = models.CharField(max_length=64)
    state = models.CharField(max_length=14, choices=STATES, default=AppointmentState.BOOKED.value)
    policy = models.JSONField(default=dict)
    booked_by = TenantForeignKey("practice.Membership", null=True)
    guardian = TenantForeignKey("clients.Guardian", null=True)
    booked_at = models.DateTimeField()
    series = TenantForeignKey(AppointmentSeries, null=True)
    series_day = models.DateField(null=True)
    group_class = TenantForeignKey("self", null=True)
    places = models.PositiveSmallIntegerField(null=True)
    taken = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    objects: ClassVar[BookedManager[Self]] = BookedManager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(client__isnull=False, places=None, taken=None)
                | Q(
                    client=None,
                    places__gte=1,
                    taken__gte=0,
                    group_class=None,
                    episode=None,
                    session=None,
                    series=None,
                ),
                name="appointment_of_a_client_or_a_class",
            ),
            models.CheckConstraint(
                condition=Q(taken=None) | Q(taken__lte=F("places")),
                name="class_has_a_place_for_each",
            ),
            models.CheckConstraint(
                condition=Q(group_class=None) | Q(holds_place=False),
                name="class_holds_the_place",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in AppointmentState]),
                name="appointment_state_known",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at"))
                & Q(blocked_from__lte=F("starts_at"))
                & Q(blocked_until__gte=F("ends_at"))
                & Q(blocked_until__lte=F("blocked_from") + LONGEST),
                name="appointment_ends_later",
            ),
            models.CheckConstraint(
                condition=Q(booked_by=None) | Q(guardian=None), name="appointment_of_one_side"
            ),
            models.CheckConstraint(
                condition=Q(holds_place=False) | Q(place__isnull=False),
                name="appointment_holds_a_place",
            ),
            models.CheckConstraint(
                condition=Q(series=None, series_day=None)
                | Q(series__isnull=False, series_day__isnull=False),
                name="appointment_of_a_series_has_its_day",
            ),
            models.UniqueConstraint(
                fields=("practice", "series", "series_day"), name="one_appointment_a_series_day"
            ),
            _never_twice(
                "one_lesson_a_practitioner",
                "practitioner",
                "blocked_from",
                "blocked_until",
                IS_LIVE & Q(group_class=None),
            ),
            _never_twice("one_lesson_a_client", "client", "starts_at", "ends_at", IS_LIVE),
            _never_twice(
                "one_lesson_a_place",
                "place",
                "blocked_from",
                "blocked_until",
                IS_LIVE & Q(holds_place=True),
            ),
        )
        indexes = (
            models.Index(fields=("practice", "starts_at"), name="appointment_day"),
            models.Index(
                fields=("practice", "practitioner", "blocked_from"),
                name="appointment_practitioner",
                condition=IS_LIVE,
            ),
            models.Index(fields=("practice", "client", "starts_at"), name="appointment_client"),
            models.Index(
                fields=("practice", "group_class"),
                name="appointment_in_class",
                condition=Q(group_class__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.local_date} {self.local_time:%H:%M}"

    @property
    def online_room(self) -> str:
        """Under which address it is given, where it is given online and somebody said that."""
        return "" if self.place_id else self.practitioner.online_room

    @property
    def free_places(self) -> int:
        """How many can still come into a class."""
        return (self.places or 0) - (self.taken or 0)


class AppointmentChange(TenantModel):
    """One step of an appointment: who, when, and why; what it was before, if it was moved.

    `from_state` "" is the booking. Without `made_by` the client did it, or their `guardian`.
    `undone_at`: it was taken back within its minutes, before anybody was told. Steps that were
    one act of a series have the same `together`, and one mail.
    """

    subject = "appointment"
    client_path = "appointment__client__"
    appointment = TenantForeignKey(Appointment, related_name="changes")
    from_state = models.CharField(max_length=14, choices=STATES, blank=True)
    to_state = models.CharField(max_length=14, choices=STATES)
    at = models.DateTimeField()
    made_by = TenantForeignKey("practice.Membership", null=True)
    guardian = TenantForeignKey("clients.Guardian", null=True)
    why = models.CharField(
        max_length=16, blank=True, choices=[(why.value, WHY_WORDS[why]) for why in Why]
    )
    words = models.CharField(max_length=200, blank=True)
    was_starts_at = models.DateTimeField(null=True)
    was_practitioner = TenantForeignKey("practice.Membership", null=True)
    was_place = TenantForeignKey("practice.Place", null=True)
    was_zone = models.CharField(max_length=64, blank=True)
    undone_at = models.DateTimeField(null=True)
    together = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(made_by=None) | Q(guardian=None), name="change_of_one_side"
            ),
            models.CheckConstraint(
                condition=Q(was_starts_at=None, was_practitioner=None)
                | Q(was_starts_at__isnull=False, was_practitioner__isnull=False),
                name="change_was_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(why__in=["", *(why.value for why in Why)]), name="change_why_known"
            ),
        )
        indexes = (
            models.Index(fields=("practice", "appointment", "at"), name="change_trail"),
            models.Index(
                fields=("practice", "together"),
                name="change_together",
                condition=Q(together__isnull=False),
            ),
            models.Index(fields=("practice", "at"), name="change_freeing", condition=FREES_TIME),
        )

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"

    @property
    def says_why(self) -> bool:
        """Whether it only tells, later, why they did not come."""
        return self.from_state == self.to_state == AppointmentState.NO_SHOW

    @property
    def puts_right(self) -> bool:
        """Whether it says that what was said before was wrong."""
        return self.was_starts_at is None and self.to_state == PUT_RIGHT.get(self.from_state)  # type: ignore[call-overload]
