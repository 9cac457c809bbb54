"""A tablet lent to a client asks what is due; no page of the practice opens on it any more."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from clients.measures.models import LentTablet
from clients.measures.services import LENT_AT_MOST, LENT_FOR, lend_longer
from clients.measures.views import KNOWN_FOR
from clients.records.models import Client, Episode
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from practice.core.clock import now, today_in
from tests.cast import PASSWORD, House, sign_in
from tests.clients.measures.conftest import kept
from tests.clients.measures.test_the_page_shows_what_is_due_and_the_course import fields
from tests.test_access_matrix import addresses, refused, values_for
from tests.world import World, build_world

pytestmark = pytest.mark.django_db
TABLET = reverse("tablet")


@pytest.fixture
def lent(linden: House, nora: Client, episode: Episode) -> Browser:
    """The practitioner's browser, just lent."""
    browser = sign_in("practitioner@linden.example")
    page = reverse("measures_page", args=[nora.pk])
    assert browser.get(page).status_code == 200
    answer = browser.post(reverse("measure_lend", args=[nora.pk]), {"moment": ""})
    assert (answer.status_code, answer["Location"]) == (302, TABLET)
    return browser


def asked(lent: Browser) -> dict[str, str]:
    """What the form on the tablet sends of itself."""
    (loan,) = {*re.findall(r'name="loan" value="([^"]+)"', lent.get(TABLET).content.decode())}
    return fields(lent, TABLET) | {"loan": loan, "instrument": "nprs"}


def staff_addresses(world: World) -> list[str]:
    """Every address that asks for somebody of the practice, filled with Nora's own objects."""
    open_to_all = ("portal:", "public", "link", "account", "token")
    return [
        reverse(address.name, kwargs=values_for(address, world))
        for address in addresses()
        if not any(needs.startswith(open_to_all) for needs in address.needs.values())
    ]


def test_no_page_of_the_practice_opens_on_it(lent: Browser, linden: House, nora: Client) -> None:
    for url in ("/", reverse("client_list"), reverse("measures_page", args=[nora.pk])):
        answer = lent.get(url)
        assert answer.status_code == 302, url
        assert answer["Location"].startswith("/accounts/login"), url
    walked = staff_addresses(build_world(linden, nora))
    assert len(walked) > 80
    for url in walked:
        for answer in (lent.get(url), lent.post(url)):
            status, led_to = answer.status_code, answer.get("Location", "")
            assert refused(status, led_to) or status == 405, (url, status, led_to)
            assert not answer.content or "Nora" not in answer.content.decode(), url


def test_the_screen_shows_nothing_else(lent: Browser, nora: Client) -> None:
    body = lent.get(TABLET).content.decode()
    assert "How much pain have you had over the last 7 days" in body
    links = body.partition("<body")[2].count("<a ")
    assert links == 1  # the one that skips to the page
    assert "nav" not in body.partition("<body")[2].lower()
    assert re.search(r"\bNg\b", body) is None


def test_the_client_answers_and_hands_it_back(lent: Browser, linden: House, nora: Client) -> None:
    answer = lent.post(TABLET, asked(lent))
    assert answer.status_code == 422
    assert kept(linden) == []
    sent = asked(lent) | {"item_0": "6"}
    assert lent.post(TABLET, sent).status_code == 302
    (row,) = kept(linden)
    assert (row["mode"], row["rater"]) == ("tablet", "client")
    assert row["entered_by_id"] == linden.practitioner.pk
    done = lent.get(TABLET).content.decode()
    assert "Please hand the tablet back" in done
    assert "<a " not in done.partition("<main")[2]
    back = lent.post(reverse("tablet_back"), {"loan": sent["loan"]})
    assert back["Location"].startswith("/accounts/login")
    assert lent.get(TABLET)["Location"].startswith("/accounts/login")
    with acting(linden.boss) as boss:
        assert LentTablet.objects.visible_to(boss).get().given_back_at is not None


def test_it_is_over_after_a_while(lent: Browser, linden: House) -> None:
    """By the loan's own hour; the browser knows it longer, to say so."""
    sent = asked(lent) | {"item_0": "6"}
    with time_machine.travel(now() + LENT_FOR + timedelta(seconds=1), tick=False):
        late = lent.post(TABLET, sent)
        assert late.status_code == 410
        assert "Your last answer was not kept" in late.content.decode()
        again = lent.get(TABLET)
        assert again.status_code == 410
        assert "Please hand the tablet back." in again.content.decode()
        assert "Nora" not in again.content.decode()
        assert lent.post(reverse("tablet_back"))["Location"].startswith("/accounts/login")
        assert lent.get(TABLET)["Location"].startswith("/accounts/login")
    assert kept(linden) == []


