"""The page and its paper stay within twelve statements, however much there is of a client."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.sessions.progress.courses import TODAY, WEEK, Writer

pytestmark = pytest.mark.django_db
MOST = 12
HTML_MOST = 40_000  # bytes, also of three years of weeks


def statements(call: Any) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as seen:
        answer = call()
    assert answer.status_code == 200
    return len([q for q in seen if "SAVEPOINT" not in q["sql"]]), answer


def test_it_never_grows_with_what_there_is(nora_works: Writer, practitioner: Browser) -> None:
    address = reverse("client_progress", args=[nora_works.client.pk])
    practitioner.get(address)  # the first look of a minute also notes that somebody is there
    few, _answer = statements(lambda: practitioner.get(address))
    nora_works.episode.opened_on = TODAY - 156 * WEEK
    nora_works.everything(weeks=156)
    many, answer = statements(lambda: practitioner.get(address))
    assert few == many <= MOST
    assert len(answer.content) <= HTML_MOST
    paper, _answer = statements(
        lambda: practitioner.get(reverse("client_progress_paper", args=[nora_works.client.pk]))
    )
    assert paper <= MOST
