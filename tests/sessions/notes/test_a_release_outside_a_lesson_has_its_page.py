"""A release at home or with somebody else, recorded from the client's page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client, Episode
from practice.core.actor import enter_as
from practice.core.clock import today_in
from sessions.notes.models import ReleaseEvent
from sessions.notes.rules import NoteData, ReleaseData
from sessions.notes.services import save_draft, start_lesson
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db


def sent(episode: Episode, **more: Any) -> dict[str, Any]:
    at = {"episode": str(episode.pk), "released_on": today_in("America/Denver").isoformat()}
    said = {"muscle_group": "calves", "side": "right", "method": "at_home", "evidence": "felt"}
    return at | said | more


def stored(house: House) -> list[ReleaseEvent]:
    enter_as(house.boss)
    return list(ReleaseEvent.objects.visible_to(house.boss).order_by("id"))


def test_from_the_client_it_is_recorded_once(
    linden: House, nora: Client, episode: Episode, practitioner: Browser
) -> None:
    page, there = reverse("release_new", args=[nora.pk]), reverse("client_page", args=[nora.pk])
    assert f'href="{page}"' in practitioner.get(there).content.decode()
    form = practitioner.get(page).context["form"]
    assert "in_session" not in dict(form.fields["method"].choices)
    assert "cells" not in dict(form.fields["evidence"].choices)
    key = str(form["key"].value())
    for _press in range(2):
        answer = practitioner.post(page, sent(episode, key=key))
        assert answer["Location"] == there
    (release,) = stored(linden)
    assert (release.method, release.evidence, release.note_id) == ("at_home", "felt", None)
    episode.refresh_from_db()
    assert episode.released_on == release.released_on
    assert "Released: Calves" in practitioner.get(there).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"muscle_group": "heart"}, "muscle_group"),
        ({"side": ""}, "side"),
        ({"method": "in_session"}, "method"),
        ({"evidence": "cells"}, "evidence"),
        ({"released_on": "yesterday"}, "released_on"),
        ({"days": 2}, "released_on"),
        ({"episode": "another"}, "episode"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    linden: House,
    nora: Client,
    episode: Episode,
    practitioner: Browser,
    wrong: dict[str, Any],
    field: str,
) -> None:
    if days := wrong.get("days"):
        wrong = {"released_on": (today_in("America/Denver") + timedelta(days=days)).isoformat()}
    answer = practitioner.post(reverse("release_new", args=[nora.pk]), sent(episode) | wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert stored(linden) == []


def test_without_work_it_says_what_comes_first(nora: Client, practitioner: Browser) -> None:
    page = practitioner.get(reverse("release_new", args=[nora.pk])).content.decode()
    assert reverse("episode_new", args=[nora.pk]) in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_an_assistant_and_another_practice_do_not(
    harbour: House, linden: House, nora: Client, episode: Episode
) -> None:
    page = reverse("release_new", args=[nora.pk])
    assistant = sign_in("assistant@linden.example")
    assert assistant.post(page, sent(episode)).status_code == 403
    assert "releases/new" not in assistant.get(f"/clients/{nora.pk}/").content.decode()
    assert sign_in("owner@harbour.example").post(page, sent(episode)).status_code == 404
    assert stored(linden) == []


def test_one_recorded_by_mistake_is_taken_back(
    linden: House, nora: Client, episode: Episode, practitioner: Browser
) -> None:
    page, today = reverse("release_new", args=[nora.pk]), today_in("America/Denver")
    for days in (0, 3):
        day = (today - timedelta(days=days)).isoformat()
        practitioner.post(page, sent(episode, released_on=day))
    later, first = stored(linden)
    body = practitioner.get(page).content.decode()
    assert body.index(str(later.pk)) < body.index(str(first.pk))
    answer = practitioner.post(page, {"back": str(first.pk)}, follow=True)
    assert "Taken back." in answer.content.decode()
    assert [one.pk for one in stored(linden)] == [later.pk]
    episode.refresh_from_db()
    assert episode.released_on == today
    again = practitioner.post(page, {"back": str(first.pk)}, follow=True)
    assert "not recorded any more" in again.content.decode()
    practitioner.post(page, {"back": str(later.pk)})
    episode.refresh_from_db()
    assert not stored(linden)
    assert episode.released_on is None


def test_what_a_note_tells_is_not_taken_back_here(
    linden: House, nora: Client, episode: Episode, practitioner: Browser
) -> None:
    enter_as(linden.boss)
    note = start_lesson(actor=linden.boss, client=nora, episode=episode)
    told = NoteData(releases=(ReleaseData(muscle_group="calves", side="left"),))
    save_draft(actor=linden.boss, note=note, data=told, version=1)
    (release,) = stored(linden)
    page = reverse("release_new", args=[nora.pk])
    assert str(release.pk) not in practitioner.get(page).content.decode()
    answer = practitioner.post(page, {"back": str(release.pk)}, follow=True)
    assert "not recorded any more" in answer.content.decode()
    assert [one.pk for one in stored(linden)] == [release.pk]
    assert practitioner.post(page, {"back": "yesterday"}).status_code == 404
