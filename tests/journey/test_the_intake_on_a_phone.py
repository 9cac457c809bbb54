"""The whole intake on a phone: off the net for once, on another device, by keyboard alone.

And then the practitioner's: it is read on their page and on paper, and accepted.
"""

from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from clients.intake.rules import RED_FLAGS, IntakeStep
from clients.records.models import Client
from tests.browser import fits, sign_in_on
from tests.cast import House
from tests.clients.intake.test_the_pdf_says_what_was_signed import letters, read
from tests.clients.intake.walking import path, stored
from tests.journey.phones import Keys, phone_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NORA = "nora@clients.example"
PULL = "A pull in the groin when I change position"
GROIN = "Left groin, front, deep"
CONCERN = "It pulls deep in the left groin, since the move."


def intake_of(house: House) -> dict[str, Any]:
    """The one intake as it is stored."""
    with transaction.atomic():
        (intake,) = stored(house)
    return intake


def go_on(page: Page, step: IntakeStep | None = None) -> None:
    """On to the next step, or back to all of them; nothing runs off the side."""
    fits(page)
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url(f"**{path(step.value)}" if step else "**/portal/intake/")


def tap(page: Page, name: str, value: str) -> None:
    """The choice of a group that a thumb sees: its label."""
    page.locator(f"label:has([name='{name}'][value='{value}'])").tap()


def begin(page: Page) -> None:
    """The first two steps on the first phone, and the third without a net."""
    page.goto("/portal/intake/")
    expect(page.get_by_text("13 short steps")).to_be_visible()
    page.get_by_role("link", name="Begin").tap()
    page.wait_for_url(f"**{path('contact')}")
    go_on(page, IntakeStep.CONCERN)
    page.context.set_offline(True)
    page.get_by_label("In your own words").press_sequentially(CONCERN[:20])
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("No connection")
    page.get_by_label("In your own words").press_sequentially(CONCERN[20:])
    page.get_by_role("button", name="Save and go on").tap()
    expect(page.get_by_label("In your own words")).to_have_value(CONCERN)
    page.context.set_offline(False)
    expect(status).to_contain_text("Draft saved")
    go_on(page, IntakeStep.BODY)
    page.get_by_text("Deep inside").tap()
    page.get_by_role("checkbox", name=f"{GROIN}: where it hurts").tap()
    go_on(page, IntakeStep.SYMPTOMS)
    page.locator("label", has_text=PULL).tap()
    tap(page, "side_groin_pull", "left")
    tap(page, "severity_groin_pull", "7")
    page.select_option("[name=quality_groin_pull]", label="Unclear, hard to say")
    page.fill("[name=since_groin_pull]", "5/2024")
    expect(status).to_contain_text("Draft saved")


def finish(page: Page) -> None:
    """The rest on another phone, where the first one stood."""
    page.goto("/portal/intake/")
    expect(page.get_by_text("9 steps left")).to_be_visible()
    page.get_by_role("link", name="4. What you notice").tap()
    page.wait_for_url(f"**{path('symptoms')}")
    expect(page.locator("[name=since_groin_pull]")).to_have_value("5/2024")
    go_on(page, IntakeStep.SENSING)
    tap(page, "sensed_front_groin_left_core", "absent")
    go_on(page, IntakeStep.POSTURE)
    tap(page, "sign_pelvis_top_forward", "a_little")
    tap(page, "sign_pubes_back", "cannot_tell")
    page.locator("label", has_text="Heavy").tap()
    go_on(page, IntakeStep.EARLIER_TREATMENTS)
    page.select_option("[name=approach_0]", "stretching")
    tap(page, "relief_0", "partial")
    page.fill("[name=days_0]", "1")
    go_on(page, IntakeStep.INJURIES)
    injuries(page)
    go_on(page, IntakeStep.LIFE)
    page.fill("[name=occupation]", "Cabinet maker")
    tap(page, "stress", "6")
    tap(page, "breathing", "held")
    go_on(page, IntakeStep.DOCTORS)
    page.fill("[name=medication]", "Nothing")
    go_on(page, IntakeStep.GOALS)
    for label, code in (("Walk with a free, even stride", "walk_freely"), ("Balance easily",) * 2):
        page.locator("label", has_text=label).tap()
        if code == "walk_freely":
            tap(page, "ability_walk_freely", "4")
    page.fill("[name=own_0]", "Getting up from the sofa")
    tap(page, "ability_own_0", "3")
    go_on(page, IntakeStep.RED_FLAGS)
    for flag in RED_FLAGS:
        tap(page, flag.code, "no")
    go_on(page, IntakeStep.CONSENT)
    for kind in ("scope", "privacy"):
        page.locator(f"label:has([name=given_{kind}])").tap()
    page.fill("[name=signature]", "Nora Ng")
    go_on(page)


