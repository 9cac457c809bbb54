"""For somebody without a login a shared page is printed: every table stands open on paper."""

from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, expect

from clients.records.models import Client
from sessions.progress.course.parts import ProgressPart
from tests.browser import fits, sign_in_on
from tests.cast import House, sign_in
from tests.sessions.progress.courses import Writer
from tests.sessions.progress.sharing.acts import share, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, A4 = {"width": 360, "height": 740}, {"width": 794, "height": 1100}  # A4 at 96 dpi


def test_what_is_folded_on_screen_is_open_on_paper(
    chromium: Browser, live_server: Any, linden: House, nora: Client, today: None
) -> None:
    with transaction.atomic():
        Writer(linden, nora).everything()
    every = [part.value for part in ProgressPart]
    share(sign_in("practitioner@linden.example"), nora, *every)
    (kept,) = stored(linden)
    context = chromium.new_context(viewport=PHONE, base_url=live_server.url)  # type: ignore[arg-type]
    page = sign_in_on(context, "practitioner@linden.example")
    page.goto(f"/progress/{kept.pk}/")
    fits(page)
    tables = page.locator("details.more table")
    assert tables.count() > len(every)  # beside the pictures, and two that have none
    for table in tables.all():
        expect(table).not_to_be_visible()
    page.set_viewport_size(A4)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    for table in tables.all():
        expect(table).to_be_visible()
    context.close()
