"""An archived record reads only: every address that writes about a client, the API, the portal."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.test import Client as Browser

from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import acting
from practice.core.errors import ReadOnly
from practice.outbox.models import Message
from sessions.practice_logs.models import LogSource
from sessions.practice_logs.services import LogData, log_practice
from sessions.programs.models import HomeProgram
from tests.api.calling import caller, send, token_for
from tests.cast import House, sign_in
from tests.digests import digest_of
from tests.statements.page_forms import form_for
from tests.statements.rows import POSTS
from tests.statements.scene import NOON, Scene
from tests.statements.visits import Visit
from tests.test_access_matrix import STAFF, Address, addresses, expected
from tests.world import build_world

pytestmark = pytest.mark.django_db
ADDRESSES = {address.name: address for address in addresses()}
OF_A_CLIENT = {
    "client_id",
    "episode_id",
    "submission_id",
    "note_id",
    "home_program_id",
    "log_id",
    "person_note_id",
    "client_message_id",
    "appointment_id",
    "wish_id",
    "offer_id",
    "report_id",
    "answer_id",
    "guardian_id",
    "deletion_request_id",
}
# What writes about an archived client all the same, or says it in a way of its own.
APART = {
    "client_state": "brings them back",
    "appointment_reminders_off_link": "a wish for no mails is always taken",
    "check_ins_off_link": "a wish for no mails is always taken",
    "offers_off_link": "a wish for no mails is always taken",
    "offer_link": "says that their work has ended: tests/sessions/waitlist",
    "messages_off_link": "a wish for no mails is always taken",
    "morning_off_link": "of a colleague, about no client",
    "unsubscribe_link": "a wish for no mails is always taken",
    "practice_link": "says that it is closed: tests/sessions/practice_logs",
    "client_deletion": "a request is answered also where work has ended",
    "portal_calendar_feed_end": "an address is always ended",
    "portal_deletion": "whoever came here once may ask",
    "portal_deletion_withdraw": "and take it back",
    "portal_my_data_copy": "reads, and changes nothing",
    "portal_prove": "shows who one is, and changes nothing",
    "portal_choose": "says for whom, and changes nothing",
    "mail_text_with": "shows one how words would read, and keeps nothing",
}
WORDS = ("An archived record is read only. Bring it back first.", "Your record is archived")


def writes(address: Address) -> bool:
    """Whether a POST there writes about one client."""
    needs = address.needs.get("POST", "")
    return needs.startswith("portal:") or bool(needs and OF_A_CLIENT & set(address.parameters))


VISITS = [v for v in POSTS if writes(ADDRESSES[v.name]) and v.name not in APART]


@pytest.fixture
def scene(linden: House, nora: Client) -> Iterator[Scene]:
    with time_machine.travel(NOON, tick=False):
        world = build_world(linden, nora)
        people = {role: f"{role}@linden.example" for role in STAFF}
        people |= {"client": "nora@clients.example", "other_client": "nell@clients.example"}
        people["guardian"] = "gina@clients.example"
        yield Scene(world, {name: sign_in(email) for name, email in people.items()})


def archive(scene: Scene) -> None:
    """Everybody: Nora, her neighbour, and whom a visit's preparation made."""
    with acting(scene.house.boss) as boss:
        for client in list(Client.objects.visible_to(boss)):
            set_client_state(actor=boss, client=client, state=ClientState.ARCHIVED)


def form_of(visit: Visit, scene: Scene, browser: Browser) -> dict[str, Any]:
    """The form as it stood on its page before anybody was archived."""
    page = ADDRESSES[visit.stands_on or visit.name]
    if "GET" not in page.needs:
        return {**visit.typed, **scene.typed}
    at = scene.path(page.name)
    found = form_for(browser.get(at).content.decode(), scene.path(visit.name), here=at)
    return {**found, **visit.typed, **scene.typed}


