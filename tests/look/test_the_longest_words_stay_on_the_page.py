"""Long names, names from right to left, two hundred tags and phrases: no page runs off sideways."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from clients.records.models import Client, Tag
from clients.records.services import ClientData, create_client, open_episode, tag_client
from practice.core.actor import Actor, acting
from sessions.notes.models import Phrase
from sessions.notes.services import start_lesson
from tests.browser import sign_in_on
from tests.cast import House

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
ARABIC = "عبد الرحمن المنصوري " * 5


def _fill(actor: Actor) -> Client:
    here = actor.practice_id
    tags = [Tag(practice_id=here, name=f"{n}{WORD}"[:40], folded=str(n)) for n in range(200)]
    tags = Tag.objects.visible_to(actor).bulk_create(tags)
    Phrase.objects.visible_to(actor).bulk_create(
        Phrase(practice_id=here, part="observed", text=f"{n} {WORD}"[:300]) for n in range(200)
    )
    client = create_client(
        actor=actor,
        data=ClientData(
            given_name=WORD[:120],
            family_name=ARABIC[:100],
            preferred_name=WORD[:120],
            email=f"{'a' * 60}@{'b' * 60}.example",
            phone="+1 505 555 0100",
        ),
    )
    tag_client(actor=actor, client=client, tag_ids=[tag.pk for tag in tags])
    return client


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_off(chromium: Browser, live_server: Any, linden: House, width: int) -> None:
    with acting(linden.boss) as boss:
        linden.practice.name, linden.practice.sender_name = WORD[:200], WORD[:120]
        linden.practice.save()
        client = _fill(boss)
        episode = open_episode(actor=boss, client=client, concern=WORD)
        note = start_lesson(actor=boss, client=client, episode=episode)
    names: tuple[str, ...] = (
        "today",
        "client_list",
        "client_new",
        "movement_list",
        "mail_list",
        "settings_home",
    )
    names = (*names, "place_list", "team_list", "text_list", "tag_list", "phrase_list")
    theirs = ("client_page", "client_edit", "program_new")
    paths = [reverse(name) for name in names]
    paths += [reverse(name, args=[client.pk]) for name in theirs]
    paths += [reverse("note_page", args=[note.pk])]
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}
    )
    page = sign_in_on(context, "owner@linden.example")
    wide = {}
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        for folded in page.locator("main details").all():
            folded.evaluate("folded => { folded.open = true; }")
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            wide[path] = found
    assert wide == {}
    context.close()
