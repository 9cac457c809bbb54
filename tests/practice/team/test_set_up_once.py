"""The first practice is made by whoever holds the link, once."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client as Browser

from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.core.models import Membership, Place, Practice, User
from practice.team.models import SetupLink
from practice.team.queries import works_somewhere
from practice.team.services import found_practice, founding
from tests.cast import PASSWORD, House

FILLED = {
    "practice_name": "Willow Room",
    "place": "Upstairs",
    "timezone": "Europe/Lisbon",
    "name": "Wanda Willow",
    "email": "Wanda@Willow.example",
    "password": PASSWORD,
}


@pytest.fixture(autouse=True)
def _as_the_worker_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The web's role may not look across practices; the command runs as the worker."""
    monkeypatch.setattr(founding, "is_set_up", User.objects.exists)


def printed() -> str:
    out = io.StringIO()
    call_command("setup_link", stdout=out)
    return out.getvalue()


def link() -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/set-up/\S+/)", printed())
    assert found is not None
    return found.group(1)


def test_the_link_founds_the_practice_and_signs_the_owner_in(db: None) -> None:
    address = link()
    browser = Browser()
    opened = browser.get(address)
    assert opened.status_code == 200
    assert opened["Referrer-Policy"] == "strict-origin"
    assert not User.objects.exists()  # opening it changes nothing

    answer = browser.post(address, FILLED)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.session["kind"] == "staff"
    owner = User.objects.get()
    assert (owner.email, owner.name) == ("wanda@willow.example", "Wanda Willow")
    assert owner.check_password(PASSWORD)
    assert works_somewhere(owner.pk)
    home = browser.get("/settings/").content.decode()
    assert "Willow Room" in home
    assert "Upstairs" in browser.get("/settings/places/").content.decode()
    assert "Wanda Willow" in browser.get("/settings/team/").content.decode()

    spent = browser.get(address)
    assert spent.status_code == 410
    assert "Your practice is set up" in spent.content.decode()
    assert "Go to your pages" in spent.content.decode()
    assert "manage.py" not in spent.content.decode()
    assert Browser().get(address).status_code == 410
    assert Browser().post(address, FILLED | {"email": "b@willow.example"}).status_code == 410
    assert User.objects.count() == 1
    assert "Supple is set up." in printed()


def test_the_practice_writes_days_as_its_founders_browser_asks(db: None) -> None:
    visitor = Browser(headers={"Accept-Language": "en-US,en;q=0.5"})
    assert visitor.post(link(), FILLED).status_code == 302
    assert '<html lang="en-us">' in visitor.get("/settings/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"practice_name": ""}, "practice_name"),
        ({"timezone": "Moon/Sea"}, "timezone"),
        ({"email": "not an address"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "password1234"}, "password"),
        ({"password": "wanda@willow.example"}, "password"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(
    db: None, wrong: dict[str, str], field: str
) -> None:
    address = link()
    answer = Browser().post(address, FILLED | wrong)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not User.objects.exists()
    assert SetupLink.objects.get().used_at is None
    assert Browser().post(address, FILLED).status_code == 302


def test_a_page_that_comes_back_says_where_the_password_went(db: None) -> None:
    address = link()
    first = Browser().post(address, FILLED | {"email": "zoe@unal"})
    assert PASSWORD not in first.content.decode()
    again = Browser().post(address, FILLED | {"password": ""})
    assert "an earlier one is never sent back" in again.content.decode()


def test_a_link_runs_out_after_a_day_and_dies_with_a_newer_one(db: None) -> None:
    first = link()
    second = link()
    assert Browser().get(first).status_code == 410
    assert Browser().get(second).status_code == 200
    with time_machine.travel(now() + timedelta(hours=24, minutes=1), tick=False):
        spent = Browser().get(second)
        assert spent.status_code == 410
        assert "manage.py setup_link" in spent.content.decode()
        assert "bin/up" in spent.content.decode()
        assert "Your practice is set up" not in spent.content.decode()
        assert Browser().post(second, FILLED).status_code == 410
    assert not User.objects.exists()


def test_a_practice_founded_otherwise_ends_the_link(db: None) -> None:
    address = link()
    found_practice(
        name="Other",
        timezone="UTC",
        owner_email="o@other.example",
        owner_name="O",
        password=PASSWORD,
    )
    assert Browser().get(address).status_code == 410


def test_without_a_link_the_first_page_is_the_sign_in_page(db: None) -> None:
    assert Browser().get("/set-up/guess/").status_code == 410
    assert Browser().get("/settings/")["Location"].startswith("/accounts/login/")


def test_the_owner_changes_the_practice_and_others_do_not(linden: House) -> None:
    from tests.cast import sign_in

    typed = {
        "name": "Linden & Co",
        "timezone": "Europe/Berlin",
        "locale": "en-gb",
        "currency": "CHF",
        "retention_years": "10",
        "consent_age": "18",
        "integrate_within_days": "10",
        "maintain_from": "4.5",
        "offer_hours": "6",
        "sender_name": "Linden",
        "contact_email": "hello@linden.example",
        "contact_phone": "+49 30 1",
        "emergency_text": "Call 112.",
        "only_own_clients": "on",
        "is_active": "",
        "slug": "stolen",
    }
    for role in ("practitioner", "trainee", "assistant"):
        browser = sign_in(f"{role}@linden.example")
        assert browser.get("/settings/").status_code == 200
        assert browser.post("/settings/", typed).status_code == 403
    with acting(linden.boss):
        before = Practice.objects.get(pk=linden.practice.pk)
    assert before.name == "Linden Somatics"

    owner = sign_in("owner@linden.example")
    assert owner.post("/settings/", typed | {"timezone": "Moon/Sea"}).status_code == 422
    assert owner.post("/settings/", typed).status_code == 302
    with acting(linden.boss):
        after = Practice.objects.get(pk=linden.practice.pk)
    assert (after.name, after.timezone, after.contact_email, after.emergency_text) == (
        "Linden & Co",
        "Europe/Berlin",
        "hello@linden.example",
        "Call 112.",
    )
    assert after.only_own_clients
    assert (after.slug, after.is_active) == (before.slug, True)


def test_one_works_in_the_practice_one_chooses_among_ones_own(
    harbour: House, linden: House
) -> None:
    from practice.core.rules import Role
    from practice.team.services import add_member
    from tests.cast import sign_in

    with acting(harbour.boss):
        owner = User.objects.get(email="owner@linden.example")
        add_member(actor=harbour.boss, user=owner, role=Role.PRACTITIONER, name="Guest")
    browser = sign_in("owner@linden.example")
    other = sign_in("assistant@linden.example")
    for choice, one in ((harbour, browser), (harbour, other)):
        one.post("/practices/choose/", {"practice": str(choice.practice.pk)})
    assert "Harbour Movement" in browser.get("/settings/").content.decode()
    assert "Harbour Movement" not in other.get("/settings/").content.decode()
    browser.post("/practices/choose/", {"practice": str(linden.practice.pk)})
    assert "Team" in browser.get("/settings/").content.decode()
    with acting(system_actor(linden.practice.pk)) as system:
        assert Membership.objects.visible_to(system).count() == 4
        assert Place.objects.visible_to(system).count() == 1
