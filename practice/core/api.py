"""What the API shares: pages, one place for refusals, keys that make a create happen once."""

import re
from datetime import time
from typing import Any, cast
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import InterfaceError, OperationalError
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction, OpenApiParameter, extend_schema_field
from drf_standardized_errors.handler import exception_handler as standardized
from psycopg_pool import PoolTimeout
from rest_framework import exceptions, serializers, status
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from practice.core.actor import Actor, NotAllowed, SuppleRequest
from practice.core.errors import DomainError, Moved, Stale
from practice.core.services import AlreadyDone

KEY_LENGTH = 200
ONCE = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    description="Any text of yours, up to 200 characters. A repeat with the same key makes "
    "nothing new and answers 200 with what the first one made.",
)


# A time of day as OpenAPI has no format for: its "time" wants a zone.
CLOCK_TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"


class Pages(CursorPagination):
    """Pages of 50 by id, newest first; `?cursor=` walks on, `?page_size=` up to 200."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

    def get_page_size(self, request: Request) -> int | None:
        """As many as asked for, up to the most; ValidationError for what is no number."""
        asked = request.query_params.get(self.page_size_query_param)
        if asked is not None and not re.fullmatch("0*[1-9][0-9]{0,8}", asked):
            raise exceptions.ValidationError(
                {self.page_size_query_param: ["A whole number from 1."]}
            )
        return super().get_page_size(request)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Say the smallest number too."""
        parameters: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        for parameter in parameters:
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"] = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
        return parameters


class Conflict(exceptions.APIException):
    """Somebody was faster, or it waits for a confirmation, or the key was used for something else.

    `more` stands beside the errors, as `Refusal` describes it.
    """

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"

    def __init__(self, detail: Any, code: str | None = None, **more: Any) -> None:
        super().__init__(detail, code)
        self.more = more


class Unprocessable(exceptions.ValidationError):
    """A rule of the domain said no."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY


def _as_api_error(error: Exception) -> Exception:
    if isinstance(error, NotAllowed):
        return exceptions.PermissionDenied("Your role may not do this.")
    if isinstance(error, Moved):
        return Conflict(f"This record became part of {error.now}.", code="merged")
    if isinstance(error, Stale):
        return Conflict(str(error.message), code="stale")
    if isinstance(error, AlreadyDone):
        return Conflict("This Idempotency-Key was used for something else.", code="key_used")
    if isinstance(error, DomainError):
        field = error.field or "non_field_errors"
        return Unprocessable({field: [str(error.message)]}, code=error.code)
    return error


def exception_handler(error: Exception, context: Any) -> Response | None:
    """Every refusal in one shape; a lost database is left to the middleware's 503."""
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        return None
    said = _as_api_error(error)
    answer: Response | None = standardized(said, context)
    if answer is not None and isinstance(said, Conflict):
        answer.data |= said.more
    return answer


class Words(serializers.CharField):
    """What somebody wrote. A number is no text, as the schema says; Django REST would take it."""

    def to_internal_value(self, data: Any) -> str:
        """Text as it was sent."""
        if not isinstance(data, str):
            self.fail("invalid")
        words: str = super().to_internal_value(data)
        return words


@extend_schema_field({"type": "string", "pattern": CLOCK_TIME, "examples": ["07:30"]})
class ClockTime(serializers.TimeField):
    """A time of day without a zone, by the clock of the client or the place: 07:30."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)

    def to_internal_value(self, value: Any) -> time:
        """Two digits, a colon, two digits; seconds may follow."""
        if not isinstance(value, str) or not re.fullmatch(CLOCK_TIME, value):
            self.fail("invalid", format="hh:mm")
        found: time = super().to_internal_value(value)
        return found


class Error(serializers.Serializer[Any]):
    """One thing that was wrong; `attr` names the field, or is null."""

    code = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField(allow_null=True)


class Refusal(serializers.Serializer[Any]):
    """What every answer of 400 and above says."""

    type = serializers.CharField()
    errors = Error(many=True)  # type: ignore[assignment]
    nearest = serializers.ListField(
        child=serializers.DateTimeField(),
        required=False,
        help_text="With the code `taken`: up to three starts that are free nearby, at the same"
        " place.",
    )


class Schema(AutoSchema):
    """Says of each operation which refusals it may answer with; all have one shape."""

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction=direction)
        for status_code in map(str, self._refusals()):
            if status_code not in bodies:
                body = self._get_response_for_code(Refusal, status_code)  # type: ignore[no-untyped-call]
                bodies[status_code] = body
        return bodies

    def _refusals(self) -> list[int]:
        parameters = self._get_parameters()
        found = [401, 403, 406, 503]
        if self.get_request_serializer() is not None:
            found += [404, 415]  # what its body names may not be there
        if any(parameter["in"] == "path" for parameter in parameters) or self._is_list_view():
            found += [404]  # so is a cursor of no page
        if self.get_request_serializer() is not None or any(
            parameter["in"] in {"query", "header"} for parameter in parameters
        ):
            found += [400]
        if self.method in {"POST", "PATCH", "PUT"}:
            found += [409, 422]
        return sorted(found)


class PracticeView(GenericViewSet[Any]):
    """A view of the API: acts through the same doors and services as the pages.

    `scope` is the word before ":read" and ":write" in a token's scopes.
    """

    scope = ""
    filter_backends = ()
    pagination_class = Pages

    @property
    def actor(self) -> Actor:
        """Whom the token acts as."""
        return cast(SuppleRequest, self.request._request).actor

    def checked(
        self, serializer: type[serializers.Serializer[Any]], data: Any, **options: Any
    ) -> dict[str, Any]:
        """Input as values, by an allow-list; ValidationError names what is wrong."""
        form = serializer(data=data, **options)
        form.is_valid(raise_exception=True)
        values: dict[str, Any] = form.validated_data
        return values

    def narrowed(self, filters: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """What a list is narrowed by; a word that no filter has is refused, never passed over."""
        asked = self.request.query_params.dict()
        known = {*filters().fields, "cursor", Pages.page_size_query_param}
        if unknown := sorted(set(asked) - known):
            raise exceptions.ValidationError({name: ["No such filter."] for name in unknown})
        return self.checked(filters, asked)

    def once_key(self) -> UUID | None:
        """The Idempotency-Key as our kind of key, apart for each person."""
        key = self.request.headers.get("Idempotency-Key", "")
        if len(key) > KEY_LENGTH:
            raise exceptions.ValidationError({"Idempotency-Key": ["At most 200 characters."]})
        return uuid5(NAMESPACE_URL, f"{self.actor.user_id} {key}") if key else None

    def page_of(self, rows: Any) -> Response:
        """One page of a list, in this view's own shape."""
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer_class()(page, many=True).data)

    def answer(self, thing: Any, status_code: int = status.HTTP_200_OK) -> Response:
        """One thing, in this view's own shape."""
        return Response(self.get_serializer_class()(thing).data, status=status_code)
