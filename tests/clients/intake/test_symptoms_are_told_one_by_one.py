"""What is said of a symptom lies closed until it is opened; nothing of it is lost on the way."""

from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from clients.intake.forms.symptoms import MOST_OPEN
from clients.intake.rules import IntakeStep
from clients.intake.services import save_step
from clients.records.models import Client
from practice.core.actor import acting
from tests.browser import fits, sign_in_on
from tests.cast import House, sign_in
from tests.clients.intake.walking import hidden, path, stored
from tests.full import full_answers
from tests.journey.phones import phone_of

NORA = "nora@clients.example"
STEP = path("symptoms")
TOLD = full_answers()["symptoms"]


def tell(house: House, nora: Client, symptoms: list[dict[str, Any]] = TOLD) -> None:
    with acting(house.as_client(nora)) as actor:
        part = {"symptoms": symptoms}
        save_step(actor=actor, step=IntakeStep.SYMPTOMS, part=part, seen=None)


def kept(house: House) -> Any:
    with transaction.atomic():
        (intake,) = stored(house)
    return intake["answers"]["symptoms"]


def on_the_page(answer: Any) -> dict[str, Any]:
    """What a browser without a script would send of the page."""
    form = answer.context["form"]
    rows = form.rows()
    fields = [f for row in rows if row.is_ticked for f in (row.fields if row.is_open else row.said)]
    sent = {field.html_name: str(field.value() or "") for field in fields}
    drawn = answer.content.decode()
    assert all(f'name="{name}"' in drawn for name in sent)
    return {"chosen": [row.code for row in rows if row.is_ticked], **sent, **hidden(answer)}


def changed(symptoms: list[dict[str, Any]], code: str, **words: str) -> list[dict[str, Any]]:
    return [{**told, **words} if told["code"] == code else told for told in symptoms]


def opened(answer: Any) -> list[str]:
    return [row.code for row in answer.context["form"].rows() if row.is_open]


@pytest.mark.django_db
def test_saving_a_page_of_closed_ones_keeps_all_of_it(linden: House, nora: Client) -> None:
    tell(linden, nora)
    browser = sign_in(NORA)
    page = browser.get(STEP)
    assert opened(page) == []
    assert "In the middle · 10 of 10 · Distorted" in page.content.decode()
    assert browser.post(STEP, on_the_page(page)).status_code == 302
    assert kept(linden) == TOLD


@pytest.mark.django_db
def test_without_a_script_saving_opens_the_one_that_is_wanted(linden: House, nora: Client) -> None:
    tell(linden, nora)
    browser, code = sign_in(NORA), TOLD[4]["code"]
    sent = on_the_page(browser.get(STEP))
    answer = browser.post(STEP, {**sent, "go": f"open {code}"}, follow=True)
    assert opened(answer) == [code]
    sent = on_the_page(answer) | {f"side_{code}": "left"}
    assert browser.post(STEP, sent).status_code == 302
    assert kept(linden) == [
        {**told, "side": "left"} if told["code"] == code else told for told in TOLD
    ]


@pytest.mark.django_db
def test_what_is_ticked_and_not_said_opens_after_saving(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    codes = [told["code"] for told in TOLD[:4]]
    page = browser.get(STEP)
    assert "<noscript>" in page.content.decode()
    sent = {"chosen": codes, "go": "more", **hidden(page)}
    answer = browser.post(STEP, sent, follow=True)
    assert opened(answer) == codes[:MOST_OPEN]
    sent = on_the_page(answer) | {f"side_{code}": "left" for code in codes[:MOST_OPEN]}
    answer = browser.post(STEP, {**sent, "go": "more"}, follow=True)
    assert opened(answer) == codes[MOST_OPEN:]
    assert [told["side"] for told in kept(linden)] == ["left"] * 2 + [""] * 2


@pytest.mark.django_db
def test_one_that_is_wrong_stands_open_and_the_others_are_still_there(
    linden: House, nora: Client
) -> None:
    tell(linden, nora)
    browser, code = sign_in(NORA), TOLD[7]["code"]
    sent = on_the_page(browser.get(STEP)) | {f"since_{code}": "once"}
    answer = browser.post(STEP, sent)
    assert answer.status_code == 422
    assert opened(answer) == [code]
    again = on_the_page(answer)
    assert {name: again[name] for name in sent if name != "version"} == {
        name: value for name, value in sent.items() if name != "version"
    }


def at_symptoms(chromium: Browser, base: str) -> Page:
    page = sign_in_on(phone_of(chromium, base), NORA)
    page.goto(STEP)
    return page


def saved(page: Page) -> None:
    expect(page.locator("[data-autosave-status]")).to_contain_text("Draft saved")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_script_opens_what_was_told_as_it_was_told(
    chromium: Browser, live_server: Any, linden: House, nora: Client
) -> None:
    tell(linden, nora, TOLD[:5])
    page, code = at_symptoms(chromium, live_server.url), TOLD[2]["code"]
    row = page.locator(".asked__one", has=page.locator(f"[value={code}]"))
    expect(row.locator(".asked__told")).to_contain_text("10 of 10")
    row.get_by_role("button").tap()
    expect(page.locator(f"[name=side_{code}][value=middle]")).to_be_focused()
    expect(page.locator(f"[name=severity_{code}][value='10']")).to_be_checked()
    expect(page.locator(f"[name=quality_{code}]")).to_have_value("distorted")
    expect(page.get_by_label("Since when?")).to_have_value("5/2019")
    page.get_by_label("Since when?").fill("2011")
    page.keyboard.press("Enter")  # the form's own button, and none that opens a symptom
    page.wait_for_url(f"**{path('sensing')}")
    assert kept(linden) == changed(TOLD[:5], code, since="2011")
    page.context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_tick_opens_its_own_without_the_net(
    chromium: Browser, live_server: Any, linden: House, nora: Client
) -> None:
    page = at_symptoms(chromium, live_server.url)
    page.context.set_offline(True)
    for told in TOLD:
        page.locator(f"label:has([name=chosen][value={told['code']}])").tap()
        page.locator(f"label:has([name=side_{told['code']}][value=left])").tap()
    fits(page)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))
    page.context.set_offline(False)
    saved(page)
    assert [(t["code"], t["side"], t["severity"]) for t in kept(linden)] == [
        (told["code"], "left", None) for told in TOLD
    ]
    page.context.close()
