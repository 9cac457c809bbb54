"""The client's home: what there is to practise, without shame; whose it is."""

from datetime import UTC, datetime

import time_machine

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from practice.core.models import User
from sessions.programs.services import pause_program
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.sessions.practice_logs.sending import sent
from tests.sessions.programs import building

WEDNESDAY = datetime(2026, 12, 9, 18, tzinfo=UTC)


def test_todays_items_cue_and_word(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        items = (building.item(boss, minutes=4), building.item(boss, "side_curl", minutes=6))
        program = building.running(boss, nora, *items, cue="Before coffee", note_to_client="Slow")
    page = sign_in("nora@clients.example").get("/portal/").content.decode()
    for said in ("Your 10 minutes", "Arch and Flatten", "Side Curl", "Before coffee", "Slow"):
        assert said in page
    assert f'href="/portal/practice/{program.pk}/"' in page
    assert "A missed day changes nothing" in page


def test_the_week_has_no_shame_in_it(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora, days=[1, 3, 5])
    with time_machine.travel(datetime(2026, 12, 8, 19, tzinfo=UTC), tick=False):
        sign_in("nora@clients.example").post(f"/portal/practice/{program.pk}/", sent())
    with time_machine.travel(WEDNESDAY, tick=False):
        home = sign_in("nora@clients.example").get("/portal/").context["home"]
    states = [day["state"] for day in home.week]
    assert states == ["not", "did", "today", "not", "plan", "not", "not"]
    assert len(home.changeable) == 1


def test_a_draft_is_not_shown(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.draft(boss, nora)
    browser = sign_in("nora@clients.example")
    assert "Arch and Flatten" not in browser.get("/portal/").content.decode()
    assert browser.get(f"/portal/practice/{program.pk}/").status_code == 404


def test_before_anything_the_intake_comes_first(linden: House, nora: Client) -> None:
    page = sign_in("nora@clients.example").get("/portal/").content.decode()
    assert "Hello, Nora" in page
    assert 'href="/portal/intake/"' in page


def test_the_whole_practice_is_readable_without_script(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        item = building.item(boss, note="Only half as far")
        program = building.running(boss, nora, item)
    page = sign_in("nora@clients.example").get(f"/portal/practice/{program.pk}/").content.decode()
    assert "Lie on your back with your knees bent" in page
    assert "Let your back melt down, slower than it rose." in page
    assert "10 s" in page
    assert "Only half as far" in page
    assert 'class="lift"' in page


def test_staff_without_a_client_record_are_refused(linden: House) -> None:
    browser = sign_in("practitioner@linden.example")
    for address in ("/portal/", "/portal/choose/"):
        assert browser.get(address).status_code == 403


def test_somebody_signed_out_is_led_to_the_sign_in(linden: House, client: object) -> None:
    answer = client.get("/portal/")  # type: ignore[attr-defined]
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_the_home_asks_the_database_little(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        codes = ("arch_and_flatten", "side_curl", "washrag")
        program = building.running(boss, nora, *(building.item(boss, code) for code in codes))
    browser = sign_in("nora@clients.example")
    browser.get("/portal/")
    for _ in range(3):
        browser.post(f"/portal/practice/{program.pk}/", sent())
    browser.get("/portal/")
    with statements() as seen:
        browser.get("/portal/")
    assert len(seen) <= 8, "\n".join(q[:150] for q in seen)
    with statements() as seen:
        browser.get(f"/portal/practice/{program.pk}/")
    assert len(seen) <= 8, "\n".join(q[:150] for q in seen)
    with statements() as seen:
        browser.post(f"/portal/practice/{program.pk}/", sent())
    assert len(seen) <= 12, "\n".join(q[:150] for q in seen)
    with acting(linden.boss) as boss:
        pause_program(actor=boss, home_program=program)
    with statements() as seen:
        browser.get("/portal/")  # and whom to be in touch with
    assert len(seen) <= 9, "\n".join(q[:150] for q in seen)


def test_a_login_of_two_people_is_asked_for_whom(
    harbour: House, linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        child = create_client(
            actor=boss, data=ClientData(given_name="Kit", timezone="America/Denver")
        )
        child.user = User.objects.get(email="nora@clients.example")
        child.save(update_fields=["user"])
        building.running(boss, child, cue="After school")
    browser = sign_in("nora@clients.example")
    for address, on in (("/portal/", ""), ("/portal/intake/", "?next=%2Fportal%2Fintake%2F")):
        assert browser.get(address)["Location"] == f"/portal/choose/{on}"
    page = browser.get("/portal/choose/").content.decode()
    assert "Kit, Linden Somatics" in page
    assert "Nora, Linden Somatics" in page
    assert browser.post("/portal/choose/", {"client": str(child.pk)})["Location"] == "/portal/"
    assert "After school" in browser.get("/portal/").content.decode()
    browser.post("/portal/choose/", {"client": str(nora.pk)})
    assert "After school" not in browser.get("/portal/").content.decode()


def test_somebody_elses_client_is_no_choice(
    harbour: House, omar: Client, linden: House, nora: Client
) -> None:
    browser = sign_in("nora@clients.example")
    answer = browser.post("/portal/choose/", {"client": str(omar.pk)})
    assert answer.status_code == 422
    assert "Hello, Nora" in browser.get("/portal/").content.decode()
