"""A client's progress in the API: read, never written."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from practice.core.api import PracticeView
from sessions.progress.course.given import EVERYTHING
from sessions.progress.course.queries import Asked, progress_of
from sessions.progress.course.serializers import ProgressFilters, ProgressOut, as_sent


class ProgressView(PracticeView):
    """What the work did for a client: the numbers of their progress, part by part."""

    scope = "progress"
    serializer_class = ProgressOut

    @extend_schema(parameters=[ProgressFilters], responses=ProgressOut)
    def retrieve(self, request: Request, client_id: UUID) -> Response:
        """A client's progress in the course of work that goes on, another one, or all."""
        self.actor.require("note.read")
        period = self.narrowed(ProgressFilters).get("period", "")
        found = progress_of(self.actor, client_id, period, asked=Asked(everything=EVERYTHING))
        if period and found.period.key != period:
            raise exceptions.ValidationError({"period": ["No such course of work."]})
        return self.answer(as_sent(found))
