"""Phrases: the owner keeps them, the team reads them, another practice never sees them."""

from typing import Any

import pytest

from practice.core.actor import acting
from sessions.notes.models import Phrase
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db
TYPED = {"part": "observed", "text": "Head turns  late."}


def stored(house: House) -> list[tuple[Any, ...]]:
    with acting(house.boss) as boss:
        rows = Phrase.objects.visible_to(boss).order_by("part", "text")
        return list(rows.values_list("part", "text"))


def test_the_owner_adds_and_removes(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    assert browser.post("/settings/phrases/", TYPED).status_code == 302
    assert browser.post("/settings/phrases/", TYPED | {"part": "plan"}).status_code == 302
    assert stored(linden) == [("observed", "Head turns late."), ("plan", "Head turns late.")]
    assert "Head turns late." in browser.get("/settings/phrases/").content.decode()
    with acting(linden.boss) as boss:
        phrase = Phrase.objects.visible_to(boss).get(part="plan")
    assert browser.post(f"/settings/phrases/{phrase.pk}/remove/").status_code == 302
    assert stored(linden) == [("observed", "Head turns late.")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "   "},
        {"text": "x" * 301},
        {"text": "Head turns late."},
        {"part": "clients_words"},
        {"part": "content_hash"},
    ],
)
def test_a_wrong_phrase_is_said_and_nothing_is_written(
    linden: House, wrong: dict[str, str]
) -> None:
    browser = sign_in("owner@linden.example")
    browser.post("/settings/phrases/", TYPED)
    before = stored(linden)
    answer = browser.post("/settings/phrases/", TYPED | wrong)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert stored(linden) == before


def test_others_read_and_other_practices_find_nothing(harbour: House, linden: House) -> None:
    sign_in("owner@linden.example").post("/settings/phrases/", TYPED)
    with acting(linden.boss) as boss:
        path = f"/settings/phrases/{Phrase.objects.visible_to(boss).get().pk}/remove/"
    for role in ("practitioner", "trainee", "assistant"):
        browser = sign_in(f"{role}@linden.example")
        assert "Head turns late." in browser.get("/settings/phrases/").content.decode()
        assert browser.post("/settings/phrases/", TYPED | {"part": "plan"}).status_code == 403
        assert browser.post(path).status_code == 403
    foreign = sign_in("owner@harbour.example")
    assert "Head turns late." not in foreign.get("/settings/phrases/").content.decode()
    assert foreign.post(path).status_code == 404
    assert len(stored(linden)) == 1


def test_the_page_takes_few_statements(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    with statements() as adding:
        browser.post("/settings/phrases/", TYPED)
    with statements() as reading:
        browser.get("/settings/phrases/")
    assert len(adding) <= 12, "\n".join(adding)
    assert len(reading) <= 8, "\n".join(reading)


def test_many_stand_on_several_light_pages(linden: House) -> None:
    with acting(linden.boss) as boss:
        Phrase.objects.visible_to(boss).bulk_create(
            Phrase(practice_id=boss.practice_id, part=part, text=f"{n:03} {'ä' * 290}")
            for part in ("plan", "observed")
            for n in range(60)
        )
    browser = sign_in("owner@linden.example")
    pages = [browser.get(f"/settings/phrases/?page={n}").content for n in (1, 2, 3)]
    assert [page.count(b"items__act") for page in pages] == [50, 50, 20]
    assert b"Observed" in pages[0]  # as in the note: what was observed before the plan
    assert b"Plan" not in pages[0].split(b"Add a phrase")[0].split(b"items__name")[-1]
    assert b'rel="next"' not in pages[2]
    assert max(len(page.decode()) for page in pages) < 40_000
