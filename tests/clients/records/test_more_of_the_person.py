"""Other contacts, who to call, work and habits, language, how they came: kept, shown, found."""

from typing import Any

import pytest

from clients.records.models import Client
from clients.records.queries import Asked, list_clients
from clients.records.rules import read_contacts, write_contacts
from clients.records.services import ClientData, create_client, edit_client
from practice.core.actor import acting
from tests.api.calling import caller, send, token_for
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db
MORE = {
    "contacts": "Work: +49 30 1234567\n\nMother: Ana@home.example\nlast@x.example",
    "emergency_name": "Ben Ng",
    "emergency_relation": "brother",
    "emergency_phone": "+1 303 555 0199",
    "occupation": "Luthier",
    "habits": "Planing wood, leaning left.",
    "language": "Portuguese",
    "came_by": "A friend from choir",
}
SHOWN: tuple[str, ...] = (
    "+49 30 1234567",
    "Mother",
    "Ana@home.example",
    "Other e-mail",
    "Ben Ng",
    "brother",
)
SHOWN += ("+1 303 555 0199", "Luthier", "Portuguese", "A friend from choir")


def typed(client: Client, **more: Any) -> dict[str, Any]:
    """Nora's form as a browser sends it."""
    known = {"given_name": "Nora", "family_name": "Ng", "email": client.email}
    return known | {"timezone": client.timezone, "version": client.version} | more


def stored(house: House, client: Client) -> Client:
    with acting(house.boss) as boss:
        return Client.objects.visible_to(boss).get(pk=client.pk)


def test_a_line_is_an_email_or_a_phone_and_reads_back_as_it_was() -> None:
    read = read_contacts(MORE["contacts"])
    assert [(c["kind"], c["label"], c["value"]) for c in read] == [
        ("phone", "Work", "+49 30 1234567"),
        ("email", "Mother", "Ana@home.example"),
        ("email", "", "last@x.example"),
    ]
    assert read_contacts(write_contacts(read)) == read


@pytest.mark.parametrize(
    "line", ["Work", "Work: ask Ben", "a@b", "two@x.example y", "12", "x" * 400]
)
def test_a_line_that_reaches_nobody_is_named(linden: House, nora: Client, line: str) -> None:
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(f"/clients/{nora.pk}/edit/", typed(nora, contacts=f"030 123\n{line}"))
    assert answer.status_code == 422
    assert f"neither an e-mail nor a phone: {line[:80]}" in answer.content.decode()
    assert stored(linden, nora).contacts == []


def test_eleven_contacts_are_too_many(linden: House, nora: Client) -> None:
    lines = "\n".join(f"030 123 45 {n:02}" for n in range(11))
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(f"/clients/{nora.pk}/edit/", typed(nora, contacts=lines))
    assert answer.status_code == 422
    assert stored(linden, nora).contacts == []


def test_it_is_kept_shown_and_found(linden: House, nora: Client) -> None:
    browser = sign_in("practitioner@linden.example")
    path = f"/clients/{nora.pk}/edit/"
    assert "h-person" not in browser.get(f"/clients/{nora.pk}/").content.decode()
    with statements() as seen:
        assert browser.post(path, typed(nora, **MORE)).status_code == 302
    assert len(seen) <= 12, "\n".join(seen)
    page = browser.get(f"/clients/{nora.pk}/").content.decode()
    assert [word for word in (*SHOWN, MORE["habits"]) if word not in page] == []
    with statements() as seen:
        form = browser.get(path).content.decode()
    assert len(seen) <= 12, "\n".join(seen)
    assert "Work: +49 30 1234567\nMother: Ana@home.example\nlast@x.example</textarea>" in form
    assert '<option value="A friend from choir">' in form
    with acting(linden.boss) as boss:
        for search in ("030 123 45", "ana@ho", "last@x.example", "4930"):
            assert len(list_clients(boss, Asked(search=search)).rows) == 1, search
    after = stored(linden, nora)
    assert after.email == "nora@clients.example"  # mails still go there
    cleared = typed(nora, version=after.version)
    assert browser.post(path, cleared).status_code == 302
    with acting(linden.boss) as boss:
        assert list_clients(boss, Asked(search="ana@ho")).rows == []


