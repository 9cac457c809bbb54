"""A signed intake was asked back on: what was taken back or said since is not undone by signing."""

from typing import Any

import pytest
from django.urls import reverse

from clients.intake.models import IntakeSubmission
from clients.intake.services import ask_back
from clients.mail_wishes import following
from clients.mail_wishes.queries import wants_mail
from clients.mail_wishes.rules import MailKind
from clients.records.models import Client
from practice.core.actor import acting
from practice.core.links import Link, link_token
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import change_wishes
from tests.cast import House, sign_in
from tests.clients.intake.walking import hidden, path
from tests.clients.texts.test_agreements_in_the_portal import NORA, PORTAL, said, told, wishes
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db
BEGUN = {"scope": True, "privacy": True}
ALL = {"touch": True, "photo": True, "messaging": True}


def ask(house: House) -> None:
    with acting(house.boss) as boss:
        intake = IntakeSubmission.objects.visible_to(boss).get(state="signed")
        ask_back(actor=boss, submission_id=intake.pk, step="concern", question="Since when?")


def stop_by_link(house: House, client: Client) -> None:
    token = link_token(Link("unsubscribe", house.practice.pk, client.pk))
    sign_in(NORA).post(reverse("unsubscribe_link", kwargs={"token": token}))


def wish(house: House, client: Client, *, wanted: bool) -> None:
    with acting(house.as_client(client)) as actor:
        change_wishes(actor=actor, client_id=client.pk, wanted={MailKind.REMINDER: wanted})


def ticks() -> tuple[Any, dict[str, bool]]:
    """The page of agreements as it opens, and what is ticked there."""
    page = sign_in(NORA).get(path("consent"))
    form = page.context["form"]
    ticks = {name: form[name].value() for name in form.fields if name.startswith("given_")}
    return page, {name.removeprefix("given_"): value is True for name, value in ticks.items()}


def sign_as_shown(**changes: bool) -> None:
    """Send the page as it opens, but for the `changes`, and sign."""
    browser = sign_in(NORA)
    browser.post(path("concern"), {**hidden(browser.get(path("concern"))), "concern": "Long."})
    page, shown = ticks()
    on = {f"given_{kind}": "on" for kind, given in {**shown, **changes}.items() if given}
    browser.post(path("consent"), {**hidden(page), **on, "signature": "Nora Ng"})
    assert browser.post("/portal/intake/").status_code == 302


def reminds(house: House, client: Client) -> tuple[bool, str]:
    with acting(house.boss) as boss:
        plan = ReminderPlan.objects.visible_to(boss).get()
        return wants_mail(boss, client.pk, MailKind.REMINDER), plan.state


@pytest.fixture
def running(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        building.running(boss, nora)


@pytest.mark.parametrize("asked_first", [True, False])
def test_what_was_taken_back_stays_so(linden: House, nora: Client, *, asked_first: bool) -> None:
    told(linden, nora, **ALL)
    if asked_first:
        ask(linden)
    sign_in(NORA).post(f"{PORTAL}photo/", {"back": "1"})
    if not asked_first:
        ask(linden)
    assert ticks()[1] == {**BEGUN, **ALL, "photo": False}
    sign_as_shown()
    assert [given for _version, given, _name in said(linden, "photo")] == [True, False, False]
    assert [given for _version, given, _name in said(linden, "touch")] == [True, True]


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("asked_first", [True, False])
def test_reminders_stopped_by_the_link_stay_so(
    linden: House, nora: Client, *, asked_first: bool
) -> None:
    told(linden, nora, **ALL)
    if asked_first:
        ask(linden)
    stop_by_link(linden, nora)
    if not asked_first:
        ask(linden)
    sign_as_shown()
    assert reminds(linden, nora) == (False, "off")
    assert [given for _version, given, _name in said(linden, "messaging")] == [True, False]


def keep_agreement(*, messaging: bool) -> None:
    """Keep the page of agreements as it stands, with or without reminders, and do not sign."""
    browser = sign_in(NORA)
    browser.post(path("concern"), {**hidden(browser.get(path("concern"))), "concern": "Long."})
    page, shown = ticks()
    on = {f"given_{k}": "on" for k, given in {**shown, "messaging": messaging}.items() if given}
    browser.post(path("consent"), {**hidden(page), **on, "signature": "Nora Ng"})


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("by", ["link", "portal", "practice"])
def test_a_draft_that_said_yes_follows_mails_turned_off(
    linden: House, nora: Client, by: str
) -> None:
    """Kept in a draft before, said otherwise since: signing the older draft turns nothing on."""
    told(linden, nora, **ALL)
    ask(linden)
    keep_agreement(messaging=True)
    open_page = sign_in(NORA).get(path("consent"))
    if by == "link":
        stop_by_link(linden, nora)
    elif by == "portal":
        wish(linden, nora, wanted=False)
    else:
        with acting(linden.boss) as boss:
            change_wishes(actor=boss, client_id=nora.pk, wanted={MailKind.REMINDER: False})
    assert ticks()[1] == {**BEGUN, **ALL, "messaging": False}
    on = {f"given_{kind}": "on" for kind in (*BEGUN, *ALL)}
    stale = sign_in(NORA).post(path("consent"), {**hidden(open_page), **on, "signature": "Nora Ng"})
    assert stale.status_code == 409  # a page that stood open is told
    assert sign_in(NORA).post("/portal/intake/").status_code == 302
    assert reminds(linden, nora) == (False, "off")
    assert [given for _version, given, _name in said(linden, "messaging")] == [True, False]


@pytest.mark.usefixtures("running")
def test_a_draft_that_said_no_follows_mails_turned_on(linden: House, nora: Client) -> None:
    told(linden, nora, **ALL)
    stop_by_link(linden, nora)
    ask(linden)
    keep_agreement(messaging=False)
    wish(linden, nora, wanted=True)
    assert ticks()[1]["messaging"]
    assert sign_in(NORA).post("/portal/intake/").status_code == 302
    assert reminds(linden, nora) == (True, "on")


@pytest.mark.usefixtures("running")
def test_reminders_wanted_since_go_on(linden: House, nora: Client) -> None:
    told(linden, nora, messaging=False)
    ask(linden)
    wish(linden, nora, wanted=True)
    sign_as_shown()
    assert reminds(linden, nora) == (True, "on")


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("wanted", [True, False])
def test_a_tick_that_is_changed_is_followed(linden: House, nora: Client, *, wanted: bool) -> None:
    told(linden, nora, messaging=wanted)
    wish(linden, nora, wanted=not wanted)
    ask(linden)
    sign_as_shown(messaging=wanted)
    assert reminds(linden, nora) == (wanted, "on" if wanted else "off")
    assert [said for _about, said, _by in wishes(linden)] == [wanted, not wanted, wanted]


@pytest.mark.usefixtures("running")
def test_a_no_from_before_it_was_followed_turns_nothing_off(
    linden: House, nora: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(following, "_followers", {})
        told(linden, nora, messaging=False)
    ask(linden)
    sign_as_shown()
    assert [given for _version, given, _name in said(linden, "messaging")] == [False, False]
    assert (reminds(linden, nora), wishes(linden)) == ((True, "on"), [])
