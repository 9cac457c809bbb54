"""The page and its paper stay within twelve statements, however much there is of a client."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.symptoms.rules import BODY_REGIONS_BY_CODE
from tests.sessions.progress.courses import TODAY, WEEK, Writer

pytestmark = pytest.mark.django_db
MOST = 12
HTML_MOST = 40_000  # bytes, also of three years of weeks
WHOLE_MOST = 100_000  # with all of one part: 150 rows with long words


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


@pytest.mark.parametrize("part", ["severity", "sensation"])
def test_all_of_a_part_has_a_limit_too(
    nora_works: Writer, practitioner: Browser, part: str
) -> None:
    nora_works.episode.opened_on = TODAY - 200 * WEEK
    nora_works.everything(weeks=200)
    for place in list(BODY_REGIONS_BY_CODE)[:14]:
        for n in range(14):
            nora_works.felt(TODAY - n * WEEK, "clear", region=place, words="x" * 120)
    address = reverse("client_progress", args=[nora_works.client.pk])
    _n, answer = statements(lambda: practitioner.get(f"{address}?all={part}"))
    assert b"The table leaves out" in answer.content
    assert len(answer.content) <= WHOLE_MOST, len(answer.content)
