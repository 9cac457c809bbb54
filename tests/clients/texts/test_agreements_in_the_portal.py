"""What a client agreed to: read in the portal, taken back, agreed to anew; reminders follow it."""

from typing import Any

import pytest

from clients.mail_wishes.models import MailWish
from clients.mail_wishes.rules import MailKind
from clients.records.models import Client, ConsentDocument, ConsentRecord
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from clients.texts.queries import agreements_of
from practice.core.actor import acting
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import change_wishes, plan_due_reminders
from tests.cast import House, sign_in
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.counting import statements
from tests.clients.intake.walking import hidden, signed
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db
PORTAL = "/portal/agreements/"
NORA, OWNER = "nora@clients.example", "owner@linden.example"


def told(house: House, client: Client, **consents: bool) -> None:
    """An intake of this client, signed, with these answers to the texts."""
    answers: dict[str, Any] = {**complete_answers(), "signature": "Nora Ng"}
    answers["contact"] = {**answers["contact"], "given_name": "Nora", "family_name": "Ng"}
    answers["consents"] = {"scope": True, "privacy": True, **consents}
    signed(house, client, answers)


def said(house: House, kind: str) -> list[tuple[int, bool, str]]:
    """Every answer to a text, in order: version, yes or no, the typed name."""
    with acting(house.boss) as boss:
        rows = ConsentRecord.objects.visible_to(boss).filter(document__kind=kind)
        rows = rows.order_by("answered_at", "id")
        return list(rows.values_list("document__version", "given", "typed_name"))


def newest(house: House, kind: str) -> str:
    with acting(house.boss) as boss:
        rows = ConsentDocument.objects.visible_to(boss).filter(kind=kind)
        return str(rows.order_by("-version")[0].pk)


def wishes(house: House) -> list[tuple[str, bool, bool]]:
    with acting(house.boss) as boss:
        rows = MailWish.objects.visible_to(boss).order_by("said_at", "id")
        return list(rows.values_list("about", "wanted", "by_client"))


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_what_was_signed_is_read_taken_back_and_given_again(linden: House, nora: Client) -> None:
    told(linden, nora, photo=True)
    browser = sign_in(NORA)
    assert "Photos and films" in words(browser.get(PORTAL))
    assert "You agreed as Nora Ng" in words(browser.get(f"{PORTAL}photo/"))
    assert browser.post(f"{PORTAL}photo/", {"back": "1"}).status_code == 302
    assert browser.post(f"{PORTAL}photo/", {"back": "1"}).status_code == 302  # once is enough
    assert said(linden, "photo") == [(2, True, "Nora Ng"), (2, False, "")]
    assert "You took it back" in words(browser.get(f"{PORTAL}photo/"))
    assert "taken back" in words(sign_in(OWNER).get(f"/clients/{nora.pk}/"))
    again = {"document": newest(linden, "photo"), "typed_name": " nora  NG "}
    for _time in range(2):
        assert browser.post(f"{PORTAL}photo/", again).status_code == 302
    assert said(linden, "photo")[2:] == [(2, True, "nora  NG")]


