"""Guardians are added, changed, ended and taken back on the client's page, by who gives lessons."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection

from clients.guardians.services import GuardianData, add_guardian, edit_guardian, end_guardian
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import NotAllowed, acting
from practice.core.errors import DomainError, Stale
from practice.core.models import RowHistory
from tests.cast import House, sign_in
from tests.clients.guardians.cast import child, guarded, guardians_of, with_login

pytestmark = pytest.mark.django_db
NAMES = ("name", "relation", "email", "phone")
TYPED = {"name": "Greta Moor", "relation": "mother", "email": "Greta@Moor.example", "phone": "1"}
GRETA = ("Greta Moor", "mother", "greta@moor.example", "1")


@pytest.fixture
def mika(linden: House) -> Client:
    return child(linden)


def told(house: House, client: Client) -> list[tuple[str, ...]]:
    return [tuple(getattr(g, name) for name in NAMES) for g in guardians_of(house, client)]


def page_of(client: Client, who: str = "practitioner") -> str:
    return sign_in(f"{who}@linden.example").get(f"/clients/{client.pk}/").content.decode()


def test_added_once_and_read_there(linden: House, mika: Client) -> None:
    browser = sign_in("practitioner@linden.example")
    assert f'href="/clients/{mika.pk}/guardians/new/"' in page_of(mika)
    assert "Nobody can sign yet" in page_of(mika)
    path, key = f"/clients/{mika.pk}/guardians/new/", str(uuid4())
    assert "May 2032" in browser.get(path).content.decode()  # until then
    for _twice in range(2):
        answer = browser.post(path, TYPED | {"key": key}, follow=True)
        assert answer.redirect_chain == [(f"/clients/{mika.pk}/", 302)]
    assert told(linden, mika) == [GRETA]
    page = page_of(mika)
    assert "They sign, until the client is of age on 3 May 2032." in page
    assert all(word in page for word in GRETA)


def test_an_assistant_reads_and_does_not_write(linden: House, mika: Client) -> None:
    """A guardian's address opens a story: who may not read one leads nobody to it."""
    guardian = guarded(linden, mika, phone="+1 303 555 0100")
    page = page_of(mika, "assistant")
    assert "+1 303 555 0100" in page
    assert "/guardians/" not in page
    browser = sign_in("assistant@linden.example")
    for path in (f"/clients/{mika.pk}/guardians/new/", f"/guardians/{guardian.pk}/"):
        assert browser.post(path, TYPED).status_code == 403
    with acting(linden.actor(linden.assistant)) as actor, pytest.raises(NotAllowed):
        end_guardian(actor=actor, guardian=guardian)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "required"),
        ({"name": "  "}, "required"),
        ({"relation": ""}, "required"),
        ({"email": "no address"}, "valid email"),
        ({"name": "x" * 201}, "at most 200"),
        ({"name": "mika  MOOR"}, "own name"),
        ({"name": "gréta moor"}, "here already"),
        ({"name": "Gus Moor", "email": "GRETA@moor.example"}, "has this address"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    linden: House, mika: Client, wrong: dict[str, str], says: str
) -> None:
    guarded(linden, mika, email="greta@moor.example")
    browser = sign_in("practitioner@linden.example")
    sent: dict[str, Any] = {"name": "Gus Moor", "relation": "father", **wrong}
    answer = browser.post(f"/clients/{mika.pk}/guardians/new/", sent)
    assert answer.status_code == 422
    (name,) = {"relation"} & wrong.keys() or {list(wrong)[-1]}
    assert says in str(answer.context["form"].errors[name])
    assert len(told(linden, mika)) == 1


def test_without_an_address_they_sign_in_person(linden: House, mika: Client) -> None:
    guarded(linden, mika)
    assert "no e-mail: signs in person" in page_of(mika)


@pytest.mark.parametrize(
    ("born", "says"), [(None, "birth date first"), (date(2000, 1, 1), "are of age")]
)
def test_nobody_signs_for_who_is_of_age(linden: House, born: date | None, says: str) -> None:
    client = child(linden, birth_date=born)
    assert "h-guardians" not in page_of(client)
    with acting(linden.boss) as boss, pytest.raises(DomainError, match=says):
        add_guardian(actor=boss, client=client, data=GuardianData(name="G", relation="mother"))
    browser = sign_in("owner@linden.example")
    assert browser.post(f"/clients/{client.pk}/guardians/new/", TYPED).status_code == 422
    assert told(linden, client) == []
    asked = browser.get(f"/clients/{client.pk}/guardians/new/").content.decode()
    assert 'name="relation"' not in asked
    assert ("Write down the birth date" in asked) is (born is None)


def test_a_birth_date_to_come_is_refused(linden: House, mika: Client) -> None:
    browser = sign_in("owner@linden.example")
    sent = {"given_name": "Mika", "timezone": "America/Denver", "version": mika.version}
    answer = browser.post(f"/clients/{mika.pk}/edit/", sent | {"birth_date": "2999-01-01"})
    assert (answer.status_code, "in the future" in answer.content.decode()) == (422, True)


def test_changed_and_what_it_was_is_kept(linden: House, mika: Client) -> None:
    guardian = guarded(linden, mika)
    browser = sign_in("practitioner@linden.example")
    path = f"/guardians/{guardian.pk}/"
    assert 'value="Greta Moor"' in browser.get(path).content.decode()
    assert browser.post(path, TYPED | {"version": 1, "phone": "2"}).status_code == 302
    assert told(linden, mika) == [(*GRETA[:3], "2")]
    with acting(linden.boss):
        rows = RowHistory.objects.filter(table_name="clients_guardian", row_id=guardian.pk)
        (change,) = rows.filter(operation="update")
        assert change.before
        assert change.before["email"] == ""
        assert change.user_id == linden.practitioner.user_id


