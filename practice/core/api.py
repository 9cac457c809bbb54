"""What the API shares: pages, one place for refusals, keys that make a create happen once."""

from typing import Any, cast
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import InterfaceError, OperationalError
from drf_spectacular.utils import OpenApiParameter
from drf_standardized_errors.handler import exception_handler as standardized
from psycopg_pool import PoolTimeout
from rest_framework import exceptions, serializers, status
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from practice.core.actor import Actor, NotAllowed, SuppleRequest
from practice.core.errors import DomainError, Stale
from practice.core.services import AlreadyDone

KEY_LENGTH = 200
ONCE = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    description="Any text of yours, up to 200 characters. A repeat with the same key makes "
    "nothing new and answers 200 with what the first one made.",
)


class Pages(CursorPagination):
    """Pages of 50 by id, newest first; `?cursor=` walks on, `?page_size=` up to 200."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class Conflict(exceptions.APIException):
    """Somebody was faster, or the key was used for something else."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class Unprocessable(exceptions.ValidationError):
    """A rule of the domain said no."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY


def _as_api_error(error: Exception) -> Exception:
    if isinstance(error, NotAllowed):
        return exceptions.PermissionDenied("Your role may not do this.")
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
    answer: Response | None = standardized(_as_api_error(error), context)
    return answer


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
