"""Who looked: by day and person, in the client's zone, and nothing of anybody else."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import acting, enter_as
from practice.core.clock import now
from practice.core.models import AccessLog
from practice.core.whose import named
from practice.data.looking import LINES, room_of, who_looked
from tests.cast import House, sign_in
from tests.sessions.programs import building
from tests.test_access_matrix import OF_THE_PRACTICE, addresses
from tests.world import build_world

pytestmark = pytest.mark.django_db
NORA, LOOKED = "nora@clients.example", "/portal/my-data/looked/"
# Parameters that name no object of one client: of the practice, or of a colleague.
NO_CLIENTS = OF_THE_PRACTICE | {
    *("place_id", "membership_id", "staff_invitation_id", "tag_id", "phrase_id", "token_id"),
    *("hand_over_id", "message_id", "practised_media_id", "other_id", "step", "agreement", "need"),
    *("service_id", "class_id", "day_hours_id", "time_off_id", "busy_calendar_id"),
    *("teacher_id", "credential_id", "slug", "suppressed_id", "text_code", "language"),
    *("instrument", "rater", "region", "token", "kind", "uidb36", "key", "format"),
}


def looked(nora: Client, **more: Any) -> str:
    return sign_in(NORA).get(LOOKED, more).content.decode()


def put(house: House, client_id: Any, **more: Any) -> None:
    told = {"practice_id": house.practice.pk, "client_id": client_id, "request_id": uuid4()}
    told |= {"user_id": house.owner.user_id, "role": "owner", "outcome": 200}
    AccessLog._base_manager.bulk_create(
        [AccessLog(**{**told, "action": "GET client_page", **more})]
    )


def test_a_colleague_who_opened_a_program(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
    sign_in("practitioner@linden.example").get(f"/programs/{program.pk}/")
    page = looked(nora)
    assert "Practitioner, practitioner" in page
    assert "home programs and practice" in page


def test_oneself_is_you_and_can_be_left_out(linden: House, nora: Client) -> None:
    sign_in(NORA).get("/portal/messages/")
    assert ">You<" in looked(nora)
    assert ">You<" not in looked(nora, others="1")


def test_who_was_refused_saw_nothing(linden: House, nora: Client) -> None:
    refused = sign_in("assistant@linden.example").get(f"/clients/{nora.pk}/episodes/new/")
    assert refused.status_code == 403
    assert "Assistant" not in looked(nora)


def test_what_was_opened_of_somebody_else_is_not_there(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        nell = create_client(actor=boss, data=ClientData(given_name="Nell"))
    sign_in("owner@linden.example").get(f"/clients/{nell.pk}/")
    enter_as(linden.boss)
    assert AccessLog.objects.filter(client_id=nell.pk).count() == 1
    assert "Olive" not in looked(nora)


def test_row_security_hides_other_peoples_lines_in_the_portal(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        nell = create_client(actor=boss, data=ClientData(given_name="Nell"))
    enter_as(linden.boss)
    put(linden, nell.pk)
    put(linden, nora.pk)
    put(linden, None)
    enter_as(linden.as_client(nora))
    assert set(AccessLog.objects.values_list("client_id", flat=True)) == {nora.pk}


def test_days_are_the_clients_own(linden: House, nora: Client) -> None:
    late = now().replace(year=2026, month=3, day=2, hour=5, minute=30)  # still the 1st in Denver
    enter_as(linden.boss)
    put(linden, nora.pk, at=late)
    enter_as(linden.as_client(nora))
    (day,) = who_looked(linden.as_client(nora), nora.pk).days
    assert (day.day.month, day.day.day) == (3, 1)


def test_one_line_a_person_and_day_however_often(linden: House, nora: Client) -> None:
    enter_as(linden.boss)
    begin = now().replace(hour=18, minute=0)
    for minute in range(5):
        put(linden, nora.pk, at=begin + timedelta(minutes=minute), action="POST note_save")
    enter_as(linden.as_client(nora))
    (day,) = who_looked(linden.as_client(nora), nora.pk).days
    (one,) = day.people
    assert (one.last - one.first, one.wrote) == (timedelta(minutes=4), True)
    assert [str(room) for room in one.rooms] == ["lessons and what was written of them"]


def test_pages_hold_whole_days_and_meet(linden: House, nora: Client) -> None:
    enter_as(linden.boss)
    begin = now().replace(hour=18, minute=0) - timedelta(days=30)
    for day in range(20):
        for _ in range(LINES // 10):
            put(linden, nora.pk, at=begin + timedelta(days=day))
    actor = linden.as_client(nora)
    enter_as(actor)
    seen: list[Any] = []
    before: str = ""
    while True:
        page = who_looked(actor, nora.pk, before=before)
        seen += [day.day for day in page.days]
        if page.before is None:
            break
        before = str(page.before)
    assert len(seen) == len(set(seen)) == 20
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("wrong", ["x", "-1", "1e3", "9" * 30, "٣", "\0"])
def test_what_is_no_cursor_is_not_found(linden: House, nora: Client, wrong: str) -> None:
    assert sign_in(NORA).get(LOOKED, {"before": wrong}).status_code == 404


def test_a_record_that_became_part_of_hers_brings_its_lines(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        twin = create_client(actor=boss, data=ClientData(given_name="Nora", family_name="Ng"))
    sign_in("owner@linden.example").get(f"/clients/{twin.pk}/")
    with acting(linden.boss):
        Client._base_manager.filter(pk=twin.pk).update(merged_into=nora)
    assert "Olive Owner, owner" in looked(nora)


def test_every_id_in_an_address_is_said_to_be_a_clients_or_not(linden: House) -> None:
    parameters = {name for address in addresses() for name in address.parameters}
    assert parameters - named() <= NO_CLIENTS
    assert not named() & NO_CLIENTS


def test_a_visit_says_whose_the_object_is(linden: House, nora: Client) -> None:
    world = build_world(linden, nora)
    browser = sign_in("owner@linden.example")
    for path in (f"/notes/{world.ids['note_id']}/", f"/files/{world.ids['file_id']}/"):
        assert browser.get(path).status_code == 200
        enter_as(linden.boss)
        assert AccessLog.objects.order_by("-id")[0].client_id == nora.pk


@pytest.mark.parametrize(
    "action", ["GET person_note_page", "POST person_note_new", "GET merge_page", "GET client_page"]
)
def test_what_only_the_practice_has_is_the_record(action: str) -> None:
    """That there is a note on the person, or a twin, is nobody's to learn from a list."""
    assert str(room_of(action)) == "the record"


def test_a_note_and_a_lesson_read_alike(linden: House) -> None:
    assert room_of("GET note_page") == room_of("POST session_new")


@time_machine.travel("2026-03-02T12:00:00Z", tick=False)
def test_it_stays_fast_beside_a_million_lines(linden: House, nora: Client) -> None:
    """The index answers: nothing is read but the client's own lines."""
    enter_as(linden.boss)
    put(linden, nora.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO practice_accesslog (practice_id, user_id, role, client_id, action,"
            " object_id, outcome, request_id) SELECT %s, NULL, 'owner', uuidv7(),"
            " 'GET client_page', '', 200, uuidv7() FROM generate_series(1, 20000)",
            [linden.practice.pk],
        )
        enter_as(linden.as_client(nora))
        from practice.data import looking

        asked = {"practice": linden.practice.pk, "client": nora.pk, "before": None, "most": 401}
        asked["refused"] = 400
        sql = looking._LINES.format(others="")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) {sql}", asked)
        plan = str(cursor.fetchone())
    assert "access_log_of_client" in plan
    assert "Seq Scan" not in plan.replace("'Relation Name': 'clients_client'", "")
