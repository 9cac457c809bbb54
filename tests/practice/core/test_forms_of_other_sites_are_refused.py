"""A form from another site carries no token of ours: refused everywhere but where mail asks."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver

from practice.core.actor import acting
from practice.core.models import Place
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db


def patterns(entries: Any = None) -> Iterator[URLPattern]:
    for entry in get_resolver().url_patterns if entries is None else entries:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns)
        else:
            yield entry


def test_only_what_brings_its_own_proof_is_exempt() -> None:
    """Beside the API, whose tokens no browser sends by itself; no more does it a phone's."""
    exempt = {p.name for p in patterns() if getattr(p.callback, "csrf_exempt", False)}
    pages = {name for name in exempt if not str(name).startswith("api_")}
    off = {"messages_off_link", "offers_off_link", "appointment_reminders_off_link"}
    off |= {"check_ins_off_link", "morning_off_link"}
    assert pages == {"unsubscribe_link", "phone_log", "mail_events"} | off


def test_every_form_asks_for_its_token(linden: House) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.cookies = sign_in("owner@linden.example").cookies
    form = {"name": "Back room", "timezone": "America/Denver"}
    for method in ("post", "put", "patch", "delete"):
        assert getattr(browser, method)("/settings/places/", form).status_code == 403
    assert browser.post("/accounts/login/", {"login": "x@y.example"}).status_code == 403
    with acting(linden.boss) as boss:
        assert not Place.objects.visible_to(boss).filter(name="Back room").exists()
