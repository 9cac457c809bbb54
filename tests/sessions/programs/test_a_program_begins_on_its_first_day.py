"""Before its first day a program waits: nothing is today's practice, and nothing is logged."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import clock_at, now, today_in
from sessions.practice_logs.models import PracticeLog
from sessions.programs.rules import has_begun
from tests.cast import House, sign_in
from tests.sessions.programs import building

TENTH = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("today", "begun"), [(date(2026, 12, 9), False), (TENTH, True), (date(2026, 12, 11), True)]
)
def test_it_has_begun_from_its_first_day_on(today: date, begun: bool) -> None:
    assert has_begun(TENTH, today) is begun


def test_without_a_first_day_it_has() -> None:
    assert has_begun(None, TENTH)


@pytest.mark.django_db
def test_until_then_it_is_read_and_not_logged(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        first = today_in(nora.timezone) + timedelta(days=3)
        program = building.running(boss, nora, starts_on=first)
    assert program.started_on == first
    browser, page = sign_in("nora@clients.example"), reverse("portal_practice", args=[program.pk])
    sent = {"client_key": str(uuid4()), "done": "yes"}
    home, player = (browser.get(path).content.decode() for path in (reverse("portal_home"), page))
    for body in (home, player):
        assert "It begins on" in body
        assert date_format(first, "j F") in body
    assert "Read it" in home
    assert 'name="done"' not in player
    refused = browser.post(page, sent)
    assert refused.status_code == 422
    with acting(linden.boss) as boss:
        assert not PracticeLog.objects.visible_to(boss).exists()
    with clock_at(now() + timedelta(days=3)):
        browser = sign_in("nora@clients.example")
        begun = browser.get(page).content.decode()
        assert 'name="done"' in begun
        assert "It begins on" not in begun
        assert browser.post(page, sent).status_code == 302
    with acting(linden.boss) as boss:
        assert PracticeLog.objects.visible_to(boss).get().local_date == first
