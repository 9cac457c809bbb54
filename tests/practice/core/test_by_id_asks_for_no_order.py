"""A door reads one row by its id, and no order is made for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practice.core.actor import acting
from practice.core.models import Membership
from tests.cast import House


@pytest.mark.django_db
def test_it_is_the_one_that_the_id_names_and_nothing_is_ordered(linden: House) -> None:
    with acting(linden.boss), CaptureQueriesContext(connection) as told:
        rows = Membership.objects.visible_to(linden.boss).order_by("name")
        assert rows.by_id(linden.trainee.pk) == linden.trainee
        assert rows.by_id(linden.practice.pk) is None
    asked = [one["sql"] for one in told.captured_queries if "practice_membership" in one["sql"]]
    assert len(asked) == 2
    assert not any("ORDER BY" in sql for sql in asked)
