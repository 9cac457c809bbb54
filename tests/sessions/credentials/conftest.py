"""A practice, its store of files empty before each test, and a day on which it all happens."""

from datetime import date
from typing import Any

import pytest

from practice.core.actor import acting
from practice.core.clock import today_in
from sessions.credentials.models import Credential
from tests.cast import House
from tests.clients.files.conftest import Kept, kept

__all__ = ["Kept", "kept"]


@pytest.fixture
def today(linden: House) -> date:
    return today_in(linden.practice.timezone)


def rows(house: House) -> list[Credential]:
    """All there are, in their order."""
    with acting(house.boss):
        return list(Credential._base_manager.order_by("member_id", "position", "pk"))


def typed(**more: Any) -> dict[str, Any]:
    """What is sent of a form; an empty field is sent empty."""
    told = {"name": "Registered movement teacher", "issuer": "ISMETA", "awarded_year": "2014"}
    empty = dict.fromkeys(("awarded_month", "awarded_day", "expires_on", "evidence_url"), "")
    return {**empty, **told, **more}


def in_days(today: date, days: int) -> date:
    return date.fromordinal(today.toordinal() + days)
