"""Booked time, and what is free, in the API: read."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from clients.records.queries import get_client
from practice.core.api import PracticeView
from practice.core.queries import teachers
from sessions.appointments.queries import get_appointment
from sessions.appointments.queries.booked import appointments_where
from sessions.appointments.queries.offers import offers_between
from sessions.appointments.serializers import (
    AppointmentFilters,
    AppointmentOut,
    FreeSlotFilters,
    FreeSlotOut,
)
from sessions.hours.queries import get_service


class AppointmentView(PracticeView):
    """Who comes when, with whom, where."""

    scope = "appointments"
    serializer_class = AppointmentOut

    @extend_schema(parameters=[AppointmentFilters], responses=AppointmentOut(many=True))
    def list(self, request: Request) -> Response:
        """Appointments, newest first, those that were given up too."""
        self.actor.require("appointment.read")
        narrow: dict[str, Any] = self.narrowed(AppointmentFilters)
        return self.page_of(appointments_where(self.actor, **narrow))

    def retrieve(self, request: Request, appointment_id: UUID) -> Response:
        """One appointment."""
        return self.answer(get_appointment(self.actor, appointment_id))


class FreeSlotView(PracticeView):
    """What is free; a list that ends, without pages."""

    scope = "appointments"
    serializer_class = FreeSlotOut
    pagination_class = None  # type: ignore[assignment]

    @extend_schema(parameters=[FreeSlotFilters], responses=FreeSlotOut(many=True), filters=False)
    def list(self, request: Request) -> Response:
        """When a service can begin with somebody, at most 60 days at once, in order."""
        actor = self.actor
        actor.require("appointment.read")
        asked = self.narrowed(FreeSlotFilters)
        service, whose = get_service(actor, asked["service"]), asked["practitioner"]
        if whose not in {one.pk for one in teachers(actor)}:
            raise ValidationError({"practitioner": ["Nobody of this id gives lessons here."]})
        client = get_client(actor, asked["client"]) if "client" in asked else None
        client_id = client.pk if client else None
        found = offers_between(actor, service, whose, client_id, asked["first"], asked["last"])
        if "place" in asked:
            found = [one for one in found if one.place_id == asked["place"]]
        return Response(FreeSlotOut(found, many=True).data)
