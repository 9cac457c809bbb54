"""A file leaves by the door of its client alone, closed to caches, to guessing and to running."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import Http404

from clients.files.models import ClientFile
from clients.files.queries import get_file, list_files
from clients.files.services import delete_file
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import acting, enter, enter_as
from practice.core.models import AccessLog
from tests.cast import House, sign_in
from tests.clients.files.conftest import Kept
from tests.clients.files.making import a_pdf, a_picture, keep
from tests.test_access_matrix import body_of
from tests.world import World, build_world, put_files

pytestmark = pytest.mark.django_db
NORA, NELL = "nora@clients.example", "nell@clients.example"


@pytest.fixture
def world(kept: Kept, linden: House, nora: Client) -> World:
    return build_world(linden, nora)


def change(world: World, file_id: Any, **values: Any) -> None:
    with acting(world.house.boss) as boss:
        ClientFile.objects.visible_to(boss).filter(pk=file_id).update(**values)


@pytest.mark.parametrize("whose", ["practitioner@linden.example", NORA])
def test_what_stands_around_a_file(world: World, whose: str) -> None:
    letter, photo = world.ids["letter_id"], world.ids["file_id"]
    change(world, letter, title='Röntgen "Hüfte"\r\nX: y.exe', is_shared=True)
    before = "/portal" if whose == NORA else ""
    browser = sign_in(whose)
    for file_id, kind, way in (
        (letter, "application/pdf", "attachment"),
        (photo, "image/jpeg", "inline"),
    ):
        answer = browser.get(f"{before}/files/{file_id}/content/")
        body = answer.getvalue()
        assert body in {a_pdf(), a_picture()} or body.startswith(b"%PDF-")
        head = answer.headers
        assert (answer.status_code, head["Content-Type"]) == (200, kind)
        assert head["Content-Disposition"].startswith(f"{way}; filename")
        assert head["X-Content-Type-Options"] == "nosniff"
        assert head["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert head["Cache-Control"] == "private, no-store"
        assert head["Cross-Origin-Resource-Policy"] == "same-origin"
        assert int(head["Content-Length"]) == len(body)
        assert "\n" not in head["Content-Disposition"]
        assert world.house.practice.pk.hex not in str(head).replace("-", "")  # no name of the store
    small = browser.get(f"{before}/files/{photo}/small/")
    assert (small.status_code, small["Cache-Control"]) == (200, "private, no-store")
    assert browser.get(f"{before}/files/{letter}/small/").status_code == 404


@pytest.mark.parametrize(
    ("who", "letter", "photo"),
    [
        ("owner@linden.example", 200, 200),
        ("practitioner@linden.example", 200, 200),
        ("trainee@linden.example", 404, 404),
        ("assistant@linden.example", 403, 403),
    ],
)
def test_who_of_the_practice_has_it(world: World, who: str, letter: int, photo: int) -> None:
    browser = sign_in(who)
    for name, status in (("letter_id", letter), ("file_id", photo)):
        for part in ("", "content/"):
            answer = browser.get(f"/files/{world.ids[name]}/{part}")
            assert answer.status_code == status
            assert status == 200 or "quillwort" not in body_of(answer)


def test_the_clients_own_and_what_is_shared(world: World) -> None:
    """A letter is the practice's until it is shared; somebody else's is not there at all."""
    letter, photo = world.ids["letter_id"], world.ids["file_id"]
    nora, gina, nell = sign_in(NORA), sign_in("gina@clients.example"), sign_in(NELL)
    there, other = f"/portal/files/{letter}/content/", f"/portal/files/{photo}/content/"
    for browser in (nora, gina):
        assert [browser.get(path).status_code for path in (there, other)] == [404, 200]
        assert "canary" not in browser.get("/portal/files/").content.decode()
    staff = sign_in("practitioner@linden.example")
    assert staff.post(f"/files/{letter}/share/", {"shared": "yes"}).status_code == 302
    for browser in (nora, gina):
        assert browser.get(there).status_code == 200
        assert (
            "canary-story-quillwort-in-title-end" in browser.get("/portal/files/").content.decode()
        )
    unknown = nell.get(f"/portal/files/{uuid4()}/content/")
    for path in (there, other):
        answer = nell.get(path)
        assert (answer.status_code, len(answer.content)) == (404, len(unknown.content))
    assert "Nothing here yet" in nell.get("/portal/files/").content.decode()
    staff.post(f"/files/{letter}/share/", {"shared": "no"})
    assert nora.get(there).status_code == 404


def test_row_security_keeps_a_letter_from_the_portal(world: World) -> None:
    """Also where a question of ours forgot to ask whether it is shared."""
    with transaction.atomic():
        enter_as(world.house.as_client(world.client))
        with connection.cursor() as cursor:
            cursor.execute("SELECT kind FROM clients_clientfile")
            assert cursor.fetchall() == [("posture",)]
        enter_as(world.house.as_client(world.neighbour))
        with connection.cursor() as cursor:
            cursor.execute("SELECT kind FROM clients_clientfile")
            assert cursor.fetchall() == []


def test_the_question_itself_asks_whether_it_is_shared(world: World) -> None:
    """Also where the database would not know that it is the portal that asks."""
    nora = world.house.as_client(world.client)
    with transaction.atomic():
        enter(practice_id=world.house.practice.pk)
        assert [file.kind for file in list_files(nora, world.client.pk).files] == ["posture"]
        with pytest.raises(Http404):
            get_file(nora, world.ids["letter_id"])


def test_a_visit_leaves_its_line(world: World, linden: House) -> None:
    sign_in("practitioner@linden.example").get(f"/files/{world.ids['file_id']}/content/")
    sign_in(NELL).get(f"/portal/files/{world.ids['file_id']}/content/")
    enter_as(linden.boss)  # the portal reads what is of its client alone
    lines = AccessLog.objects.filter(object_id=str(world.ids["file_id"])).order_by("id")
    assert [(line.action, line.outcome) for line in lines] == [
        ("GET file_content", 200),
        ("GET portal_file_content", 404),
    ]


def test_deleted_is_gone(world: World, kept: Kept, django_capture_on_commit_callbacks: Any) -> None:
    """The bytes go once the row is certainly gone, the small picture with them."""
    photo = world.ids["file_id"]
    names = kept.names()
    with django_capture_on_commit_callbacks() as after:
        assert (
            sign_in("practitioner@linden.example").post(f"/files/{photo}/delete/").status_code
            == 302
        )
    assert kept.names() == names  # not yet certain
    for callback in after:
        callback()
    assert len(kept.names()) == len(names) - 2
    assert [row.kind for row in kept.rows()] == ["letter"]
    assert sign_in(NORA).get(f"/portal/files/{photo}/content/").status_code == 404


def test_the_client_deletes_their_photo_and_no_letter(world: World, kept: Kept) -> None:
    change(world, world.ids["letter_id"], is_shared=True)
    browser = sign_in(NORA)
    assert browser.post(f"/portal/files/{world.ids['letter_id']}/delete/").status_code == 403
    assert sign_in(NELL).post(f"/portal/files/{world.ids['file_id']}/delete/").status_code == 404
    assert len(kept.rows()) == 2
    assert browser.post(f"/portal/files/{world.ids['file_id']}/delete/").status_code == 302
    assert [row.kind for row in kept.rows()] == ["letter"]


def test_an_archived_record_is_read_only(world: World, kept: Kept) -> None:
    with acting(world.house.boss) as boss:
        set_client_state(actor=boss, client=world.client, state=ClientState.ARCHIVED)
    rows, names = len(kept.rows()), kept.names()
    browser, photo = sign_in("owner@linden.example"), world.ids["file_id"]
    pages = (f"/clients/{world.client.pk}/files/", f"/files/{photo}/", f"/files/{photo}/content/")
    assert [browser.get(page).status_code for page in pages] == [200, 200, 200]
    assert "files/new" not in browser.get(pages[0]).content.decode()
    for path in (f"/files/{photo}/delete/", f"/files/{world.ids['letter_id']}/share/"):
        browser.post(path, {"shared": "yes"})
    sent = {"view": "front", "taken_on": "2026-01-02"}
    browser.post(f"/clients/{world.client.pk}/photos/new/", sent)
    sign_in(NORA).post(f"/portal/files/{photo}/delete/")
    assert (len(kept.rows()), kept.names()) == (rows, names)
    assert not any(row.is_shared for row in kept.rows())


def test_bytes_that_are_lost_are_not_found(world: World, kept: Kept) -> None:
    for path in kept.folder.rglob("*"):
        if path.is_file():
            path.unlink()
    answer = sign_in("owner@linden.example").get(f"/files/{world.ids['file_id']}/content/")
    assert answer.status_code == 404


def test_the_guard_of_the_door_is_the_door(linden: House, nora: Client, kept: Kept) -> None:
    """Every way in asks `get_file`: a trainee who is not theirs gets nothing by any of them."""
    with acting(linden.boss):

        def put(model: Any, **values: Any) -> Any:
            row = model(practice=linden.practice, **values)
            row.save(force_insert=True)
            return row

        letter, _photo = put_files(put, linden, nora)
    with acting(linden.actor(linden.trainee)) as actor:
        for ask in (
            lambda: get_file(actor, letter.pk),
            lambda: delete_file(actor=actor, file_id=letter.pk),
        ):
            with pytest.raises(Http404, match="file"):
                ask()
    assert keep(linden, a_pdf())
    assert len(kept.rows()) == 2