def sent_to(visit: Visit, scene: Scene) -> tuple[int, str, bool]:
    """Send one form once its client is archived: status, what is said, whether a row changed."""
    address, here = ADDRESSES[visit.name], scene.afresh()
    needs = address.needs["POST"]
    staff = ("practitioner", "owner", "client")
    who = visit.who or next(a for a in staff if expected(a, needs, address.parameters))
    with transaction.atomic():
        here.ids |= {"step": visit.step} if visit.step else {}
        visit.before(here)
        browser, path = here.browsers[who], here.path(visit.name)
        sent = form_of(visit, here, browser)
        archive(here)
        before = digest_of([scene.house.practice.pk])
        answer = browser.post(path, sent)
        changed = digest_of([scene.house.practice.pk]) != before
        body = answer.content.decode()
        if answer.status_code == 302:
            body = browser.get(answer.headers["Location"]).content.decode()
        transaction.set_rollback(True)
    if body.startswith("{"):
        body = str(json.loads(body))
    return answer.status_code, body, changed


def test_each_writing_address_is_tried_or_told_apart() -> None:
    there = {name for name, address in ADDRESSES.items() if writes(address)}
    assert there - {visit.name for visit in VISITS} == APART.keys() & there
    assert len({visit.name for visit in VISITS}) > 25


def test_every_address_refuses_with_words_and_writes_nothing(
    scene: Scene, subtests: pytest.Subtests
) -> None:
    words = (WORDS[0].partition(". ")[0], WORDS[1])  # of two records it says whose
    for visit in VISITS:
        with subtests.test(f"{visit.name}-{visit.step}-{visit.before.__name__}"):
            cookies = {who: deepcopy(browser.cookies) for who, browser in scene.browsers.items()}
            try:
                status, body, changed = sent_to(visit, scene)
            finally:
                for who, browser in scene.browsers.items():
                    browser.cookies = cookies[who]
            assert not changed
            assert status in {302, 422}
            assert any(said in body for said in words), body[:4000]


def test_forms_lead_back_to_the_page_and_say_why(scene: Scene) -> None:
    archive(scene)
    browser, ids = scene.browsers["practitioner"], scene.afresh().ids
    nora = f"/clients/{scene.nora.pk}/"
    for path in (
        f"{nora}edit/",
        f"{nora}notes/new/",
        f"{nora}episodes/new/",
        f"{nora}sessions/new/",
        f"{nora}programs/new/",
        f"/episodes/{ids['episode_id']}/close/",
        f"/programs/{ids['home_program_id']}/edit/",
    ):
        answer = browser.get(path, follow=True)
        assert answer.redirect_chain == [(nora, 302)], path
        assert WORDS[0] in answer.content.decode()


def test_everything_is_still_read_and_no_form_is_offered(scene: Scene) -> None:
    archive(scene)
    ids = scene.afresh().ids
    browser = scene.browsers["practitioner"]
    for path in (
        f"/notes/{ids['note_id']}/",
        f"/notes/{ids['signed_note_id']}/",
        f"/intakes/{ids['submission_id']}/",
        f"/programs/{ids['home_program_id']}/",
        f"/notes-on/{ids['person_note_id']}/",
        f"/safety/{ids['answer_id']}/",
        f"/clients/{scene.nora.pk}/messages/",
    ):
        answer = browser.get(path)
        page = answer.content.decode().partition("<main")[2]
        assert answer.status_code == 200, path
        assert 'method="post"' not in page, path
    page = browser.get(f"/clients/{scene.nora.pk}/").content.decode().partition("<main")[2]
    assert page.count('method="post"') == 1  # to bring them back
    assert "Bring back" in page


def test_the_portal_reads_and_offers_no_form(scene: Scene) -> None:
    browser, ids = scene.browsers["client"], scene.afresh().ids
    paths = (
        "/portal/",
        "/portal/intake/",
        "/portal/reminders/",
        "/portal/messages/",
        f"/portal/practice/{ids['home_program_id']}/",
    )
    offered = [browser.get(path).content.decode().partition("<main")[2] for path in paths]
    assert sum('method="post"' in page for page in offered) >= 2
    archive(scene)
    for path in paths:
        answer = browser.get(path)
        page = answer.content.decode().partition("<main")[2]
        assert answer.status_code == 200, path
        assert 'method="post"' not in page, path
        assert WORDS[1] in page
    assert "Change it" not in browser.get("/portal/").content.decode()
    answer = browser.get(f"/portal/logs/{ids['log_id']}/", follow=True)
    assert answer.redirect_chain == [("/portal/", 302)]
    other = scene.browsers["other_client"]  # who never began an intake
    page = other.get("/portal/intake/").content.decode().partition("<main")[2]
    assert ">Begin<" not in page
    assert 'method="post"' not in page
    answer = other.get("/portal/intake/concern/", follow=True)
    assert answer.redirect_chain == [("/portal/", 302)]


