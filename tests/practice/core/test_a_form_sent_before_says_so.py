"""A key that was used leads to what it made then, and says so; never to a fault."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from clients.records.models import Client, Episode
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.core.models import Once
from sessions.notes.models import SessionNote
from sessions.programs.models import HomeProgram
from tests.cast import House, sign_in
from tests.sessions.programs import building

SAID = "This form was sent before"


@pytest.fixture
def forms(linden: House, nora: Client) -> dict[str, dict[str, object]]:
    """What a browser sends from each form that makes something."""
    with acting(linden.boss) as boss:
        episode = building.episode_of(boss, nora)
        row = {"movement": building.movement(boss).pk, "phase": "free", "minutes": 4}
        program = building.form_data(boss, row)
    day = today_in(linden.boss.zone).isoformat()
    return {
        "/clients/new/": {"given_name": "Second", "timezone": "America/Denver"},
        f"/clients/{nora.pk}/episodes/new/": {"concern": "A stiff neck"},
        f"/clients/{nora.pk}/sessions/new/": {"episode": str(episode.pk), "held_on": day},
        f"/clients/{nora.pk}/programs/new/": program,
    }


def _counts(house: House) -> Iterator[int]:
    with acting(house.boss) as boss:
        for model in (Client, Episode, SessionNote, HomeProgram):
            yield model.objects.visible_to(boss).count()


def test_a_repeat_is_led_to_the_first_and_told(
    linden: House, forms: dict[str, dict[str, object]]
) -> None:
    browser = sign_in("practitioner@linden.example")
    for address, data in forms.items():
        sent = data | {"key": str(uuid4())}
        first = browser.post(address, sent)
        assert first.status_code == 302, first.content.decode()[:3000]
        browser.get(first["Location"])
        before = list(_counts(linden))
        again = browser.post(address, sent)
        assert again["Location"] == first["Location"], address
        assert SAID in browser.get(again["Location"]).content.decode(), address
        assert list(_counts(linden)) == before


def test_a_key_of_something_else_is_no_fault(
    linden: House, forms: dict[str, dict[str, object]]
) -> None:
    browser = sign_in("practitioner@linden.example")
    key = uuid4()
    with acting(linden.boss) as boss:
        once = Once(practice_id=boss.practice_id, key=key, action="something", user_id=boss.user_id)
        once.save(force_insert=True)
    before = list(_counts(linden))
    for address, data in forms.items():
        answer = browser.post(address, data | {"key": str(key)}, follow=True)
        assert answer.status_code == 200, address
        assert SAID in answer.content.decode(), address
    assert list(_counts(linden)) == before