def test_an_assistant_sees_the_contacts_and_leaves_the_habits(linden: House, nora: Client) -> None:
    sign_in("practitioner@linden.example").post(f"/clients/{nora.pk}/edit/", typed(nora, **MORE))
    browser = sign_in("assistant@linden.example")
    path = f"/clients/{nora.pk}/edit/"
    page, form = browser.get(f"/clients/{nora.pk}/"), browser.get(path)
    assert [word for word in SHOWN if word not in page.content.decode()] == []
    for answer in (page, form):
        assert "Planing" not in answer.content.decode()
    changed = typed(nora, **MORE, version=2) | {"habits": "Overwritten.", "language": "Danish"}
    assert browser.post(path, changed).status_code == 302
    after = stored(linden, nora)
    assert (after.habits, after.language) == (MORE["habits"], "Danish")
    stale = browser.post(path, changed)
    assert stale.status_code == 409
    assert "Danish" in stale.content.decode()
    assert "Planing" not in stale.content.decode()


def test_habits_are_written_only_by_who_may_tell_the_story(linden: House, nora: Client) -> None:
    data = ClientData(given_name="Nora", email=nora.email, habits="Overwritten.")
    with acting(linden.actor(linden.assistant)) as assistant:
        edit_client(actor=assistant, client=nora, data=data, version=1)
    assert stored(linden, nora).habits == ""
    with acting(linden.actor(linden.practitioner)) as practitioner:
        edit_client(actor=practitioner, client=nora, data=data, version=2)
    assert stored(linden, nora).habits == "Overwritten."


def test_only_answers_within_reach_are_offered(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        create_client(actor=boss, data=ClientData(given_name="A", came_by="Through Dr. Lee"))
    new = "/clients/new/"
    assert "Through Dr. Lee" in sign_in("owner@linden.example").get(new).content.decode()
    assert "Through Dr. Lee" not in sign_in("trainee@linden.example").get(new).content.decode()


def test_another_contact_of_somebody_known_is_noticed_at_entry(linden: House) -> None:
    with acting(linden.boss) as boss:
        lines = read_contacts(MORE["contacts"])
        create_client(actor=boss, data=ClientData(given_name="Zora", contacts=lines))
    browser = sign_in("owner@linden.example")
    form = {"given_name": "Z", "timezone": "America/Denver"}
    for more in ({"email": "ana@home.example"}, {"phone": "030 1234567"}):
        assert browser.post("/clients/new/", form | more).status_code == 409
    known = {"contacts": "Home: ANA@home.example"}
    assert browser.post("/clients/new/", form | known).status_code == 409


def test_the_api_knows_all_but_the_habits(linden: House, nora: Client) -> None:
    sign_in("practitioner@linden.example").post(f"/clients/{nora.pk}/edit/", typed(nora, **MORE))
    api = caller(token_for(linden, linden.owner))
    path = f"clients/{nora.pk}/"
    shown = api.get(f"/api/v1/{path}").json()
    assert shown["contacts"][0] == {"kind": "phone", "label": "Work", "value": "+49 30 1234567"}
    assert shown["emergency_name"] == "Ben Ng"
    assert "habits" not in shown
    assert send(api, "patch", path, {"version": 2, "language": "Danish"}).status_code == 200
    after = stored(linden, nora)
    assert (after.language, after.occupation, after.habits) == ("Danish", "Luthier", MORE["habits"])
    assert len(after.contacts) == 3
    for wrong in (
        {"kind": "phone", "value": "a@x.example"},
        {"kind": "email", "value": "nobody"},
        {"kind": "email"},
        {},
    ):
        body = {"version": 3, "contacts": [wrong]}
        assert send(api, "patch", path, body).status_code == 400, wrong
    body = {"version": 3, "contacts": [{"kind": "email", "value": "b@x.example"}]}
    assert send(api, "patch", path, body).status_code == 200
    assert [c["value"] for c in stored(linden, nora).contacts] == ["b@x.example"]