def injuries(page: Page) -> None:
    """Two rows; one that lies ahead is refused beside its field, and the other taken out again."""
    tap(page, "kind_0", "accident")
    page.fill("[name=what_0]", "Off a ladder")
    page.fill("[name=when_0]", "2999")
    page.get_by_role("button", name="Save and add another").tap()
    wrong = page.locator(".field--wrong", has=page.locator("[name=when_0]"))
    expect(wrong).to_contain_text("still to come")
    expect(page.locator("[name=what_0]")).to_have_value("Off a ladder")
    page.fill("[name=when_0]", "2004")
    page.get_by_role("button", name="Save and add another").tap()
    tap(page, "kind_1", "surgery")
    page.get_by_role("button", name="Save and add another").tap()
    page.locator("label:has([name=drop_1])").tap()


def paper(page: Page, name: str) -> bytes:
    """What a link to a paper leads to."""
    there = page.get_by_role("link", name=name).get_attribute("href")
    answer = page.context.request.get(there or "")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return answer.body()


def review(page: Page, client: Client, signed: bytes) -> None:
    """The practitioner reads all of it on one page and on paper, and accepts it."""
    page.goto(f"/clients/{client.pk}/")
    page.get_by_role("link", name="Read the intake").first.click()
    for words in (CONCERN, PULL, "Unclear, hard to say", "since 5/2024", "Off a ladder"):
        expect(page.get_by_text(words).first).to_be_visible()
    there = page.get_by_role("region", name="Where they feel it")
    expect(there.get_by_text(GROIN, exact=True)).to_be_visible()
    fits(page)
    assert paper(page, "As a PDF") == signed
    text = read(signed)
    for words in (CONCERN, f"Where it hurts: {GROIN}", PULL, "since 5/2024", "Off a ladder"):
        assert letters(words) in text, words
    assert letters("Typed and signed") in text
    assert text.count(letters("Nora Ng")) >= 2
    page.get_by_role("button", name="Accept the intake").click()
    expect(page.get_by_text("The work is open")).to_be_visible()
    page.goto(f"/clients/{client.pk}/")
    goals = page.get_by_role("region", name="What they would like")
    expect(goals.get_by_text("4 of 10")).to_be_visible()


def test_off_the_net_and_on_another_device_nothing_is_lost(
    chromium: Browser, live_server: Any, linden: House, nora: Client
) -> None:
    first, second = (phone_of(chromium, live_server.url) for _phone in range(2))
    begin(sign_in_on(first, NORA))
    first.close()
    page = sign_in_on(second, NORA)
    finish(page)
    expect(page.get_by_text("Nothing left to fill in")).to_be_visible()
    page.get_by_role("button", name="Sign and send").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    signed = paper(page, "What I signed, as a PDF")
    second.close()
    intake = intake_of(linden)
    answers = intake["answers"]
    assert (intake["state"], intake["typed_signature"]) == ("signed", "Nora Ng")
    assert answers["concern"] == CONCERN
    assert answers["body"] == {"hurts": ["front_groin_left_core"], "held": []}
    assert answers["symptoms"] == [
        {
            "code": "groin_pull",
            "side": "left",
            "severity": 7,
            "quality": "unclear",
            "onset": "",
            "since": "2024-05",
            "brought_on_by": None,
        }
    ]
    assert answers["sensing"] == {"front_groin_left_core": "absent"}
    assert answers["posture"]["signs"] == {
        "pelvis_top_forward": "a_little",
        "pubes_back": "cannot_tell",
    }
    assert answers["injuries"] == [
        {"kind": "accident", "what": "Off a ladder", "side": "", "happened": "2004"}
    ]
    assert (answers["life"]["stress"], answers["life"]["sleep"]) == (6, None)
    assert answers["goals"] == [
        {"activity": "walk_freely", "ability": 4},
        {"activity": "easy_balance", "ability": None},
        {"activity": "Getting up from the sofa", "ability": 3},
    ]
    desk = phone_of(chromium, live_server.url)
    review(sign_in_on(desk, "practitioner@linden.example"), nora, signed)
    desk.close()
    assert intake_of(linden)["state"] == "accepted"


