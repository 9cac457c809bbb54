"""Written in the settings, looked at beforehand; found in the portal from the first release on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from clients.records.models import Client, Episode
from clients.records.rules import EpisodeOutcome
from clients.records.services import close_episode
from practice.core.actor import NotAllowed, acting
from practice.core.errors import Stale
from sessions.notes.models import ReleaseEvent
from sessions.understanding.library import NEXT_STEPS_TITLE
from sessions.understanding.models import NextSteps
from sessions.understanding.rules import SAID_FOR_DAYS
from sessions.understanding.services import write_next_steps
from tests.cast import House, sign_in
from tests.sessions.programs import building

NORA, OWNER = "nora@clients.example", "owner@linden.example"
NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)
SAID = "Something let go"


def stored(house: House) -> NextSteps:
    with acting(house.boss) as boss:
        return NextSteps.objects.visible_to(boss).get()


def sent(**more: Any) -> dict[str, Any]:
    return {"title": "And now?", "body": "Walk.", "is_offered": "on", "version": 1, **more}


@pytest.fixture
def episode(linden: House, nora: Client) -> Episode:
    with acting(linden.boss) as boss:
        return building.episode_of(boss, nora)


def at_home(moment: datetime) -> str:
    with time_machine.travel(moment, tick=False):
        return sign_in(NORA).get(reverse("portal_home")).content.decode()


def release(house: House, episode: Episode) -> ReleaseEvent:
    with time_machine.travel(NOON, tick=False), acting(house.boss) as boss:
        return building.release(boss, episode)


def test_before_a_release_there_is_nothing(linden: House, nora: Client, episode: Episode) -> None:
    browser = sign_in(NORA)
    assert browser.get(reverse("portal_next_steps", args=[episode.pk])).status_code == 404
    assert SAID not in at_home(NOON)
    assert "Your next steps" not in browser.get(reverse("portal_cards")).content.decode()


def test_from_the_day_of_the_release_home_says_it_and_later_it_is_still_there(
    linden: House, nora: Client, episode: Episode
) -> None:
    release(linden, episode)
    address = reverse("portal_next_steps", args=[episode.pk])
    for days in (0, 1, SAID_FOR_DAYS):
        body = at_home(NOON + timedelta(days=days))
        assert SAID in body
        assert f'href="{address}"' in body
    assert SAID not in at_home(NOON + timedelta(days=SAID_FOR_DAYS + 1))
    browser = sign_in(NORA)
    assert f'href="{address}"' in browser.get(reverse("portal_cards")).content.decode()
    assert NEXT_STEPS_TITLE in browser.get(address).content.decode()


def test_taken_back_it_is_gone(linden: House, nora: Client, episode: Episode) -> None:
    release(linden, episode)
    with acting(linden.boss):
        Episode._base_manager.filter(pk=episode.pk).update(released_on=None)
    address = reverse("portal_next_steps", args=[episode.pk])
    assert sign_in(NORA).get(address).status_code == 404


def test_a_closed_course_is_not_said_at_home_and_stays_readable(
    linden: House, nora: Client, episode: Episode
) -> None:
    release(linden, episode)
    with time_machine.travel(NOON, tick=False), acting(linden.boss) as boss:
        close_episode(actor=boss, episode=episode, outcome=EpisodeOutcome.PARTLY, reason="Moved.")
    assert SAID not in at_home(NOON)
    address = reverse("portal_next_steps", args=[episode.pk])
    assert sign_in(NORA).get(address).status_code == 200


def test_where_none_is_offered_nobody_finds_it(
    linden: House, nora: Client, episode: Episode
) -> None:
    release(linden, episode)
    browser = sign_in(OWNER)
    browser.post(reverse("next_steps"), {k: v for k, v in sent().items() if k != "is_offered"})
    assert not stored(linden).is_offered
    assert SAID not in at_home(NOON)
    hers = sign_in(NORA)
    assert hers.get(reverse("portal_next_steps", args=[episode.pk])).status_code == 404
    assert "Your next steps" not in hers.get(reverse("portal_cards")).content.decode()


def test_a_preview_shows_what_was_typed_and_keeps_nothing(linden: House) -> None:
    browser = sign_in(OWNER)
    answer = browser.post(reverse("next_steps"), sent(preview="1", link="example.org"))
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "as it would be read; not saved yet" in body
    assert '<h2 id="h-shown">And now?</h2>' in body
    assert "<p>Walk.</p>" in body
    assert stored(linden).title == NEXT_STEPS_TITLE


def test_it_is_written_and_read_as_it_was_written(
    linden: House, nora: Client, episode: Episode
) -> None:
    release(linden, episode)
    browser = sign_in(OWNER)
    answer = browser.post(reverse("next_steps"), sent(link="example.org/program"))
    assert answer.status_code == 302
    body = sign_in(NORA).get(reverse("portal_next_steps", args=[episode.pk])).content.decode()
    for words in ("And now?", "<p>Walk.</p>", "https://example.org/program", "at example.org"):
        assert words in body


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "--"}, "Please name it."),
        ({"body": " "}, "This field is required."),
        ({"body": "so " * 2000}, "Please shorten it."),
        ({"link": "nowhere"}, "This leads nowhere."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    linden: House, wrong: dict[str, str], words: str
) -> None:
    answer = sign_in(OWNER).post(reverse("next_steps"), sent(**wrong))
    assert answer.status_code == 422
    (field,) = wrong
    assert words in str(answer.context["form"].errors[field])
    assert stored(linden).version == 1


def test_who_comes_second_is_shown_both_texts(linden: House) -> None:
    browser = sign_in(OWNER)
    browser.post(reverse("next_steps"), sent(title="First"))
    second = browser.post(reverse("next_steps"), sent(title="Second"))
    body = second.content.decode()
    assert second.status_code == 409
    assert 'id="h-newer">First' in body
    assert 'value="Second"' in body
    assert stored(linden).title == "First"
    version = second.context["form"]["version"].value()
    browser.post(reverse("next_steps"), sent(title="Second", version=version))
    assert stored(linden).title == "Second"
    told: dict[str, Any] = {"body": "Walk.", "link": "", "is_offered": True}
    with acting(linden.boss) as boss, pytest.raises(Stale):
        write_next_steps(actor=boss, title="Third", version=1, **told)


def test_who_may_not_write_reads_it(linden: House) -> None:
    browser = sign_in("trainee@linden.example")
    body = browser.get(reverse("next_steps")).content.decode()
    assert NEXT_STEPS_TITLE in body
    assert "Look at it first" not in body
    assert browser.post(reverse("next_steps"), sent()).status_code == 403
    told: dict[str, Any] = {
        "title": "And now?",
        "body": "Walk.",
        "link": "",
        "is_offered": True,
        "version": 1,
    }
    with acting(linden.actor(linden.trainee)) as trainee, pytest.raises(NotAllowed):
        write_next_steps(actor=trainee, **told)
