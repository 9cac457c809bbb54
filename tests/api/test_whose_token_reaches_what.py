"""Roles and practices hold in the API as they do on the pages."""

from clients.records.models import Client
from clients.records.services import ClientData, create_client, open_episode
from practice.core.actor import acting
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from sessions.reminders.models import ReminderPlan
from tests.api.calling import LISTS, caller, send, token_for
from tests.cast import House

CANARY = "heron-in-the-reeds"


def test_an_assistant_keeps_people_and_sees_no_story(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    with acting(linden.boss) as boss:
        program.note_to_client = CANARY
        program.save(update_fields=["note_to_client"])
        open_episode(actor=boss, client=nora, concern=CANARY)
    browser = caller(token_for(linden, linden.assistant))
    answers = [
        browser.get("/api/v1/clients/"),
        browser.get(f"/api/v1/clients/{nora.pk}/"),
        *(browser.get(f"/api/v1/{name}/") for name in LISTS[1:]),
        browser.get(f"/api/v1/home-programs/{program.pk}/"),
        send(browser, "post", f"home-programs/{program.pk}/pause/"),
    ]
    assert [answer.status_code for answer in answers[:2]] == [200, 200]
    assert {answer.status_code for answer in answers[2:]} <= {403, 404}
    assert all(CANARY not in answer.content.decode() for answer in answers)
    with acting(linden.boss) as boss:
        assert HomeProgram.objects.visible_to(boss).get().state == "active"


def test_a_trainee_reaches_their_own_clients_only(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    with acting(linden.boss) as boss:
        data = ClientData(given_name="Tess", assigned_to_id=linden.trainee.pk)
        own = create_client(actor=boss, data=data)
    browser = caller(token_for(linden, linden.trainee))
    assert [row["id"] for row in browser.get("/api/v1/clients/").json()["results"]] == [str(own.pk)]
    for name in LISTS[1:]:
        assert browser.get(f"/api/v1/{name}/").json()["results"] == []
    for path in (f"clients/{nora.pk}/", f"home-programs/{program.pk}/"):
        assert browser.get(f"/api/v1/{path}").status_code == 404
    assert send(browser, "post", f"home-programs/{program.pk}/pause/").status_code == 404


def test_another_practice_finds_none_of_it(
    harbour: House, linden: House, nora: Client, program: HomeProgram
) -> None:
    with acting(linden.boss) as boss:
        plan = ReminderPlan.objects.visible_to(boss).get()
    browser = caller(token_for(harbour, harbour.owner))
    for name in LISTS:
        assert browser.get(f"/api/v1/{name}/").json()["results"] == []
        narrow = "search=Nora" if name == "clients" else f"client={nora.pk}"
        assert browser.get(f"/api/v1/{name}/?{narrow}").json()["results"] == []
    for method, path, body in (
        ("get", f"home-programs/{program.pk}/", None),
        ("post", f"home-programs/{program.pk}/pause/", None),
        ("get", f"reminders/{plan.pk}/", None),
        ("patch", f"reminders/{plan.pk}/", {"on": False}),
        ("post", "practice-logs/", {"home_program": str(program.pk), "done": True}),
    ):
        answer = (
            browser.get(f"/api/v1/{path}") if method == "get" else send(browser, method, path, body)
        )
        assert answer.status_code == 404, path
    with acting(linden.boss) as boss:
        assert HomeProgram.objects.visible_to(boss).get().state == "active"
        assert ReminderPlan.objects.visible_to(boss).get().state == "on"
        assert PracticeLog.objects.visible_to(boss).count() == 0