def by_keys(keys: Keys, step: IntakeStep | None) -> None:
    """On to the next step without a pointer."""
    keys.press("button", "Save and go on")
    keys.page.wait_for_url(f"**{path(step.value)}" if step else "**/portal/intake/")


def mark_by_keys(keys: Keys) -> None:
    """The body map: deep inside, the left groin, as it is called."""
    page = keys.page
    deep = page.get_by_role("group", name="How deep")
    keys.choose(deep, "Deep inside")
    keys.press("checkbox", f"{GROIN}: where it hurts", "Space")
    by_keys(keys, IntakeStep.SYMPTOMS)


def notice_by_keys(keys: Keys) -> None:
    """Symptoms to posture."""
    page = keys.page
    keys.press("checkbox", PULL, "Space")
    more = page.get_by_role("group", name=PULL)
    keys.choose(more.get_by_role("group", name="On which side?"), "Left")
    keys.choose(more.get_by_role("group", name="How strong has it been this week?"), "7")
    by_keys(keys, IntakeStep.SENSING)
    keys.choose(page.get_by_role("group", name=GROIN), "Cannot feel")
    by_keys(keys, IntakeStep.POSTURE)
    keys.choose(page.get_by_role("group", name="The belly stands out in front"), "Cannot tell")
    by_keys(keys, IntakeStep.EARLIER_TREATMENTS)
    by_keys(keys, IntakeStep.INJURIES)
    keys.choose(page.get_by_role("group", name="What kind?"), "An accident")
    keys.type("When?", "2004")
    by_keys(keys, IntakeStep.LIFE)


def agree_by_keys(keys: Keys) -> None:
    """Goals, the safety questions, and the signature."""
    page = keys.page
    for goal in ("Sit upright with ease", "Run freely", "Balance easily"):
        keys.press("checkbox", goal, "Space")
    ability = page.get_by_role("group", name="Balance easily").get_by_role("group")
    keys.choose(ability, "3")
    by_keys(keys, IntakeStep.RED_FLAGS)
    for flag in RED_FLAGS:
        keys.choose(page.get_by_role("group", name=flag.question), "No")
    by_keys(keys, IntakeStep.CONSENT)
    keys.press("checkbox", "I understand that these are lessons, not medical care.", "Space")
    keys.press(
        "checkbox", "I agree that the practice keeps and uses this for our lessons.", "Space"
    )
    keys.type("Your name, typed, is your signature", "Nora Ng")
    by_keys(keys, None)


def test_the_keyboard_alone_tells_and_signs_it(
    chromium: Browser, live_server: Any, linden: House, nora: Client
) -> None:
    context = phone_of(chromium, live_server.url)
    page = sign_in_on(context, NORA)
    keys = Keys(page)
    page.goto("/portal/intake/")
    keys.press("link", "Begin")
    by_keys(keys, IntakeStep.CONCERN)
    keys.type("In your own words", CONCERN)
    by_keys(keys, IntakeStep.BODY)
    mark_by_keys(keys)
    notice_by_keys(keys)
    by_keys(keys, IntakeStep.DOCTORS)
    by_keys(keys, IntakeStep.GOALS)
    agree_by_keys(keys)
    keys.press("button", "Sign and send")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    context.close()
    answers = intake_of(linden)["answers"]
    assert answers["concern"] == CONCERN
    assert answers["body"]["hurts"] == ["front_groin_left_core"]
    assert [(s["code"], s["side"], s["severity"]) for s in answers["symptoms"]] == [
        ("groin_pull", "left", 7)
    ]
    assert answers["sensing"] == {"front_groin_left_core": "absent"}
    assert answers["posture"]["signs"] == {"belly_protrudes": "cannot_tell"}
    assert [(i["kind"], i["happened"]) for i in answers["injuries"]] == [("accident", "2004")]
    assert answers["goals"][2] == {"activity": "easy_balance", "ability": 3}
