"""Practice logs in the API."""

from typing import Any
from uuid import UUID, uuid4

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from practice.core.api import ONCE, PracticeView
from sessions.practice_logs.models import LogSource
from sessions.practice_logs.queries import get_practice_log, logs_where
from sessions.practice_logs.serializers import PracticeLogFilters, PracticeLogIn, PracticeLogOut
from sessions.practice_logs.services import LogData, log_practice


class PracticeLogView(PracticeView):
    """What clients did at home."""

    scope = "practice_logs"
    serializer_class = PracticeLogOut

    @extend_schema(parameters=[PracticeLogFilters], responses=PracticeLogOut(many=True))
    def list(self, request: Request) -> Response:
        """Logs, newest first."""
        self.actor.require("practice_log.read")
        narrow: dict[str, Any] = self.narrowed(PracticeLogFilters)
        return self.page_of(logs_where(self.actor, **narrow))

    @extend_schema(
        request=PracticeLogIn,
        parameters=[ONCE],
        responses={201: PracticeLogOut, 200: PracticeLogOut},
    )
    def create(self, request: Request) -> Response:
        """Add a log for today, the client's day. A repeat with the same key is 200."""
        self.actor.require("practice_log.write")
        values = self.checked(PracticeLogIn, request.data)
        key = values.pop("client_key", None) or self.once_key() or uuid4()
        logged = log_practice(
            actor=self.actor,
            home_program_id=values.pop("home_program"),
            data=LogData(item_ids=values.pop("items"), **values),
            source=LogSource.API,
            client_key=key,
        )
        return self.answer(logged.log, 201 if logged.is_new else 200)

    def retrieve(self, request: Request, log_id: UUID) -> Response:
        """One log."""
        return self.answer(get_practice_log(self.actor, log_id))
