"""A client's page begins with the newest; what was earlier is one press away."""

from datetime import timedelta

import pytest

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from clients.symptoms.rules import Side
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.dashboard.history import MOST
from sessions.notes.models import ReleaseMethod
from sessions.notes.services import record_release
from tests.cast import House, sign_in
from tests.sessions.programs import building
from tests.world import build_world

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
    assert page.count("Released:") == MOST - 1  # and that the work was opened
    assert "?earlier=1#h-time" in page
    whole = shown(nora, "?earlier=1")
    assert whole.count("Released:") == MOST + 3
    assert "Show what was earlier" not in whole


def test_a_short_story_has_nothing_earlier(linden: House, nora: Client) -> None:
    released(linden, nora, 2)
    assert "?earlier=1" not in shown(nora)


def told(page: str) -> set[str]:
    """Which kinds the timeline tells of."""
    words = {"lesson": ">Lesson 1<", "release": "Released:", "practice": "Practised once"}
    words["intake"] = '<h3><a href="/intakes/'
    return {kind for kind, word in words.items() if word in page}


def test_one_kind_alone_in_the_address(linden: House, nora: Client) -> None:
    build_world(linden, nora)
    released(linden, nora, 2)
    everything = {"lesson", "release", "practice", "intake"}
    for query in ("", "?kind=nonsense", "?kind="):
        assert told(shown(nora, query)) == everything
    for kind in everything:
        page = shown(nora, f"?kind={kind}")
        assert told(page) == {kind}
        assert f'href="?kind={kind}#h-time" aria-current="page"' in page


def test_a_kind_and_what_was_earlier_go_together(linden: House, nora: Client) -> None:
    build_world(linden, nora)
    released(linden, nora, MOST + 3)
    page = shown(nora, "?kind=release")
    assert page.count("Released:") == MOST
    assert 'href="?kind=release&amp;earlier=1#h-time"' in page
    whole = shown(nora, "?kind=release&earlier=1")
    assert whole.count("Released:") == MOST + 3
    assert 'href="?kind=lesson&amp;earlier=1#h-time"' in whole
    assert "Nothing of this kind" in shown_empty(linden)


def shown_empty(house: House) -> str:
    """Somebody of whom nothing is known, asked for their lessons."""
    with acting(house.boss) as boss:
        return shown(create_client(actor=boss, data=ClientData(given_name="A")), "?kind=lesson")
