"""What is felt, in the API: read, never written by a program."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from clients.sensing.queries import get_report, reports_where
from clients.sensing.serializers import SensationFilters, SensationOut
from practice.core.api import PracticeView


class SensationView(PracticeView):
    """How clearly clients feel places of the body, in a word, 0–10 and their own words."""

    scope = "sensations"
    serializer_class = SensationOut

    @extend_schema(parameters=[SensationFilters], responses=SensationOut(many=True))
    def list(self, request: Request) -> Response:
        """Reports, newest first, without those that were withdrawn."""
        self.actor.require("sensation.read")
        narrow: dict[str, Any] = self.narrowed(SensationFilters)
        return self.page_of(reports_where(self.actor, **narrow))

    def retrieve(self, request: Request, report_id: UUID) -> Response:
        """One report, withdrawn or not."""
        self.actor.require("sensation.read")
        return self.answer(get_report(self.actor, report_id))
