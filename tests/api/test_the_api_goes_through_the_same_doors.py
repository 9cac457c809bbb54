"""Each endpoint, with whose token: what it answers, and what is stored afterwards."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import Actor, acting
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from sessions.reminders.models import ReminderPlan
from tests.api.calling import LISTS, caller, send, token_for
from tests.cast import House
from tests.sessions.programs import building

HIDDEN = {"practice": str(uuid4()), "id": str(uuid4()), "state": "archived", "user": str(uuid4())}


def count_of(actor: Actor, model: Any) -> int:
    with acting(actor):
        return int(model.objects.visible_to(actor).count())


def stored(actor: Actor, client_id: UUID) -> Client:
    with acting(actor):
        return Client.objects.visible_to(actor).get(pk=client_id)


def test_a_client_is_added_read_changed_and_found(linden: House, owner: Browser) -> None:
    body = {"given_name": "Zoë", "family_name": "Ángel", "email": "ZOE@x.example"}
    made = send(owner, "post", "clients/", body | HIDDEN)
    assert made.status_code == 201, made.content
    shown = made.json()
    assert (shown["state"], shown["version"], shown["timezone"]) == ("enquiry", 1, "America/Denver")
    assert shown["id"] != HIDDEN["id"]
    client = stored(linden.boss, UUID(shown["id"]))
    assert (client.practice_id, client.user_id, client.email) == (
        linden.practice.pk,
        None,
        "zoe@x.example",
    )
    changed = send(
        owner, "patch", f"clients/{client.pk}/", {"version": 1, "phone": "123 45"} | HIDDEN
    )
    assert changed.status_code == 200
    after = stored(linden.boss, client.pk)
    assert (after.phone, after.given_name, after.state, after.version) == (
        "123 45",
        "Zoë",
        "enquiry",
        2,
    )
    found = owner.get("/api/v1/clients/?search=ange&state=enquiry").json()["results"]
    assert [row["id"] for row in found] == [str(client.pk)]
    assert owner.get("/api/v1/clients/?state=archived").json()["results"] == []
    assert owner.get(f"/api/v1/clients/{client.pk}/").json()["phone"] == "123 45"


def test_a_stale_or_wrong_change_writes_nothing(
    linden: House, nora: Client, owner: Browser
) -> None:
    path = f"clients/{nora.pk}/"
    for body, status, attr in (
        ({"version": 7, "given_name": "X"}, 409, None),
        ({"given_name": "X"}, 400, "version"),
        ({"version": 1, "given_name": ""}, 400, "given_name"),
        ({"version": 1, "given_name": "  "}, 400, "given_name"),
        ({"version": 1, "timezone": "Moon/Sea"}, 422, "timezone"),
        ({"version": 1, "birth_date": "2999-01-01"}, 422, "birth_date"),
        ({"version": 1, "assigned_to": str(linden.assistant.pk)}, 422, "assigned_to"),
        ({"version": 1, "given_name": "x" * 121}, 400, "given_name"),
    ):
        answer = send(owner, "patch", path, body)
        assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (status, attr), body
    assert owner.patch(f"/api/v1/{path}", "{", content_type="application/json").status_code == 400
    assert stored(linden.boss, nora.pk).version == 1
    assert stored(linden.boss, nora.pk).given_name == "Nora"


def test_a_repeated_create_makes_one(linden: House, owner: Browser) -> None:
    once = {"Idempotency-Key": "import row 17"}
    first = send(owner, "post", "clients/", {"given_name": "Once"}, **once)
    second = send(owner, "post", "clients/", {"given_name": "Once"}, **once)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert count_of(linden.boss, Client) == 1
    other = send(owner, "post", "clients/", {"given_name": "Two"}, **{"Idempotency-Key": "18"})
    assert other.status_code == 201
    too_long = send(
        owner, "post", "clients/", {"given_name": "X"}, **{"Idempotency-Key": "k" * 201}
    )
    assert too_long.status_code == 400
    colleague = caller(token_for(linden, linden.practitioner))
    same_key = send(colleague, "post", "clients/", {"given_name": "Mine"}, **once)
    assert same_key.status_code == 201
    assert count_of(linden.boss, Client) == 3


def test_a_program_is_planned_started_paused_and_resumed(
    linden: House, nora: Client, owner: Browser
) -> None:
    with acting(linden.boss) as boss:
        building.episode_of(boss, nora)
        flatten = building.movement(boss)
    body: dict[str, Any] = {
        "client": str(nora.pk),
        "items": [{"movement": str(flatten.pk), "phase": "free", "minutes": 5}],
        "days": [1, 3],
        "times": ["07:30"],
    }
    key = {"Idempotency-Key": "plan"}
    made = send(owner, "post", "home-programs/", body | HIDDEN, **key)
    assert made.status_code == 201, made.content
    shown = made.json()
    assert (shown["state"], shown["days"], shown["times"]) == ("draft", [1, 3], ["07:30"])
    assert [item["name"] for item in shown["items"]] == ["Arch and Flatten"]
    repeated = send(owner, "post", "home-programs/", body, **key)
    assert (repeated.status_code, repeated.json()["id"]) == (200, shown["id"])
    for verb, state, status in (
        ("pause", "draft", 422),
        ("activate", "active", 200),
        ("pause", "paused", 200),
        ("resume", "active", 200),
        ("resume", "active", 422),
    ):
        answer = send(owner, "post", f"home-programs/{shown['id']}/{verb}/")
        assert answer.status_code == status, answer.content
        with acting(linden.boss) as boss:
            assert HomeProgram.objects.visible_to(boss).get().state == state

    for wrong, status in (
        ({"items": []}, 400),
        ({"items": [{"movement": str(uuid4()), "phase": "free", "minutes": 5}]}, 400),
        ({"items": [body["items"][0] | {"phase": "integrate"}]}, 422),
        ({"days": [0]}, 400),
        ({"times": ["25:00"]}, 400),
        ({"client": str(uuid4())}, 404),
    ):
        assert send(owner, "post", "home-programs/", body | wrong).status_code == status, wrong
    assert count_of(linden.boss, HomeProgram) == 1


def test_a_practice_is_logged_once_a_key(
    linden: House, nora: Client, program: HomeProgram, owner: Browser
) -> None:
    key = str(uuid4())
    body = {"home_program": str(program.pk), "client_key": key, "done": True, "minutes": 8}
    first = send(owner, "post", "practice-logs/", body | HIDDEN | {"source": "portal"})
    assert first.status_code == 201, first.content
    again = send(owner, "post", "practice-logs/", body | {"minutes": 9})
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    with acting(linden.boss) as boss:
        log = PracticeLog.objects.visible_to(boss).get()
    assert (log.source, log.minutes, log.slowness, log.client_id) == ("api", 8, None, nora.pk)
    for wrong, status in (
        ({"pain_during": 11}, 400),
        ({"done": False}, 422),
        ({"home_program": str(uuid4())}, 404),
        ({"items": [str(uuid4())]}, 422),
    ):
        answer = send(owner, "post", "practice-logs/", body | {"client_key": str(uuid4())} | wrong)
        assert answer.status_code == status, wrong
    assert count_of(linden.boss, PracticeLog) == 1
    listed = owner.get(f"/api/v1/practice-logs/?client={nora.pk}&since={log.local_date}").json()
    assert [row["id"] for row in listed["results"]] == [str(log.pk)]
    assert owner.get("/api/v1/practice-logs/?until=2000-01-01").json()["results"] == []
    assert owner.get("/api/v1/practice-logs/?since=soon").status_code == 400


def test_a_reminder_is_switched_off_and_on(
    linden: House, nora: Client, program: HomeProgram, owner: Browser
) -> None:
    (shown,) = owner.get("/api/v1/reminders/?on=true").json()["results"]
    assert (shown["home_program"], shown["on"]) == (str(program.pk), True)
    path = f"reminders/{shown['id']}/"
    off = send(owner, "patch", path, {"on": False})
    assert (off.status_code, off.json()["on"], off.json()["next_due_at"]) == (200, False, None)
    with acting(linden.boss) as boss:
        assert ReminderPlan.objects.visible_to(boss).get().state == "off"
    back = send(owner, "patch", path, {"on": True, "times": ["18:00"]}).json()
    assert (back["on"], back["times"]) == (True, ["18:00"])
    assert back["next_due_at"] is not None
    assert send(owner, "patch", path, {"days": [9]}).status_code == 400
    stale = send(owner, "patch", path, {"times": ["19:00"], "version": back["version"] - 1})
    assert (stale.status_code, owner.get(f"/api/v1/{path}").json()["times"]) == (409, ["18:00"])


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_five_statements_however_long(
    linden: House, nora: Client, program: HomeProgram, owner: Browser, name: str
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert owner.get(f"/api/v1/{name}/").status_code == 200
        return len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])

    before = statements()
    with acting(linden.boss) as boss:
        for number in range(5):
            client = create_client(actor=boss, data=ClientData(given_name=f"C{number}"))
            other = building.running(boss, client)
            send(owner, "post", "practice-logs/", {"home_program": str(other.pk), "done": True})
    assert statements() == before <= 5


def test_pages_are_walked_by_cursor(linden: House, owner: Browser) -> None:
    with acting(linden.boss) as boss:
        for number in range(5):
            create_client(actor=boss, data=ClientData(given_name=f"C{number}"))
    seen: list[str] = []
    address: str | None = "/api/v1/clients/?page_size=2"
    while address:
        page = owner.get(address).json()
        seen += [row["given_name"] for row in page["results"]]
        address = page["next"]
    assert seen == ["C4", "C3", "C2", "C1", "C0"]


def test_methods_that_are_not_there_are_405(linden: House, nora: Client, owner: Browser) -> None:
    assert send(owner, "delete", f"clients/{nora.pk}/").status_code == 405
    assert send(owner, "put", f"clients/{nora.pk}/").status_code == 405
    assert owner.get("/api/v1/clients/not-an-id/").status_code == 404
    assert count_of(linden.boss, Client) == 1


@pytest.mark.parametrize(
    ("asked", "attr"),
    [
        ("clients/?stat=active", "stat"),
        ("clients/?state=", "state"),
        ("clients/?page_size=many", "page_size"),
        ("clients/?page_size=0", "page_size"),
        ("home-programs/?client=", "client"),
        ("reminders/?client=x", "client"),
        ("practice-logs/?since=", "since"),
    ],
)
def test_a_filter_that_says_nothing_is_refused(owner: Browser, asked: str, attr: str) -> None:
    """Passed over in silence, it would answer with everybody."""
    answer = owner.get(f"/api/v1/{asked}")
    assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, attr)


@pytest.mark.parametrize("wrong", ["7:30", "25:00", "07:30Z", "noon", 730, None])
def test_a_time_of_day_has_one_spelling(linden: House, nora: Client, wrong: Any) -> None:
    with acting(linden.boss) as boss:
        building.running(boss, nora)
        plan = ReminderPlan.objects.visible_to(boss).get()
    browser = caller(token_for(linden, linden.owner))
    answer = send(browser, "patch", f"reminders/{plan.pk}/", {"times": [wrong]})
    assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, "times.0")
