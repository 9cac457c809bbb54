"""Booked time, and what is free, in the API."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from clients.records.queries import get_client
from practice.core.actor import Actor
from practice.core.api import ONCE, Conflict, PracticeView
from practice.core.models import Place
from practice.core.queries import places, teachers
from practice.core.services import AlreadyDone
from sessions.appointments import services
from sessions.appointments.queries import get_appointment
from sessions.appointments.queries.booked import appointments_where
from sessions.appointments.queries.offers import offers_between
from sessions.appointments.rules import Broken
from sessions.appointments.serializers import (
    AppointmentCancel,
    AppointmentFilters,
    AppointmentMove,
    AppointmentNew,
    AppointmentNoShow,
    AppointmentOut,
    AppointmentPutRight,
    AppointmentStep,
    AppointmentWhy,
    FreeSlotFilters,
    FreeSlotOut,
)
from sessions.appointments.services import BookingData, BreaksRules, JustTaken
from sessions.appointments.services.moving import MoveData
from sessions.appointments.services.taking import BROKEN_WORDS
from sessions.hours.queries import get_service


@contextmanager
def _conflicts() -> Iterator[None]:
    """What is in the way is a 409: with what is free nearby, or with what has to be confirmed."""
    try:
        yield
    except JustTaken as taken:
        nearest = [one.isoformat().replace("+00:00", "Z") for one in taken.nearest]
        raise Conflict(str(taken.message), code=taken.code, nearest=nearest) from None
    except BreaksRules as breaks:
        told = [ErrorDetail(str(BROKEN_WORDS[one]), code=one.value) for one in breaks.broken]
        raise Conflict({"confirm": told}) from None


def _place(actor: Actor, place_id: UUID | None) -> Place | None:
    """A place that is in use; None is online."""
    found = next((one for one in places(actor) if one.pk == place_id), None) if place_id else None
    if place_id and found is None:
        raise ValidationError({"place": ["No such place."]})
    return found


def _read(sent: dict[str, Any]) -> list[Broken]:
    """Which broken rules somebody has read, and wants it all the same."""
    return [Broken(code) for code in sent.get("confirm", [])]


class AppointmentView(PracticeView):
    """Who comes when, with whom, where."""

    scope = "appointments"
    serializer_class = AppointmentOut

    @extend_schema(parameters=[AppointmentFilters], responses=AppointmentOut(many=True))
    def list(self, request: Request) -> Response:
        """Appointments, newest first, those that were given up too."""
        self.actor.require("appointment.read")
        narrow: dict[str, Any] = self.narrowed(AppointmentFilters)
        return self.page_of(appointments_where(self.actor, **narrow).select_related("place"))

    @extend_schema(
        request=AppointmentNew,
        parameters=[ONCE],
        responses={201: AppointmentOut, 200: AppointmentOut},
    )
    def create(self, request: Request) -> Response:
        """Book somebody. The client is told by mail after three minutes, if they can be.

        409, `taken`, when somebody has the time, with `nearest`. 409 with the codes of the
        practice's own rules that it breaks: send these in `confirm` to book it all the same.
        """
        actor = self.actor
        actor.require("appointment.write")
        values = self.checked(AppointmentNew, request.data)
        client = get_client(actor, values["client"], "appointment.write")
        data = BookingData(
            service=get_service(actor, values["service"]),
            practitioner_id=values["practitioner"],
            place=_place(actor, values["place"]),
            starts_at=values["starts_at"],
            minutes=values.get("minutes"),
        )
        anyway, key = _read(values), self.once_key()
        try:
            with _conflicts():
                made = services.book_appointment(
                    actor=actor, client=client, data=data, anyway=anyway, key=key
                )
        except AlreadyDone as done:
            if done.object_id is None:
                raise
            return self._now(done.object_id)
        return self.answer(made, 201)

    def _now(self, appointment_id: UUID) -> Response:
        return self.answer(get_appointment(self.actor, appointment_id))

    def retrieve(self, request: Request, appointment_id: UUID) -> Response:
        """One appointment."""
        return self._now(appointment_id)

    @extend_schema(request=AppointmentMove)
    def partial_update(self, request: Request, appointment_id: UUID) -> Response:
        """Move it, with why if it is said. Refused as a booking is; 409, `stale`, when somebody
        changed it since."""
        actor = self.actor
        found = get_appointment(actor, appointment_id, "appointment.write")
        sent = self.checked(AppointmentMove, request.data, partial=True)
        if "version" not in sent:
            raise ValidationError({"version": ["Say which version you read."]}, code="required")
        place = _place(actor, sent["place"]) if "place" in sent else found.place
        data = MoveData(
            starts_at=sent.get("starts_at", found.starts_at),
            practitioner_id=sent.get("practitioner", found.practitioner_id),
            place=place,
        )
        with _conflicts():
            services.move_appointment(
                actor=actor,
                appointment_id=found.pk,
                data=data,
                why=sent.get("why", ""),
                words=sent.get("words", ""),
                anyway=_read(sent),
                version=sent["version"],
            )
        return self._now(found.pk)

    def _step(self, appointment_id: UUID, step: Callable[..., Any], **sent: Any) -> Response:
        with _conflicts():
            step(actor=self.actor, appointment_id=appointment_id, **sent)
        return self._now(appointment_id)

    @extend_schema(request=AppointmentCancel)
    def cancel(self, request: Request, appointment_id: UUID) -> Response:
        """Give the time back. Whether that is late is what was shown at booking."""
        sent = self.checked(AppointmentCancel, request.data)
        return self._step(appointment_id, services.cancel, **sent)

    @extend_schema(request=AppointmentStep)
    def confirm(self, request: Request, appointment_id: UUID) -> Response:
        """They have said that they come."""
        sent = self.checked(AppointmentStep, request.data)
        return self._step(appointment_id, services.confirm, **sent)

    @extend_schema(request=AppointmentStep)
    def arrive(self, request: Request, appointment_id: UUID) -> Response:
        """They are here, from its local day on; of somebody missed too, if the time is still
        theirs (409, `taken`, if it is not). In a class that is over they are `done`."""
        sent = self.checked(AppointmentStep, request.data)
        return self._step(appointment_id, services.arrive, **sent)

    @extend_schema(request=AppointmentStep)
    def finish(self, request: Request, appointment_id: UUID) -> Response:
        """The lesson was given; once it has begun."""
        sent = self.checked(AppointmentStep, request.data)
        return self._step(appointment_id, services.finish, **sent)

    @extend_schema(request=AppointmentNoShow)
    def no_show(self, request: Request, appointment_id: UUID) -> Response:
        """Nobody came and nobody said so; once it has begun, and while it has no note."""
        sent = self.checked(AppointmentNoShow, request.data)
        return self._step(appointment_id, services.mark_no_show, **sent)

    @extend_schema(request=AppointmentWhy)
    def why(self, request: Request, appointment_id: UUID) -> Response:
        """Why they did not come, where it says `no_show`; sent again, the newest holds."""
        sent = self.checked(AppointmentWhy, request.data)
        return self._step(appointment_id, services.say_why, **sent)

    @extend_schema(request=AppointmentPutRight)
    def put_right(self, request: Request, appointment_id: UUID) -> Response:
        """What was said by mistake: `arrived`, `done` and `no_show` are `booked` again while there
        is no note (409, `taken`, where the time is not theirs any more), `late_cancelled` is let
        pass as `cancelled`. Nobody is mailed."""
        sent = self.checked(AppointmentPutRight, request.data)
        return self._step(appointment_id, services.put_right, **sent)

    @extend_schema(request=None)
    def undo(self, request: Request, appointment_id: UUID) -> Response:
        """Take back the last step, if it was yours within three minutes; nobody is mailed of it."""
        return self._step(appointment_id, services.undo)


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