def test_each_answer_lets_it_go_on_up_to_a_bound(
    lent: Browser, linden: House, nora: Client
) -> None:
    begun, minute = now(), timedelta(minutes=1)
    with time_machine.travel(begun + LENT_FOR - minute, tick=False):
        assert lent.post(TABLET, asked(lent) | {"item_0": "6"}).status_code == 302
    with time_machine.travel(begun + LENT_FOR + minute, tick=False):
        assert lent.get(TABLET).status_code == 200
    with acting(linden.as_client(nora)) as actor:
        tablet = LentTablet.objects.visible_to(actor).get()
        with time_machine.travel(begun + LENT_AT_MOST - minute, tick=False):
            lend_longer(actor=actor, tablet=tablet)
    assert tablet.expires_at == tablet.lent_at + LENT_AT_MOST


def test_a_form_of_another_loan_keeps_nothing(lent: Browser, linden: House, nora: Client) -> None:
    """Lent to Nora, then to somebody else, who finds Nora's screen in another tab."""
    old = asked(lent) | {"item_0": "6"}
    lent.post("/accounts/login/", {"login": "practitioner@linden.example", "password": PASSWORD})
    with acting(linden.boss) as boss:
        pia = create_client(actor=boss, data=ClientData(given_name="Pia", timezone=nora.timezone))
        Episode(
            practice=linden.practice, client=pia, concern="…", opened_on=today_in(pia.timezone)
        ).save(force_insert=True)
    answer = lent.post(reverse("measure_lend", args=[pia.pk]), {"moment": ""})
    assert answer["Location"] == TABLET
    refused = lent.post(TABLET, old, follow=True).content.decode()
    assert "That question was asked of somebody else; nothing was kept." in refused
    lent.post(reverse("tablet_back"), {"loan": old["loan"]})
    assert "For Pia" in lent.get(TABLET).content.decode()  # still hers
    lent.post(TABLET, {name: n for name, n in old.items() if name != "loan"})
    assert kept(linden) == []
    assert lent.post(TABLET, asked(lent) | {"item_0": "6"}).status_code == 302
    assert [row["client_id"] for row in kept(linden)] == [pia.pk]


def test_lending_leaves_nothing_of_the_practice_in_the_browser(
    linden: House, nora: Client, episode: Episode
) -> None:
    browser = sign_in("practitioner@linden.example")
    page = browser.get(reverse("measures_page", args=[nora.pk])).content.decode()
    assert "Close other tabs of Supple first" in page
    answer = browser.post(reverse("measure_lend", args=[nora.pk]), {"moment": ""})
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_the_browser_forgets_it_too(lent: Browser) -> None:
    with time_machine.travel(now() + KNOWN_FOR + timedelta(seconds=1), tick=False):
        assert lent.get(TABLET)["Location"].startswith("/accounts/login")


def test_an_old_cookie_of_the_lender_opens_nothing(
    linden: House, nora: Client, episode: Episode
) -> None:
    browser = sign_in("practitioner@linden.example")
    before = {name: morsel.value for name, morsel in browser.cookies.items()}
    browser.post(reverse("measure_lend", args=[nora.pk]), {"moment": ""})
    for name, value in before.items():
        browser.cookies[name] = value
    assert browser.get("/")["Location"].startswith("/accounts/login")


def test_only_a_sign_in_leads_back(lent: Browser, nora: Client) -> None:
    answer = lent.post(
        "/accounts/login/", {"login": "practitioner@linden.example", "password": PASSWORD}
    )
    assert answer.status_code == 302
    assert lent.get(reverse("measures_page", args=[nora.pk])).status_code == 200
    assert lent.get(TABLET)["Location"].startswith("/accounts/login")  # no client acts there now


def test_the_one_who_left_lends_nothing(lent: Browser, linden: House) -> None:
    with acting(linden.boss):
        linden.practitioner.is_active = False
        linden.practitioner.save(update_fields=["is_active"])
    assert lent.get(TABLET).status_code == 410


def test_a_lesson_asks_its_own(linden: House, nora: Client, episode: Episode) -> None:
    browser = sign_in("practitioner@linden.example")
    lend: Any = reverse("measure_lend", args=[nora.pk])
    assert browser.post(lend, {"moment": "session_start"})["Location"] == TABLET
    assert "How much pain do you have right now?" in browser.get(TABLET).content.decode()


def test_what_is_not_due_is_not_lent(linden: House, nora: Client) -> None:
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(reverse("measure_lend", args=[nora.pk]), follow=True)
    assert "Nothing is due for them right now." in answer.content.decode()
    assert browser.get("/").status_code == 200  # still signed in