def test_a_login_keeps_the_address_it_came_by(linden: House, mika: Client) -> None:
    """Another address beside an old login would tell of somebody who does not sign in by it."""
    guardian = guarded(linden, mika, email=GRETA[2])
    with_login(linden, guardian)
    browser = sign_in("practitioner@linden.example")
    path = f"/guardians/{guardian.pk}/"
    for wrong in ("else@moor.example", ""):
        answer = browser.post(path, TYPED | {"version": 1, "email": wrong})
        assert answer.status_code == 422
        (said,) = answer.context["form"].errors["email"]
        assert "End this one and add another" in said
    assert told(linden, mika) == [(*GRETA[:3], "")]
    assert browser.post(path, TYPED | {"version": 1}).status_code == 302
    assert told(linden, mika) == [GRETA]


def test_an_older_form_overwrites_nothing(linden: House, mika: Client) -> None:
    guardian = guarded(linden, mika)
    browser = sign_in("practitioner@linden.example")
    path = f"/guardians/{guardian.pk}/"
    browser.post(path, TYPED | {"version": 1})
    answer = browser.post(path, TYPED | {"version": 1, "relation": "aunt"})
    assert (answer.status_code, "Keep mine" in answer.content.decode()) == (409, True)
    assert told(linden, mika) == [GRETA]
    data = GuardianData(name="Greta Moor", relation="aunt")
    with acting(linden.boss) as boss, pytest.raises(Stale):
        edit_guardian(actor=boss, guardian=guardian, data=data, version=1)


def test_ended_and_taken_back(linden: House, mika: Client) -> None:
    guardian = guarded(linden, mika)
    browser = sign_in("practitioner@linden.example")
    path = f"/guardians/{guardian.pk}/end/"
    said = browser.post(path, follow=True).content.decode()
    assert "Greta Moor is no guardian now." in said
    assert f'action="{path}"' in said  # the way back
    assert "guardian until" in said
    assert "Nobody can sign yet" in said
    (ended,) = guardians_of(linden, mika)
    assert (ended.ended_at is None, ended.ended_by_id) == (False, linden.practitioner.pk)
    assert browser.post(f"/guardians/{guardian.pk}/", TYPED | {"version": 2}).status_code == 422
    browser.post(path)
    assert guardians_of(linden, mika)[0].version == 2  # a second press changes nothing
    browser.post(path, {"back": "1"})
    (back,) = guardians_of(linden, mika)
    assert (back.ended_at, back.ended_by_id, back.version) == (None, None, 3)


def test_taking_back_asks_what_adding_asks(linden: House, mika: Client) -> None:
    guardian = guarded(linden, mika)
    with acting(linden.boss) as boss:
        end_guardian(actor=boss, guardian=guardian)
    guarded(linden, mika)
    browser = sign_in("practitioner@linden.example")
    said = browser.post(f"/guardians/{guardian.pk}/end/", {"back": "1"}, follow=True)
    assert "This guardian is here already." in said.content.decode()
    assert guardians_of(linden, mika)[0].ended_at is not None


def test_of_age_it_is_said_and_nothing_changes_any_more(linden: House, mika: Client) -> None:
    guardian = guarded(linden, mika)
    with time_machine.travel(datetime(2032, 5, 3, 18, tzinfo=UTC), tick=False):
        page = page_of(mika)
        assert "Of age since 3 May 2032" in page
        assert "Greta Moor" in page
        assert "/guardians/" not in page
        with acting(linden.boss) as boss:
            end_guardian(actor=boss, guardian=guardian)
            with pytest.raises(DomainError, match="are of age"):
                end_guardian(actor=boss, guardian=guardian, ended=False)


def test_an_archived_record_keeps_its_guardians_as_they_are(linden: House, mika: Client) -> None:
    guardian = guarded(linden, mika)
    with acting(linden.boss) as boss:
        set_client_state(actor=boss, client=mika, state=ClientState.ARCHIVED)
    before = told(linden, mika)
    page = page_of(mika)
    assert ("Greta Moor" in page, "/guardians/" in page) == (True, False)
    browser = sign_in("practitioner@linden.example")
    for path in (
        f"/clients/{mika.pk}/guardians/new/",
        f"/guardians/{guardian.pk}/",
        f"/guardians/{guardian.pk}/end/",
    ):
        sent = {"name": "Gus", "relation": "father", "version": 1}
        assert browser.post(path, sent).status_code in {302, 422}
    assert (told(linden, mika), guardians_of(linden, mika)[0].ended_at) == (before, None)


def test_a_trainee_reaches_their_own_alone(linden: House, mika: Client) -> None:
    guardian = guarded(linden, mika)
    browser = sign_in("trainee@linden.example")
    assert browser.get(f"/guardians/{guardian.pk}/").status_code == 404
    assert browser.get(f"/clients/{mika.pk}/guardians/new/").status_code == 404


def test_the_portal_of_one_client_holds_no_guardian_of_another(linden: House, mika: Client) -> None:
    """By the database itself, past every filter of ours."""
    guarded(linden, mika)
    other = child(linden, "Mila")
    for client, expected in ((mika, 1), (other, 0)):
        with acting(linden.as_client(client)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM clients_guardian")
            assert cursor.fetchone() == (expected,)
