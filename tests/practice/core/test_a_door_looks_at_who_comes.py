"""A door asks itself who comes, wherever its page is mounted."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from practice.core.actor import Actor
from practice.core.models import User
from practice.core.pages import portal_page, staff_page
from practice.core.rules import Role

HERE = (staff_page, Role.PRACTITIONER), (portal_page, Role.CLIENT)


def visit(door: Callable[..., Any], role: Role | None) -> int:
    """What a page answers to somebody whom both doors' action would let in."""
    request: Any = RequestFactory().get("/anywhere/")
    request.user = User(email="x@people.example")
    request.actor = role and Actor(practice_id=uuid4(), role=role, client_id=uuid4())
    page = door("movement.read")(lambda _request: HttpResponse("in"))
    answer: HttpResponse = page(request)
    return answer.status_code


@pytest.mark.parametrize(("door", "role"), HERE)
def test_it_opens_to_its_own(door: Callable[..., Any], role: Role) -> None:
    assert visit(door, role) == 200


@pytest.mark.parametrize(
    ("door", "role"),
    [(staff_page, Role.CLIENT), (portal_page, Role.PRACTITIONER), *((d, None) for d, _ in HERE)],
)
def test_and_to_nobody_else(door: Callable[..., Any], role: Role | None) -> None:
    with pytest.raises(PermissionDenied):
        visit(door, role)