def test_the_api_refuses_with_the_same_words(scene: Scene) -> None:
    house, ids = scene.house, scene.afresh().ids
    browser = caller(token_for(house, house.owner))
    program = f"home-programs/{ids['home_program_id']}/"
    item = {"movement": str(ids["movement_id"]), "phase": "free", "minutes": 4}
    archive(scene)
    with acting(house.boss) as boss:
        version = Client.objects.visible_to(boss).get(pk=scene.nora.pk).version
    tries: list[tuple[str, str, dict[str, Any]]] = [
        ("patch", f"clients/{scene.nora.pk}/", {"given_name": "N", "version": version}),
        ("post", f"{program}pause/", {}),
        ("post", f"{program}resume/", {}),
        ("post", f"{program}activate/", {}),
        ("patch", f"reminders/{ids['plan_id']}/", {"on": False}),
        ("post", "practice-logs/", {"home_program": str(ids["home_program_id"]), "done": True}),
        (
            "post",
            "home-programs/",
            {"client": str(scene.nora.pk), "items": [item], "days": [1], "times": ["07:30"]},
        ),
    ]
    before = digest_of([house.practice.pk])
    for method, path, body in tries:
        answer = send(browser, method, path, body)
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["code"]) == (422, "archived"), (path, answer.content)
        assert error["detail"] == WORDS[0]
    assert digest_of([house.practice.pk]) == before
    assert browser.get(f"/api/v1/clients/{scene.nora.pk}/").json()["state"] == "archived"


def test_the_way_through_the_practice_and_back(scene: Scene) -> None:
    """enquiry → active → maintaining → archived → active: and then all goes on."""
    browser = scene.browsers["owner"]
    nora = f"/clients/{scene.nora.pk}/"
    for state in ("active", "maintaining", "archived"):
        assert browser.post(f"{nora}state/", {"state": state}).status_code == 302
        with acting(scene.house.boss) as boss:
            assert Client.objects.visible_to(boss).get(pk=scene.nora.pk).state == state
    assert browser.post(f"{nora}notes/new/", {"about": "More."}).status_code == 422
    assert browser.post(f"{nora}state/", {"state": "active"}).status_code == 302
    assert browser.post(f"{nora}notes/new/", {"about": "More."}).status_code == 302
    portal = scene.browsers["client"]
    program = scene.afresh().ids["home_program_id"]
    sent = {"done": "yes", "client_key": str(uuid4())}
    assert portal.post(f"/portal/practice/{program}/", sent).status_code == 302
    assert WORDS[1] not in portal.get("/portal/").content.decode()


def test_whoever_read_the_page_before_is_refused_by_the_service(scene: Scene) -> None:
    """The record is looked at when it is written, not as somebody read it."""
    house = scene.house
    with acting(house.boss) as boss:
        program = HomeProgram.objects.visible_to(boss).select_related("client").get()
    archive(scene)
    nora = house.as_client(scene.nora)
    with acting(nora), pytest.raises(ReadOnly, match="Your record is archived"):
        log_practice(
            actor=nora,
            home_program_id=program.pk,
            data=LogData(done=True),
            source=LogSource.PORTAL,
            client_key=uuid4(),
        )


def test_no_mail_to_an_archived_client_is_planned(scene: Scene) -> None:
    archive(scene)
    with acting(scene.house.boss) as boss:
        rows = Message.objects.visible_to(boss, "mail.read").filter(person_id=scene.nora.pk)
        assert set(rows.values_list("state", flat=True)) == {"held"}  # the world's own
