"""Signed in, a guardian does what the client could: for how long, and who it says it was."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.db import connection

from clients.guardians.models import Guardian
from clients.guardians.rules import comes_of_age, is_minor
from clients.guardians.services import end_guardian
from clients.intake.models import IntakeSubmission
from clients.records.models import Client
from practice.core.actor import acting
from practice.core.models import AccessLog, RowHistory
from tests.cast import House, sign_in
from tests.clients.guardians.cast import child, guarded, with_login
from tests.clients.guardians.test_a_guardian_signs_an_intake import fill
from tests.clients.intake.walking import FORMS, hidden, path, stored

pytestmark = pytest.mark.django_db
GRETA, MIKA = "greta@moor.example", "mika@moor.example"
HOME, CHOOSE, STEP = "/portal/", "/portal/choose/", "/portal/intake/concern/"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def mika(linden: House) -> Client:
    return child(linden, email=MIKA)


@pytest.fixture
def greta(linden: House, mika: Client) -> Guardian:
    guardian = guarded(linden, mika, email=GRETA)
    with_login(linden, guardian)
    return guardian


def family(house: House, greta: Guardian) -> tuple[Client, Guardian]:
    """A second child with the same guardian and login."""
    mila = child(house, "Mila")
    guardian = guarded(house, mila, email=GRETA)
    with acting(house.boss) as boss:
        user = Guardian.objects.visible_to(boss).select_related("user").get(pk=greta.pk).user
    with_login(house, guardian, user)
    return mila, guardian


def test_the_guardian_signs_in_the_portal_and_the_trails_say_so(
    linden: House, mika: Client, greta: Guardian
) -> None:
    browser = sign_in(GRETA)
    assert "For <strong>Mika</strong>" in words(browser.get(HOME))
    assert fill(browser, "/portal/intake/", "Greta Moor").status_code == 302
    asked = words(browser.get(path("consent")))
    assert "A guardian’s name, typed, is the signature" in asked
    browser.post("/portal/intake/")
    (kept,) = stored(linden)
    assert (kept["state"], kept["guardian_id"], kept["client_id"]) == ("signed", greta.pk, mika.pk)
    with acting(linden.boss) as boss:
        user_id = Guardian.objects.visible_to(boss).get(pk=greta.pk).user_id
        (line,) = AccessLog.objects.filter(action="POST portal_intake")
        assert (line.user_id, line.role, line.client_id) == (user_id, "guardian", mika.pk)
        changes = RowHistory.objects.filter(row_id=kept["id"])
        assert set(changes.values_list("user_id", flat=True)) == {user_id}


def test_only_the_one_who_is_signed_in_signs(linden: House, mika: Client, greta: Guardian) -> None:
    guarded(linden, mika, "Gus Moor", "father")
    refused = fill(sign_in(GRETA), "/portal/intake/", "Gus Moor")
    assert refused.status_code == 422
    assert IntakeSubmission._base_manager.get().state == "draft"


def test_client_and_guardian_fill_in_one_intake(
    linden: House, mika: Client, greta: Guardian
) -> None:
    """Mika tells, Greta reads it and signs; a form of one is not sent as the other's."""
    fill(sign_in(MIKA), "/portal/intake/", "")
    browser = sign_in(GRETA)
    shown = browser.get(path("consent"))
    sent = {**FORMS["consent"], **hidden(shown), "signature": "Greta Moor"}
    assert browser.post(path("consent"), sent | {"whose": str(mika.pk)}).status_code == 409
    assert browser.post(path("consent"), sent | {"whose": str(greta.pk)}).status_code == 302
    assert browser.post("/portal/intake/").status_code == 302
    assert stored(linden)[0]["state"] == "signed"


@pytest.mark.usefixtures("mika")
def test_ended_it_is_refused_in_plain_words(linden: House, greta: Guardian) -> None:
    browser = sign_in(GRETA)
    assert browser.get(HOME).status_code == 200
    with acting(linden.boss) as boss:
        end_guardian(actor=boss, guardian=greta)
    for address in (HOME, STEP, CHOOSE):
        answer = browser.get(address)
        assert answer.status_code == 403
        assert "You are no guardian of Mika any more." in words(answer)
    sent = {**FORMS["concern"], "whose": str(greta.pk)}
    assert browser.post(STEP, sent).status_code == 403
    assert stored(linden) == []


def test_from_the_day_the_client_is_of_age_the_pages_are_theirs(
    linden: House, mika: Client, greta: Guardian
) -> None:
    """At midnight in Denver, where Mika is."""
    for at, status in (
        (datetime(2032, 5, 3, 5, 59, tzinfo=UTC), 200),
        (datetime(2032, 5, 3, 6, 0, tzinfo=UTC), 403),
    ):
        with time_machine.travel(at, tick=False):
            answer = sign_in(GRETA).get(HOME)
            assert answer.status_code == status
            own = sign_in(MIKA).get(HOME)
            assert own.status_code == 200
    assert "Mika is of age by now: these pages are theirs alone." in words(answer)
    with time_machine.travel(datetime(2032, 5, 4, tzinfo=UTC), tick=False):
        page = words(sign_in("practitioner@linden.example").get(f"/clients/{mika.pk}/"))
        assert "nobody signs for them any more" in page


def test_for_whom_leads_on_to_the_page_that_was_meant(
    linden: House, mika: Client, greta: Guardian
) -> None:
    mila, _guardian = family(linden, greta)
    browser = sign_in(GRETA)
    led = browser.get(STEP)
    assert led["Location"] == f"{CHOOSE}?next={quote(STEP, safe='')}"
    page = words(browser.get(led["Location"]))
    assert ("Mika, Linden" in page, "Mila, Linden" in page) == (True, True)
    on = browser.post(led["Location"], {"client": str(mila.pk)})
    assert on["Location"] == STEP
    step = words(browser.get(STEP))
    assert "For <strong>Mila</strong>" in step
    assert 'href="/portal/choose/"' in step
    stranger = child(linden, "Stranger")
    assert browser.post(CHOOSE, {"client": str(stranger.pk)}).status_code == 422


