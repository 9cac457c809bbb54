"""The radar in the API: read, never written by a program."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from clients.records.queries import get_client
from practice.core.api import PracticeView
from sessions.progress.radar.queries import newest_of
from sessions.progress.radar.serializers import RadarOut


class RadarView(PracticeView):
    """What speaks for a return of somebody's old pattern, with its reasons."""

    scope = "radar"
    serializer_class = RadarOut

    @extend_schema(responses=RadarOut)
    def retrieve(self, request: Request, client_id: UUID) -> Response:
        """A client's newest verdict; 404 where they were never judged."""
        self.actor.require("radar.read")
        client = get_client(self.actor, client_id, "radar.read")
        shot = newest_of(self.actor, client.pk)
        if shot is None:
            raise Http404("radar")
        return self.answer(shot)
