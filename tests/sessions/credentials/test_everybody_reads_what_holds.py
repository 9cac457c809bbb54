"""The public page shows what is public and holds today, in the order of whoever holds it."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting, enter
from practice.core.clock import clock_at
from sessions.credentials.models import Credential
from sessions.credentials.queries import public_rows
from sessions.public_page.models import PublicProfile
from sessions.public_page.queries import NOBODY
from tests.cast import House
from tests.public import put_credential, put_public
from tests.sessions.credentials.conftest import in_days

pytestmark = pytest.mark.django_db


def read(house: House) -> str:
    answer = Browser().get(f"/p/{house.practice.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_who_awarded_it_and_the_year(linden: House) -> None:
    put_public(linden)
    put_credential(linden, name="Of old", issuer="", awarded_year=None)
    put_credential(linden, name="By somebody", issuer="Somebody", awarded_year=None)
    put_credential(linden, name="Of a day", issuer="", awarded_month=5, awarded_day=4)
    body = read(linden)
    assert "Novato Institute, 1990" in body
    assert ">Somebody<" in body
    assert not re.search(r"\bMay\b", body)  # tokens are random letters
    assert body.index("Novato") < body.index("Of old") < body.index("By somebody")


def test_what_is_not_public_or_holds_no_more_is_not_there(linden: House, today: date) -> None:
    put_public(linden)
    put_credential(linden, name="Kept to myself", is_public=False)
    put_credential(linden, name="Ended", expires_on=in_days(today, -1))
    put_credential(linden, name="Ends today", expires_on=today)
    body = read(linden)
    assert "Kept to myself" not in body
    assert "Ended" not in body
    assert "Ends today" in body


def test_what_is_not_public_is_not_even_asked_for(linden: House) -> None:
    """Also by who reads more than a visitor does."""
    put_public(linden)
    put_credential(linden, name="Kept to myself", is_public=False)
    with acting(linden.boss):
        rows = PublicProfile._base_manager.annotate(told=public_rows("practice_id", "member_id"))
        (told,) = rows.values_list("told", flat=True)
    assert [one["name"] for one in told] == ["Certified in Hanna Somatic Education"]


def test_its_last_day_ends_by_the_clock_of_the_practice(linden: House) -> None:
    put_public(linden)
    put_credential(linden, name="To the last", expires_on=date(2030, 6, 30))
    evening = datetime(2030, 7, 1, 5, 30, tzinfo=UTC)  # in Denver it is half past eleven, June 30
    with clock_at(evening):
        assert "To the last" in read(linden)
    with clock_at(datetime(2030, 7, 1, 6, 30, tzinfo=UTC)):
        assert "To the last" not in read(linden)


def test_somebody_who_is_not_shown_shows_none(linden: House) -> None:
    put_public(linden)
    with acting(linden.boss):
        Credential._base_manager.update(member=linden.owner)
    assert "Novato Institute" not in read(linden)


def test_it_takes_three_statements_however_many_there_are(
    linden: House, django_assert_max_num_queries: Any
) -> None:
    put_public(linden)
    read(linden)
    counts = []
    for _round in range(2):
        with django_assert_max_num_queries(20) as found:
            read(linden)
        counts.append(len(found))
        for number in range(5):
            put_credential(linden, name=f"Number {number}")
    assert counts[0] == counts[1]


def test_row_security_shows_a_client_what_is_public_alone(linden: House, nora: Client) -> None:
    """Also where the code above asked for more; and a client writes none."""
    put_credential(linden, name="Public")
    put_credential(linden, name="Kept to myself", is_public=False)
    for client_id in (NOBODY, nora.pk):
        enter(practice_id=linden.practice.pk, client_id=client_id)
        assert list(Credential._base_manager.values_list("name", flat=True)) == ["Public"]
    with connection.cursor() as cursor, pytest.raises(Exception, match="row-level security"):
        cursor.execute("UPDATE care_sessions_credential SET name = 'Mine'")
