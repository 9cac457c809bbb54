"""One page a client can be shown: every part with its numbers, of one time or of all."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from sessions.progress.course.parts import ProgressPart
from tests.sessions.progress.courses import Writer

pytestmark = pytest.mark.django_db


def page_of(browser: Browser, writer: Writer, query: str = "") -> str:
    address = reverse("client_progress", args=[writer.client.pk])
    answer = browser.get(f"{address}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_part_is_there(nora_works: Writer, practitioner: Browser) -> None:
    nora_works.everything()
    page = page_of(practitioner, nora_works)
    for part in ProgressPart:
        assert f'id="{part.value}"' in page
    assert page.count('class="plot"') >= 6


def test_without_anything_there_are_words(nora_works: Writer, practitioner: Browser) -> None:
    page = page_of(practitioner, nora_works)
    assert '<svg class="plot"' not in page
