"""A client's page begins with the newest; what was earlier is one press away."""

from datetime import timedelta

import pytest

from clients.records.models import Client
from clients.symptoms.rules import Side
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.dashboard.client_page import MOST
from sessions.notes.models import ReleaseMethod
from sessions.notes.services import record_release
from tests.cast import House, sign_in
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db


def released(house: House, client: Client, times: int) -> None:
    """Something let go at home, day after day."""
    with acting(house.boss) as boss:
        episode = building.episode_of(boss, client)
        for days in range(times):
            record_release(
                actor=boss,
                episode=episode,
                muscle_group="iliopsoas",
                side=Side.LEFT,
                method=ReleaseMethod.AT_HOME,
                released_on=today_in(boss.zone) - timedelta(days=days),
            )


def shown(client: Client, query: str = "") -> str:
    """The page as the owner sees it."""
    page = sign_in("owner@linden.example").get(f"/clients/{client.pk}/{query}")
    return page.content.decode()


def test_the_newest_first_and_the_rest_on_request(linden: House, nora: Client) -> None:
    released(linden, nora, MOST + 3)
    page = shown(nora)
    assert page.count("Released:") == MOST
    assert "?earlier=1#h-time" in page
    whole = shown(nora, "?earlier=1")
    assert whole.count("Released:") == MOST + 3
    assert "?earlier=1" not in whole


def test_a_short_story_has_nothing_earlier(linden: House, nora: Client) -> None:
    released(linden, nora, 2)
    assert "?earlier=1" not in shown(nora)
