"""Messages are sent once, read in words, taken back while unread, and never changed."""

from copy import copy
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from clients.files.models import ClientFile
from clients.messages.models import ClientMessage
from clients.messages.rules import LONGEST
from clients.messages.services import need_no_answer, send_message, take_back
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import NotAllowed, acting
from practice.core.clock import now
from practice.core.errors import DomainError, ReadOnly
from practice.core.services import AlreadyDone
from tests.cast import House, sign_in
from tests.clients.files.making import a_pdf
from tests.clients.messages.conftest import Talk

pytestmark = pytest.mark.django_db
PORTAL = "/portal/messages/"


def a_file(content: bytes = b"", name: str = "x-ray.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or a_pdf(), content_type="application/pdf")


def test_written_in_the_portal_and_answered_by_the_practice(talk: Talk) -> None:
    hers, ours = sign_in("nora@clients.example"), sign_in("practitioner@linden.example")
    assert hers.post(PORTAL, {"said": "May I row?\r\nSoon?"}).status_code == 302
    there = f"/clients/{talk.nora.pk}/messages/"
    page = ours.get(there).content.decode()
    assert "May I row?\nSoon?" in page
    assert "waits for an answer" in page
    assert ours.post(there, {"said": "In a week."}).status_code == 302
    page = hers.get(PORTAL).content.decode()
    assert page.index("In a week.") < page.index("May I row?")
    assert "Practitioner" in page
    assert talk.said(talk.ours) == ["In a week.", "May I row?\nSoon?"]


def test_pressed_twice_is_one_message(talk: Talk) -> None:
    hers, key = sign_in("nora@clients.example"), str(uuid4())
    for _twice in range(2):
        assert hers.post(PORTAL, {"said": "Hello.", "key": key}).status_code == 302
    assert talk.said(talk.ours) == ["Hello."]
    once = uuid4()
    talk.write(talk.ours, "Once.", key=once)
    with pytest.raises(AlreadyDone):
        talk.write(talk.ours, "Twice.", key=once)


@pytest.mark.parametrize("said", ["", " \r\n ", "x" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused(talk: Talk, said: str) -> None:
    with pytest.raises(DomainError) as refused:
        talk.write(talk.hers, said)
    assert refused.value.field == "said"
    assert talk.said(talk.ours) == []


def test_a_megabyte_is_refused_in_words_and_stays_in_its_form(talk: Talk) -> None:
    said = "slow " * 200_000 + "the very end"
    answer = sign_in("nora@clients.example").post(PORTAL, {"said": said})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "the very end</textarea>" in page
    assert "5000 fit into a message" in page
    assert "maxlength" not in page.partition("<textarea")[2].partition(">")[0]
    assert talk.said(talk.ours) == []
    assert talk.mails("practice_message") == []


def test_what_is_typed_outlives_the_sign_in_and_an_archived_record(talk: Talk) -> None:
    hers = sign_in("nora@clients.example")
    with acting(talk.house.boss) as boss:
        set_client_state(actor=boss, client=talk.nora, state=ClientState.ARCHIVED)
    answer = hers.post(PORTAL, {"said": "Typed for long."})
    assert answer.status_code == 422
    assert "Typed for long.</textarea>" in answer.content.decode()
    hers.logout()
    answer = hers.post(PORTAL, {"said": "Typed for long."})
    assert answer.status_code == 401
    assert "Typed for long." in answer.content.decode()
    assert talk.said(talk.ours) == []


def test_read_is_said_in_words_to_who_wrote(talk: Talk) -> None:
    talk.write(talk.hers, "Are you there?")
    hers, ours = sign_in("nora@clients.example"), sign_in("owner@linden.example")
    assert "Not read yet" in hers.get(PORTAL).content.decode()
    there = f"/clients/{talk.nora.pk}/messages/"
    page = ours.get(there).content.decode()
    assert 'hx-trigger="load"' in page  # and a button, without a script
    assert "Not read yet" in hers.get(PORTAL).content.decode()  # looking alone changes nothing
    assert talk.read(talk.house.boss) == 1
    assert "Read by Olive Owner, " in hers.get(PORTAL).content.decode()
    assert talk.read(talk.ours) == 0  # who read it first stays


def test_one_reads_only_what_the_other_wrote(talk: Talk) -> None:
    mine = talk.write(talk.hers)
    path = f"{PORTAL}read/"
    sent = {"since": str(mine.pk), "through": str(mine.pk)}
    assert sign_in("nora@clients.example").post(path, sent).status_code == 302
    assert talk.mails("practice_message")
    with acting(talk.house.boss) as boss:
        assert ClientMessage.objects.visible_to(boss).get(pk=mine.pk).read_at is None


def test_the_page_asks_to_be_read_through_once(talk: Talk) -> None:
    talk.write(talk.ours, "Come at ten.")
    hers = sign_in("nora@clients.example")
    page = hers.get(PORTAL).content.decode()
    ids = [part.partition('"')[0] for part in page.split('name="since" value="')[1:]]
    ids += [part.partition('"')[0] for part in page.split('name="through" value="')[1:]]
    sent = {"since": ids[0], "through": ids[1]}
    answer = hers.post(f"{PORTAL}read/", sent, headers={"HX-Request": "true"})
    assert (answer.status_code, "All read." in answer.content.decode()) == (200, True)
    assert 'name="since"' not in hers.get(PORTAL).content.decode()
    assert (
        "Read by Nora"
        in sign_in("owner@linden.example")
        .get(f"/clients/{talk.nora.pk}/messages/")
        .content.decode()
    )


def test_taken_back_while_unread_and_then_never(talk: Talk) -> None:
    one, other = talk.write(talk.hers, "Oops."), talk.write(talk.hers, "Fine.")
    with acting(talk.hers) as hers:
        take_back(actor=hers, client_message_id=one.pk)
    assert talk.said(talk.ours) == talk.said(talk.hers) == ["Fine."]
    talk.read(talk.ours)
    with acting(talk.hers) as hers, pytest.raises(DomainError):
        take_back(actor=hers, client_message_id=other.pk)
    late = talk.write(talk.hers, "Late.")
    with (
        time_machine.travel(now() + timedelta(minutes=16)),
        acting(talk.hers) as hers,
        pytest.raises(DomainError),
    ):
        take_back(actor=hers, client_message_id=late.pk)
    assert talk.said(talk.ours) == ["Late.", "Fine."]


def test_nobody_takes_back_what_somebody_else_wrote(talk: Talk) -> None:
    theirs, ours = talk.write(talk.hers), talk.write(talk.ours)
    for actor, message in ((talk.house.boss, ours), (talk.ours, theirs), (talk.hers, ours)):
        with acting(actor), pytest.raises(DomainError):
            take_back(actor=actor, client_message_id=message.pk)
    assert len(talk.said(talk.ours)) == 2


def test_a_file_comes_along_by_the_files_door(talk: Talk) -> None:
    hers = sign_in("nora@clients.example")
    assert hers.post(PORTAL, {"said": "", "file": a_file()}).status_code == 302
    with acting(talk.house.boss) as boss:
        file = ClientFile.objects.visible_to(boss).get()
    assert (file.kind, file.title, file.added_by_id) == ("attachment", "x-ray.pdf", None)
    for browser, path in (
        (hers, f"/portal/files/{file.pk}/content/"),
        (
            sign_in("practitioner@linden.example"),
            f"/files/{file.pk}/content/",
        ),
    ):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert sign_in("assistant@linden.example").get(f"/files/{file.pk}/").status_code == 403
    owner = sign_in("owner@linden.example")
    page = owner.get(f"/files/{file.pk}/").content.decode()
    assert ("from the portal" in page, "Delete this file?" in page) == (True, False)
    assert owner.post(f"/files/{file.pk}/delete/").status_code == 403
    assert hers.post(f"/portal/files/{file.pk}/delete/").status_code == 403


def test_a_file_that_is_none_is_refused_and_the_words_stay(talk: Talk) -> None:
    sent = {"said": "Look at this.", "file": a_file(b"<svg onload=alert(1)>", "x.svg")}
    answer = sign_in("nora@clients.example").post(PORTAL, sent)
    assert answer.status_code == 422
    assert "Look at this.</textarea>" in answer.content.decode()
    assert "This is no PDF, JPEG or PNG" in answer.content.decode()
    assert talk.said(talk.ours) == []


def test_its_file_goes_with_what_is_taken_back(talk: Talk) -> None:
    one = talk.write(talk.hers, "My knee.", upload=a_file())
    with acting(talk.hers) as hers:
        take_back(actor=hers, client_message_id=one.pk)
    with acting(talk.house.boss) as boss:
        assert not ClientFile.objects.visible_to(boss).exists()


def test_who_waits_is_followed_from_what_was_written(talk: Talk) -> None:
    first = talk.write(talk.hers, "One.")
    talk.write(talk.hers, "Two.")
    assert [waits for _last, waits in talk.stands()] == [first.sent_at]
    answer = talk.write(talk.ours, "Three.")
    assert [waits for _last, waits in talk.stands()] == [None]
    with acting(talk.ours) as ours:
        take_back(actor=ours, client_message_id=answer.pk)
    assert [waits for _last, waits in talk.stands()] == [first.sent_at]
    with acting(talk.ours) as ours:
        need_no_answer(actor=ours, client_id=talk.nora.pk)
    assert [waits for _last, waits in talk.stands()] == [None]
    again = talk.write(talk.hers, "Four.")
    assert talk.stands() == [(again.sent_at, again.sent_at)]
    with acting(talk.hers) as hers, pytest.raises(NotAllowed):
        need_no_answer(actor=hers, client_id=talk.nora.pk)


def test_an_archived_record_takes_no_message(talk: Talk) -> None:
    with acting(talk.house.boss) as boss:
        set_client_state(actor=boss, client=talk.nora, state=ClientState.ARCHIVED)
    for actor in (talk.hers, talk.ours):
        with pytest.raises(ReadOnly):
            talk.write(actor)


def test_archived_as_somebody_wrote_it_takes_none_either(talk: Talk) -> None:
    """Whoever has the page open read the record before it was archived."""
    as_read = copy(talk.nora)
    with acting(talk.house.boss) as boss:
        set_client_state(actor=boss, client=talk.nora, state=ClientState.ARCHIVED)
    with acting(talk.ours) as ours, pytest.raises(ReadOnly):
        send_message(actor=ours, client=as_read, said="Slowly.")
    assert not ClientMessage._base_manager.exists()


def changed(talk: Talk, statement: str) -> None:
    """Whatever the code says: the database refuses it."""
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        acting(talk.house.boss),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_database_changes_and_deletes_no_message(talk: Talk) -> None:
    talk.write(talk.hers)
    changed(talk, "UPDATE clients_clientmessage SET said = 'Other'")
    changed(talk, "UPDATE clients_clientmessage SET sent_at = now()")
    changed(talk, "UPDATE clients_clientmessage SET author_id = NULL")
    changed(talk, "DELETE FROM clients_clientmessage")
    changed(talk, "DELETE FROM clients_messagethread")


def test_nobody_writes_in_the_name_of_the_other_side(talk: Talk) -> None:
    row = {
        "practice_id": talk.house.practice.pk,
        "client": talk.nora,
        "said": "x",
        "sent_at": now(),
    }
    wrong = ((talk.house.boss, None), (talk.hers, talk.house.owner))
    for actor, author in wrong:
        with pytest.raises(DatabaseError), transaction.atomic(), acting(actor):
            ClientMessage(**row, author=author).save(force_insert=True)


def test_who_may_read_is_who_may_read_the_story(talk: Talk, omar: Client) -> None:
    talk.write(talk.hers, "For those who work with me.")
    path = f"/clients/{talk.nora.pk}/messages/"
    told = {
        role: sign_in(f"{role}@linden.example").get(path).status_code
        for role in ("owner", "practitioner", "trainee", "assistant")
    }
    assert told == {"owner": 200, "practitioner": 200, "trainee": 404, "assistant": 403}
    assert sign_in("owner@harbour.example").get(path).status_code == 404
    assert sign_in("assistant@linden.example").get("/messages/").status_code == 403
    mine = sign_in("omar@clients.example").get(PORTAL).content.decode()
    assert "For those who work" not in mine


def test_another_login_sends_under_no_other_name(talk: Talk, linden: House) -> None:
    with acting(talk.hers) as hers:
        other = Client(pk=uuid4(), practice_id=linden.practice.pk, state="active")
        with pytest.raises(DatabaseError), transaction.atomic():
            send_message(actor=hers, client=other, said="As somebody else.")
