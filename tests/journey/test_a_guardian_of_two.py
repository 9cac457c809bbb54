"""One login, two children: sign the intake of one, say *somebody else*, practise for the other."""

from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from clients.guardians.models import Guardian
from clients.intake.rules import STEP_PARTS, IntakeStep
from clients.intake.services import save_step
from clients.records.models import Client
from practice.core.actor import acting
from sessions.practice_logs.models import PracticeLog
from tests.browser import fits, sign_in_on
from tests.cast import House
from tests.clients.guardians.cast import child, guarded, with_login
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.walking import stored
from tests.journey.phones import phone_of
from tests.sessions.programs.building import running

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRETA = "greta@moor.example"


@transaction.atomic
def family(house: House) -> tuple[Client, Client]:
    """Mika has told everything but the agreement; Mila has a program that runs."""
    mika, mila = child(house, "Mika", email="mika@moor.example"), child(house, "Mila")
    greta, again = (guarded(house, one, email=GRETA) for one in (mika, mila))
    user = with_login(house, greta)
    with_login(house, again, user)
    answers = dict(complete_answers())
    answers["contact"] = {**complete_answers()["contact"], "given_name": "Mika"}
    with acting(house.as_client(mika)) as actor:
        for step in IntakeStep:
            part = {name: answers[name] for name in STEP_PARTS[step] if name in answers}
            if part and step is not IntakeStep.CONSENT:
                save_step(actor=actor, step=step, part=part, seen=None)
    with acting(house.boss) as boss:
        running(boss, mila)
    return mika, mila


def choose(page: Page, name: str) -> None:
    page.wait_for_url("**/portal/choose/**")
    fits(page)
    page.locator("label", has_text=f"{name}, Linden Somatics").tap()
    page.get_by_role("button", name="Go on").tap()


def test_sign_for_one_and_practise_for_the_other(
    linden: House, chromium: Browser, live_server: Any
) -> None:
    mika, mila = family(linden)
    context = phone_of(chromium, live_server.url)
    page = sign_in_on(context, GRETA)
    choose(page, "Mika")
    page.wait_for_url("**/portal/")
    expect(page.locator(".portal__whose")).to_contain_text("For Mika")
    fits(page)
    page.goto("/portal/intake/consent/")
    fits(page)
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    name = page.get_by_label("A guardian’s name, typed, is the signature")
    name.fill("Mika Moor")
    page.get_by_role("button", name="Save and go on").tap()
    expect(page.get_by_text("Please type the name of a guardian").first).to_be_visible()
    name.fill("Greta Moor")
    page.get_by_role("button", name="Save and go on").tap()
    page.wait_for_url("**/portal/intake/")
    page.get_by_role("button", name="Sign and send").tap()
    expect(page.get_by_text("Signed by Greta Moor (mother)")).to_be_visible()
    page.get_by_role("link", name="Somebody else").tap()
    choose(page, "Mila")
    page.wait_for_url("**/portal/")
    expect(page.locator(".portal__whose")).to_contain_text("For Mila")
    page.get_by_role("link", name="Begin", exact=True).tap()
    expect(page.locator(".portal__whose")).to_contain_text("For Mila")
    fits(page)
    page.locator("label:has([name='done'][value='yes'])").tap()
    page.get_by_role("button", name="Keep this").tap()
    expect(page.get_by_text("Kept. Thank you.")).to_be_visible()
    context.close()
    with transaction.atomic():
        (kept,) = stored(linden)
        assert (kept["client_id"], kept["state"]) == (mika.pk, "signed")
        assert (kept["typed_signature"], kept["signed_as"]) == ("Greta Moor", "mother")
        with acting(linden.boss) as boss:
            (log,) = PracticeLog.objects.visible_to(boss)
            assert (log.client_id, log.done) == (mila.pk, True)
            guardian = Guardian.objects.visible_to(boss).get(client=mika)
            assert kept["guardian_id"] == guardian.pk
