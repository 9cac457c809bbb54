"""Services in the API: read."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from practice.core.api import PracticeView
from sessions.hours.queries import get_service, services_where
from sessions.hours.serializers import ServiceFilters, ServiceOut


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

    def retrieve(self, request: Request, service_id: UUID) -> Response:
        """One service."""
        return self.answer(get_service(self.actor, service_id))
