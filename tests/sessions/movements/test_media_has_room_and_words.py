"""How much room a practice has for media, who may send one, and where all its words stand."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import acting
from sessions.movements.media.rules import MEDIA_MOST
from sessions.movements.models import Movement, MovementMedia
from sessions.movements.services import add_movement
from sessions.programs.models import HomeProgram
from tests.cast import House, sign_in
from tests.clients.files.conftest import Kept
from tests.clients.files.making import sent
from tests.drill.pages.full_media import practised
from tests.sessions.movements import writing
from tests.sessions.programs import building

NORA = "nora@clients.example"
MOST_HTML = 40_000


@pytest.fixture
def jaw(linden: House) -> Movement:
    with acting(linden.boss) as boss:
        return add_movement(actor=boss, data=writing.data())


@pytest.fixture
def full(kept: Kept, linden: House, nora: Client) -> HomeProgram:
    with acting(linden.boss) as boss:
        episode = building.episode_of(boss, nora)
    return practised(linden, nora, episode)


def _post(movement: Movement, who: str = "practitioner") -> Any:
    told: dict[str, Any] = {"title": "The pace", "transcript": "Typed at length."}
    told["file"] = sent(writing.SOUND, "pace.mp3", "audio/mpeg")
    return sign_in(f"{who}@linden.example").post(f"/library/{movement.pk}/media/new/", told)


def _rows(house: House) -> list[MovementMedia]:
    with acting(house.boss) as boss:
        return list(MovementMedia.objects.visible_to(boss).order_by("id"))


def _boss() -> Browser:
    return sign_in("owner@linden.example")


def test_a_practice_has_so_much_room_and_is_told_beside_the_field(
    kept: Kept, linden: House, jaw: Movement, settings: Any
) -> None:
    settings.SUPPLE_PRACTICE_MEDIA_BYTES = 2 * len(writing.SOUND)
    with acting(linden.boss) as boss:
        other = building.movement(boss, "washrag")
    assert [_post(one).status_code for one in (jaw, other)] == [302, 302]

    answer = _post(jaw)

    assert answer.status_code == 422
    words = str(answer.context["form"].errors["file"])
    assert "have room for 0 MB, and 0 MB are left" in words
    assert "Typed at length." in answer.content.decode()
    assert (len(_rows(linden)), len(kept.names())) == (2, 2)


def test_another_practice_has_room_of_its_own(
    kept: Kept, harbour: House, jaw: Movement, settings: Any
) -> None:
    settings.SUPPLE_PRACTICE_MEDIA_BYTES = len(writing.SOUND)
    with acting(harbour.boss) as boss:
        writing.in_library(boss, harbour)
    assert _post(jaw).status_code == 302


@pytest.mark.parametrize("who", ["trainee", "assistant"])
def test_of_who_may_not_add_one_nothing_is_written(
    kept: Kept,
    linden: House,
    jaw: Movement,
    who: str,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not even for the moment until the door is shut: a form's token is read before it."""
    monkeypatch.setattr("practice.core.uploads.Upload", None)  # opening one would be a fault
    browser, token = sign_in(f"{who}@linden.example"), "t" * 32
    browser.handler.enforce_csrf_checks = True
    browser.cookies[settings.CSRF_COOKIE_NAME] = token
    file = sent(writing.SOUND, "pace.mp3", "audio/mpeg")
    told = {"csrfmiddlewaretoken": token, "title": "The pace", "file": file}
    answer = browser.post(f"/library/{jaw.pk}/media/new/", told)
    assert answer.status_code == 403
    assert answer.wsgi_request.POST["title"] == "The pace"
    assert _rows(linden) == []


def test_they_are_counted_while_nobody_else_adds_one(
    kept: Kept, linden: House, jaw: Movement
) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert _post(jaw).status_code == 302
    told = [one["sql"] for one in asked.captured_queries]
    held = next(n for n, sql in enumerate(told) if "FOR NO KEY UPDATE" in sql and "movement" in sql)
    counted = next(n for n, sql in enumerate(told) if "COUNT(*)" in sql and "movementmedia" in sql)
    assert held < counted


def test_a_practice_with_all_of_it_stays_light(full: HomeProgram) -> None:
    page = sign_in(NORA).get(f"/portal/practice/{full.pk}/").content
    assert len(page) <= MOST_HTML
    words = page.decode()
    assert words.count("<audio") == 4
    assert words.count(f"{MEDIA_MOST - 1} more to see or to hear") == 4
    assert words.count("All that is said in it") == 4


@pytest.mark.parametrize(
    ("who", "name"),
    [(NORA, "portal_media_page"), ("trainee@linden.example", "media_page")],
)
def test_all_that_is_said_has_a_page(full: HomeProgram, linden: House, who: str, name: str) -> None:
    """And from there each of the others can be reached."""
    rows = _rows(linden)
    media = [one for one in rows if one.movement_id == rows[0].movement_id]

    answer = sign_in(who).get(reverse(name, args=[media[5].pk]))

    assert len(answer.content) <= MOST_HTML
    page = answer.content.decode()
    assert media[5].transcript.strip() in page
    assert "All that is said in it" not in page
    there = [one for one in media if f'"{reverse(name, args=[one.pk])}"' in page]
    assert len(there) == MEDIA_MOST - 1


def test_the_movements_own_page_has_its_first_words(full: HomeProgram, linden: House) -> None:
    page = _boss().get(f"/library/{_rows(linden)[0].movement_id}/").content
    assert len(page) <= MOST_HTML
    assert page.decode().count("All that is said in it") == MEDIA_MOST


def test_nobody_elses_words_are_read(
    full: HomeProgram, linden: House, jaw: Movement, harbour: House
) -> None:
    theirs = _rows(linden)[0]
    with acting(linden.boss) as boss:
        given_to_nobody = writing.media(boss, linden, jaw)
    answers = [
        sign_in(who).get(reverse(name, args=[media.pk])).status_code
        for who, name, media in (
            (NORA, "portal_media_page", theirs),
            (NORA, "portal_media_page", given_to_nobody),
            (NORA, "media_page", theirs),
            ("owner@harbour.example", "media_page", theirs),
        )
    ]
    assert answers == [200, 404, 403, 404]
