"""However much is judged: the page of a draft stays light, and saving it loses nothing."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from clients.symptoms.rules import MUSCLE_GROUPS, MUSCLE_GROUPS_MOST
from clients.symptoms.services import add_muscle_group
from practice.core.actor import acting
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import start_lesson
from tests.browser import sign_in_on
from tests.cast import House
from tests.full import HTML_MOST, fill_note, fill_phrases
from tests.sending import sent_of
from tests.sessions.notes.stored import kept

CELL, LINE = "left-lying", "line-2"


@pytest.fixture
def full(linden: House, note: SessionNote) -> SessionNote:
    """A draft of which everything is filled, after another one."""
    with acting(linden.boss) as boss:
        fill_phrases(boss)
    with acting(linden.actor(linden.practitioner)) as actor:
        fill_note(actor, note)
        episode = note.session.episode
        return fill_note(actor, start_lesson(actor=actor, client=note.client, episode=episode))


def stored(linden: House, note: SessionNote) -> NoteData:
    with acting(linden.boss) as boss:
        return kept(boss, note)


def drawn(practitioner: Browser, note: SessionNote, query: str = "") -> str:
    answer = practitioner.get(reverse("note_page", args=[note.pk]) + query)
    assert answer.status_code == 200
    page: str = answer.content.decode()
    return page


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", f"?open={CELL}", f"?open={LINE}"])
def test_it_stays_light(full: SessionNote, practitioner: Browser, query: str) -> None:
    assert len(drawn(practitioner, full, query).encode()) <= HTML_MOST


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", f"?open={CELL}", f"?open={LINE}"])
def test_with_every_muscle_group_that_a_practice_can_have_it_does_too(
    linden: House, full: SessionNote, practitioner: Browser, query: str
) -> None:
    with acting(linden.boss) as boss:
        for n in range(MUSCLE_GROUPS_MOST - len(MUSCLE_GROUPS)):
            add_muscle_group(actor=boss, name=f"Muscles between, number {n}", layer="core")
    assert len(drawn(practitioner, full, query).encode()) <= HTML_MOST


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", f"?open={CELL}", f"?open={LINE}"])
def test_saving_the_page_as_it_is_keeps_all_of_it(
    linden: House, full: SessionNote, practitioner: Browser, query: str
) -> None:
    before = stored(linden, full)
    sent = sent_of(drawn(practitioner, full, query), "data-note")
    sent["plan"] = ["Another plan."]
    answer = practitioner.post(reverse("note_page", args=[full.pk]), sent)
    assert answer.status_code == 302
    after = stored(linden, full)
    assert after.plan == "Another plan."
    assert (after.cells, after.lines, after.releases) == (
        before.cells,
        before.lines,
        before.releases,
    )


@pytest.mark.django_db
def test_without_a_script_a_cell_and_a_row_open_as_the_draft_is_saved(
    linden: House, full: SessionNote, practitioner: Browser
) -> None:
    url = reverse("note_page", args=[full.pk])
    for wanted, field, value in (
        (CELL, "cell-left-lying-before-tone", "3"),
        (LINE, "line-2-response", "Let go at once, and/or twice."),
    ):
        sent = sent_of(drawn(practitioner, full), "data-note")
        assert field not in sent
        answer = practitioner.post(url, {**sent, "observed": f"For {wanted}.", "open": wanted})
        assert answer["Location"] == f"{url}?open={wanted}#open-{wanted}"
        assert stored(linden, full).observed == f"For {wanted}."
        page = practitioner.get(answer["Location"]).content.decode()
        assert f'id="open-{wanted}"' in page
        practitioner.post(url, sent_of(page, "data-note") | {field: [value]})
    after = stored(linden, full)
    assert [cell.tone for cell in after.cells].count(3) == 1
    assert [line.response for line in after.lines].count("Let go at once, and/or twice.") == 1
    sent = sent_of(drawn(practitioner, full), "data-note") | {"plan": ["Slower."]}
    practitioner.post(url, sent)
    assert stored(linden, full).lines == after.lines


@pytest.mark.django_db
@pytest.mark.parametrize("name", [LINE, "release-0"])
def test_what_is_folded_is_looked_at_as_well(
    linden: House, full: SessionNote, practitioner: Browser, name: str
) -> None:
    before = stored(linden, full)
    sent = sent_of(drawn(practitioner, full), "data-note")
    assert name in sent
    answer = practitioner.post(
        reverse("note_page", args=[full.pk]), {**sent, name: "eleven/eleven/eleven/eleven"}
    )
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert stored(linden, full) == before


@pytest.fixture
def tablet(chromium: Chromium, live_server: Any, full: SessionNote) -> Any:
    """The editor on a tablet."""
    size: Any = {"width": 1024, "height": 768}
    context = chromium.new_context(viewport=size, base_url=live_server.url)
    context.set_default_timeout(15_000)
    page = sign_in_on(context, "practitioner@linden.example")
    page.goto(reverse("note_page", args=[full.pk]))
    yield page
    context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_script_opens_a_cell_and_a_row_with_what_is_in_them(
    linden: House, full: SessionNote, tablet: Page
) -> None:
    before = stored(linden, full)
    tablet.context.set_offline(True)  # none of it asks the server
    cell = tablet.locator(f'button.cell[value="{CELL}"]')
    cell.click()
    tray = tablet.get_by_role("group", name="Iliopsoas, left · Lying")
    expect(tray).to_be_visible()
    expect(tray.get_by_label("Tone 0–10 before")).to_have_value("10")
    expect(tray.locator('[data-moment="after"] [value="too_high"]')).to_be_checked()
    expect(tray).to_contain_text("0 to 1 fits here")
    tray.get_by_label("Pain 0–10 after").fill("0")
    expect(cell).to_contain_text("pain 10 → 0")
    tray.get_by_role("link", name="Close the cell").click()
    expect(cell).to_be_focused()
    row = tablet.locator(f"#open-{LINE}")
    tablet.locator(f'button[name="open"][value="{LINE}"]').click()
    expect(row.locator(f"[name={LINE}-side]")).to_have_value("middle")
    row.get_by_label("How it answered").fill("At once.")
    tablet.context.set_offline(False)
    expect(tablet.locator("[data-autosave-status]")).to_contain_text("Draft saved")
    after = stored(linden, full)
    assert sum(one != other for one, other in zip(before.cells, after.cells, strict=True)) == 1
    assert [line.response == "At once." for line in after.lines] == [
        n == int(LINE[-1]) for n in range(len(before.lines))
    ]
    assert after.releases == before.releases


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_enter_in_a_field_saves_and_opens_nothing(full: SessionNote, tablet: Page) -> None:
    tablet.locator(f'button[name="open"][value="{LINE}"]').click()
    tablet.locator(f"[name={LINE}-response]").press("Enter")
    expect(tablet.get_by_text("The draft is saved.")).to_be_visible()
    assert tablet.url.endswith(reverse("note_page", args=[full.pk]))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_address_of_a_cell_opens_it_and_last_time_is_read_beside(
    full: SessionNote, tablet: Page
) -> None:
    tablet.goto(f"{reverse('note_page', args=[full.pk])}#open-right-walking")
    tablet.reload()
    expect(tablet.get_by_role("group", name="Iliopsoas, right · Walking")).to_be_visible()
    beside = tablet.get_by_role("complementary", name="Beside the note")
    beside.locator("summary").click()
    with tablet.context.expect_page() as opened:
        beside.get_by_role("link", name="Read all of it").click()
    expect(opened.value.locator("#read .cells-read")).to_be_visible()
