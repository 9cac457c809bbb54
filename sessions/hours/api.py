"""Services, hours of every week and time off in the API."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from practice.core.api import ONCE, PracticeView
from practice.core.services import AlreadyDone
from sessions.hours.queries import get_service, services_where
from sessions.hours.serializers import (
    ServiceChange,
    ServiceFilters,
    ServiceIn,
    ServiceOut,
    TimeOffChange,
    TimeOffFilters,
    TimeOffNew,
    TimeOffOut,
    WeekFilters,
    WeekIn,
    WeekOut,
)
from sessions.hours.services import (
    ServiceData,
    TimeOffData,
    WeekRow,
    add_service,
    change_time_off,
    edit_service,
    keep_week,
    remove_time_off,
    retire_service,
    take_time_off,
)
from sessions.hours.whose import (
    get_time_off,
    look_at_time_off,
    mark_of,
    standing_week,
    times_off_where,
    who_works,
)

KEPT = tuple(ServiceData.__dataclass_fields__)
MEANT = tuple(TimeOffData.__dataclass_fields__)


class ServiceView(PracticeView):
    """What can be booked."""

    scope = "appointments"
    serializer_class = ServiceOut

    @extend_schema(parameters=[ServiceFilters], responses=ServiceOut(many=True))
    def list(self, request: Request) -> Response:
        """Services, newest first, retired ones too."""
        self.actor.require("service.read")
        narrow: dict[str, Any] = self.narrowed(ServiceFilters)
        return self.page_of(services_where(self.actor, **narrow))

    @extend_schema(
        request=ServiceIn, parameters=[ONCE], responses={201: ServiceOut, 200: ServiceOut}
    )
    def create(self, request: Request) -> Response:
        """Offer something of the practice's own."""
        data = ServiceData(**self.checked(ServiceIn, request.data))
        try:
            made = add_service(actor=self.actor, data=data, key=self.once_key())
        except AlreadyDone as done:
            if done.object_id is None:
                raise
            return self.answer(get_service(self.actor, done.object_id))
        return self.answer(made, 201)

    def retrieve(self, request: Request, service_id: UUID) -> Response:
        """One service."""
        return self.answer(get_service(self.actor, service_id))

    @extend_schema(request=ServiceChange)
    def partial_update(self, request: Request, service_id: UUID) -> Response:
        """Change what is booked from now on. 409 when somebody changed it since."""
        actor = self.actor
        stored = get_service(actor, service_id, "service.write")
        sent = self.checked(ServiceChange, request.data, partial=True)
        if "version" not in sent:
            raise ValidationError({"version": ["Say which version you read."]}, code="required")
        version = sent.pop("version")
        data = ServiceData(**{name: getattr(stored, name) for name in KEPT} | sent)
        changed = edit_service(actor=actor, service_id=service_id, data=data, version=version)
        return self.answer(changed)

    @extend_schema(request=None)
    def retire(self, request: Request, service_id: UUID) -> Response:
        """Offer it no more; what was booked stays."""
        return self.answer(retire_service(actor=self.actor, service_id=service_id, retired=True))

    @extend_schema(request=None)
    def offer(self, request: Request, service_id: UUID) -> Response:
        """Offer it again."""
        return self.answer(retire_service(actor=self.actor, service_id=service_id, retired=False))


class WeekView(PracticeView):
    """When somebody works, every week."""

    scope = "appointments"
    serializer_class = WeekOut
    pagination_class = None  # type: ignore[assignment]

    def _week(self, practitioner: UUID, place: UUID | None) -> Response:
        rows = standing_week(self.actor, practitioner, place)
        told = {"practitioner": practitioner, "place": place, "hours": rows, "mark": mark_of(rows)}
        return self.answer(told)

    @extend_schema(parameters=[WeekFilters])
    def retrieve(self, request: Request) -> Response:
        """Hours of every week of somebody at a place, or online."""
        self.actor.require("hours.read")
        asked = self.narrowed(WeekFilters)
        whose = asked["practitioner"]
        if whose not in {one.pk for one in who_works(self.actor)}:
            raise Http404("practitioner")
        return self._week(whose, asked.get("place"))

    @extend_schema(request=WeekIn)
    def update(self, request: Request) -> Response:
        """Keep these hours in place of all that stand there. 409 when somebody changed those."""
        sent = self.checked(WeekIn, request.data)
        rows = [WeekRow(field=f"hours.{n}.begins", **row) for n, row in enumerate(sent["hours"])]
        whose, place = sent["practitioner"], sent["place"]
        keep_week(
            actor=self.actor, practitioner_id=whose, place_id=place, rows=rows, mark=sent["mark"]
        )
        return self._week(whose, place)


class TimeOffView(PracticeView):
    """When somebody is away."""

    scope = "appointments"
    serializer_class = TimeOffOut

    @extend_schema(parameters=[TimeOffFilters], responses=TimeOffOut(many=True))
    def list(self, request: Request) -> Response:
        """Time off, newest first, what is over too."""
        self.actor.require("hours.read")
        narrow: dict[str, Any] = self.narrowed(TimeOffFilters)
        return self.page_of(times_off_where(self.actor, **narrow))

    @extend_schema(
        request=TimeOffNew, parameters=[ONCE], responses={201: TimeOffOut, 200: TimeOffOut}
    )
    def create(self, request: Request) -> Response:
        """Take somebody out of the calendar for a while. What is booked then stays."""
        sent = self.checked(TimeOffNew, request.data)
        whose, key = sent.pop("practitioner"), self.once_key()
        data = TimeOffData(**sent)
        try:
            made = take_time_off(actor=self.actor, practitioner_id=whose, data=data, key=key)
        except AlreadyDone as done:
            if done.object_id is None:
                raise
            return self.answer(look_at_time_off(self.actor, done.object_id))
        return self.answer(made, 201)

    def retrieve(self, request: Request, time_off_id: UUID) -> Response:
        """One."""
        return self.answer(look_at_time_off(self.actor, time_off_id))

    @extend_schema(request=TimeOffChange)
    def partial_update(self, request: Request, time_off_id: UUID) -> Response:
        """Be away at another time, or for another reason; what is not sent stays."""
        stored = get_time_off(self.actor, time_off_id)
        sent = self.checked(TimeOffChange, request.data, partial=True)
        data = TimeOffData(**{name: getattr(stored, name) for name in MEANT} | sent)
        return self.answer(change_time_off(actor=self.actor, time_off_id=time_off_id, data=data))

    def destroy(self, request: Request, time_off_id: UUID) -> Response:
        """Work after all."""
        remove_time_off(actor=self.actor, time_off=get_time_off(self.actor, time_off_id))
        return Response(status=204)