def test_an_address_for_one_child_asks_when_the_other_is_open(
    linden: House, mika: Client, greta: Guardian
) -> None:
    mila, mine = family(linden, greta)
    browser = sign_in(GRETA)
    browser.post(CHOOSE, {"client": str(mila.pk)})
    meant = f"{STEP}?for={mika.pk}"
    assert browser.get(f"{STEP}?for={mila.pk}").status_code == 200
    led = browser.get(meant)["Location"]
    assert led.startswith(f"{CHOOSE}?next=")
    form = browser.get(led).context["form"]
    assert form["client"].value() == str(mika.pk)
    assert browser.post(led, {"client": str(mika.pk)})["Location"] == STEP
    assert "For <strong>Mika</strong>" in words(browser.get(STEP))
    with acting(linden.boss) as boss:
        end_guardian(actor=boss, guardian=mine)
    closed = words(browser.get(f"{STEP}?for={mila.pk}", follow=True))
    assert "Not open to this sign-in" in closed
    assert "You are no guardian of Mila any more." in closed


def test_a_login_of_one_client_is_led_past_the_question(linden: House, nora: Client) -> None:
    browser = sign_in("nora@clients.example")
    for whose in (nora.pk, child(linden).pk, "nonsense"):
        answer = browser.get(f"{STEP}?for={whose}", follow=True)
        assert answer.status_code == 200
        assert answer.request["PATH_INFO"] == STEP


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/portal/", "//evil.example/", "/clients/", CHOOSE, "x"]
)
def test_it_leads_nowhere_else(
    linden: House, mika: Client, greta: Guardian, elsewhere: str
) -> None:
    family(linden, greta)
    browser = sign_in(GRETA)
    led = browser.post(f"{CHOOSE}?next={elsewhere}", {"client": str(mika.pk)})
    assert led["Location"] == HOME


def test_nobody_is_shown_another_child_unasked(
    linden: House, mika: Client, greta: Guardian
) -> None:
    """The child that was open comes of age: the other is not put in their place in silence."""
    mila, _mine = family(linden, greta)
    browser = sign_in(GRETA)
    browser.post(CHOOSE, {"client": str(mika.pk)})
    with acting(linden.boss) as boss:
        rows = Client.objects.visible_to(boss).filter(pk=mika.pk)
        rows.update(birth_date=date(2000, 1, 1))
    led = browser.get(HOME)
    assert led["Location"] == CHOOSE
    page = words(browser.get(CHOOSE))
    assert "Mika is of age by now" in page
    browser.post(CHOOSE, {"client": str(mila.pk)})
    assert "For <strong>Mila</strong>" in words(browser.get(HOME))


def test_who_is_a_client_too_has_both(linden: House, nora: Client, mika: Client) -> None:
    guardian = guarded(linden, mika, "Nora Ng", "aunt", email="nora@clients.example")
    with acting(linden.boss) as boss:
        user = Client.objects.visible_to(boss).select_related("user").get(pk=nora.pk).user
    with_login(linden, guardian, user)
    browser = sign_in("nora@clients.example")
    assert browser.get(HOME)["Location"] == CHOOSE
    browser.post(CHOOSE, {"client": str(nora.pk)})
    own = words(browser.get(HOME))
    assert ("For <strong>Nora</strong>" in own, "Hello, Nora" in own) == (True, True)
    browser.post(CHOOSE, {"client": str(mika.pk)})
    assert "For <strong>Mika</strong>" in words(browser.get(HOME))


def test_each_is_called_as_they_want_to_be(linden: House, nora: Client, mika: Client) -> None:
    guardian = guarded(linden, mika, "Nora Ng", "aunt", email="nora@clients.example")
    with acting(linden.boss) as boss:
        people = Client.objects.visible_to(boss)
        user = people.select_related("user").get(pk=nora.pk).user
        for client, name in ((nora, "Noor"), (mika, "Mikki")):
            people.filter(pk=client.pk).update(preferred_name=name)
    with_login(linden, guardian, user)
    browser = sign_in("nora@clients.example")
    chooser = words(browser.get(CHOOSE))
    assert ("Noor" in chooser, "Mikki" in chooser) == (True, True)
    browser.post(CHOOSE, {"client": str(nora.pk)})
    assert "Hello, Noor" in words(browser.get(HOME))
    browser.post(CHOOSE, {"client": str(mika.pk)})
    assert "For <strong>Mikki</strong>" in words(browser.get(HOME))


def test_the_database_knows_the_same_rule() -> None:
    """Around the day of each, in leap years and others."""
    born = [date(2008, 2, 29), date(2008, 2, 28), date(2009, 2, 28), date(2009, 3, 1)]
    born += [date(2010, 12, 31), date(2010, 1, 1), date(2012, 2, 29), date(2011, 7, 31)]
    with connection.cursor() as cursor:
        for day, age in product(born, range(14, 22)):
            for days in range(-2, 3):
                on = comes_of_age(day, age) + timedelta(days=days)
                at = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
                told = (day, "America/Denver", age, at)
                cursor.execute("SELECT supple_is_minor(%s, %s, %s::smallint, %s)", told)
                assert cursor.fetchone() == (is_minor(day, on, age),), (day, age, on)
        cursor.execute("SELECT supple_is_minor(NULL, 'UTC', 18::smallint, now())")
        assert cursor.fetchone() == (False,)
