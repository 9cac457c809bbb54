"""Where a list goes on that is read page by page: the last row's name and id."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404


def cursor_of(name: str, pk: UUID) -> str:
    """What the page behind this row is asked for by."""
    return f"{name}|{pk}"


def behind(cursor: str, name: str, pk: str) -> Q:
    """What stands behind the last row of the page before, in the order of these two columns.

    The first condition bounds the index. Everything for "", Http404 for what is no cursor.
    """
    if not cursor:
        return Q()
    last_name, _sep, last = cursor.rpartition("|")
    try:
        same = Q(**{name: last_name, f"{pk}__gt": UUID(last)})
    except ValueError:
        raise Http404("cursor") from None
    if "\0" in last_name:  # which no stored name can have
        raise Http404("cursor")
    return Q(**{f"{name}__gte": last_name}) & (Q(**{f"{name}__gt": last_name}) | same)