@pytest.mark.parametrize("name", ["", "Nora", "Somebody Else"])
def test_a_name_that_is_not_theirs_agrees_to_nothing(
    linden: House, nora: Client, name: str
) -> None:
    typed = {"document": newest(linden, "photo"), "typed_name": name}
    answer = sign_in(NORA).post(f"{PORTAL}photo/", typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["typed_name"]
    assert said(linden, "photo") == []


def test_a_version_that_is_not_the_newest_is_read_again(linden: House, nora: Client) -> None:
    first = newest(linden, "photo")
    new = {"title": "Photos", "text": "Only of your feet.", "asked": "on"}
    sign_in(OWNER).post(f"/settings/texts/{first}/edit/", new)
    browser, typed = sign_in(NORA), {"typed_name": "Nora Ng"}
    answer = browser.post(f"{PORTAL}photo/", {"document": first, **typed})
    assert answer.status_code == 422
    assert "This text has changed" in words(answer)
    assert "Only of your feet." in words(answer)
    assert said(linden, "photo") == []
    assert browser.post(f"{PORTAL}photo/", {**hidden(answer), **typed}).status_code == 302
    assert said(linden, "photo") == [(3, True, "Nora Ng")]


def test_a_newer_version_is_offered_beside_the_one_that_stands(linden: House, nora: Client) -> None:
    told(linden, nora, photo=True)
    new = {"title": "Photos", "text": "Only of your feet.", "asked": "on"}
    sign_in(OWNER).post(f"/settings/texts/{newest(linden, 'photo')}/edit/", new)
    browser = sign_in(NORA)
    page = words(browser.get(f"{PORTAL}photo/"))
    assert "You will be asked each time" in page
    assert "Only of your feet." in page
    typed = {"document": newest(linden, "photo"), "typed_name": "Nora Ng"}
    assert browser.post(f"{PORTAL}photo/", typed).status_code == 302
    assert said(linden, "photo") == [(2, True, "Nora Ng"), (3, True, "Nora Ng")]


def test_a_text_that_rests_is_not_agreed_to_but_can_be_taken_back(
    linden: House, nora: Client
) -> None:
    told(linden, nora, touch=True)
    for kind in ("touch", "photo"):
        rests = {"title": kind, "text": "No more."}
        sign_in(OWNER).post(f"/settings/texts/{newest(linden, kind)}/edit/", rests)
    browser = sign_in(NORA)
    page = words(browser.get(f"{PORTAL}touch/"))
    assert "Take it back" in page
    assert "typed_name" not in page
    typed = {"document": newest(linden, "touch"), "typed_name": "Nora Ng"}
    assert browser.post(f"{PORTAL}touch/", typed).status_code == 422
    assert browser.post(f"{PORTAL}touch/", {"back": "1"}).status_code == 302
    assert said(linden, "touch") == [(1, True, "Nora Ng"), (1, False, "")]


@pytest.mark.parametrize("kind", ["guarantee", "horoscope"])
def test_what_nobody_wrote_is_not_there(linden: House, nora: Client, kind: str) -> None:
    assert sign_in(NORA).get(f"{PORTAL}{kind}/").status_code == 404


def test_an_archived_record_reads_and_takes_nothing(linden: House, nora: Client) -> None:
    told(linden, nora, photo=True)
    with acting(linden.boss) as boss:
        client = Client.objects.visible_to(boss).get(pk=nora.pk)
        set_client_state(actor=boss, client=client, state=ClientState.ARCHIVED)
    browser = sign_in(NORA)
    page = words(browser.get(f"{PORTAL}photo/"))
    assert "Take it back" not in page
    assert browser.post(f"{PORTAL}photo/", {"back": "1"}).status_code == 302
    assert said(linden, "photo") == [(2, True, "Nora Ng")]


def test_saying_no_to_reminders_in_the_intake_turns_them_off(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        building.running(boss, nora)
    told(linden, nora, messaging=False)
    assert wishes(linden) == [("reminder", False, True)]
    with acting(linden.boss) as boss:
        plan = ReminderPlan.objects.visible_to(boss).get()
        assert (plan.state, plan.next_due_at) == ("off", None)
        assert plan_due_reminders(actor=boss) == 0


def test_agreeing_to_reminders_says_they_are_wanted(linden: House, nora: Client) -> None:
    told(linden, nora, messaging=True)
    assert wishes(linden) == [("reminder", True, True)]


def test_taking_it_back_and_agreeing_again_is_followed(linden: House, nora: Client) -> None:
    told(linden, nora, messaging=True)
    with acting(linden.boss) as boss:
        building.running(boss, nora)
    browser, there = sign_in(NORA), f"{PORTAL}messaging/"
    browser.post(there, {"back": "1"})
    with acting(linden.boss) as boss:
        assert ReminderPlan.objects.visible_to(boss).get().state == "off"
    typed = {"document": newest(linden, "messaging"), "typed_name": "Nora Ng"}
    browser.post(there, typed)
    with acting(linden.boss) as boss:
        assert ReminderPlan.objects.visible_to(boss).get().state == "on"
    assert [wanted for _about, wanted, _by in wishes(linden)] == [True, False, True]


def test_a_wish_said_later_holds_and_leaves_what_was_signed(linden: House, nora: Client) -> None:
    told(linden, nora, messaging=True)
    with acting(linden.as_client(nora)) as actor:
        change_wishes(actor=actor, client_id=nora.pk, wanted={MailKind.REMINDER: False})
    assert wishes(linden)[-1] == ("reminder", False, True)
    assert said(linden, "messaging") == [(1, True, "Nora Ng")]


def test_where_reminders_are_not_asked_about_nothing_is_wished(linden: House, nora: Client) -> None:
    rests = {"title": "Reminders", "text": "We call you."}
    sign_in(OWNER).post(f"/settings/texts/{newest(linden, 'messaging')}/edit/", rests)
    told(linden, nora)
    assert wishes(linden) == []
    with acting(linden.boss) as boss:
        kinds = [agreement.shown.kind for agreement in agreements_of(boss, nora.pk)]
    assert kinds == ["scope", "privacy", "touch", "photo"]


def test_the_pages_take_few_statements(linden: House, nora: Client) -> None:
    told(linden, nora, photo=True)
    browser = sign_in(NORA)
    for path in (PORTAL, f"{PORTAL}photo/"):
        with statements() as seen:
            browser.get(path)
        assert len(seen) <= 7, "\n".join(seen)
