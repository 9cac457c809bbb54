"""Whoever holds them, and the owner, list, add, change, order and remove them."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse

from practice.core.actor import NotAllowed, acting
from practice.core.errors import DomainError, Stale
from practice.core.models import Membership, RowHistory
from sessions.credentials.models import Credential
from sessions.credentials.queries import credentials_of, ending, get_credential
from sessions.credentials.rules import MOST
from sessions.credentials.services import (
    CredentialData,
    add_credential,
    change_credential,
    move_credential,
    remove_credential,
)
from tests.cast import House, sign_in
from tests.public import CREDENTIAL, put_credential
from tests.sending import sent_of
from tests.sessions.credentials.conftest import in_days, rows, typed

pytestmark = pytest.mark.django_db
OWN, SETTINGS = "/settings/public-page/me/", "/settings/public-page/"


def new(house: House) -> str:
    return reverse("credential_new", args=[house.practitioner.pk])


def edit(row: Credential) -> str:
    return reverse("credential_edit", args=[row.pk])


def test_it_is_added_with_what_is_known_and_listed(linden: House) -> None:
    browser = sign_in("practitioner@linden.example")
    sent = typed(awarded_month="5", expires_on="2031-03-01", is_public="on")
    answer = browser.post(new(linden), sent)
    assert (answer.status_code, answer["Location"]) == (302, f"{OWN}#credentials")
    (row,) = rows(linden)
    assert (row.member_id, row.name, row.issuer) == (
        linden.practitioner.pk,
        "Registered movement teacher",
        "ISMETA",
    )
    assert (row.awarded_year, row.awarded_month, row.awarded_day) == (2014, 5, None)
    assert (row.expires_on, row.is_public) == (date(2031, 3, 1), True)
    body = browser.get(OWN).content.decode()
    assert "ISMETA, May 2014" in body
    assert "holds until" in body


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"awarded_year": ""}, "ISMETA<"),
        ({}, "ISMETA, 2014<"),
        ({"awarded_month": "5", "awarded_day": "4"}, "ISMETA, 4 May 2014<"),
    ],
)
def test_when_is_told_as_far_as_it_is_known(linden: House, known: Any, words: str) -> None:
    browser = sign_in("practitioner@linden.example")
    browser.post(new(linden), typed(**known))
    assert words in browser.get(OWN).content.decode()


def test_everybody_changes_their_own_and_the_owner_each(linden: House) -> None:
    row = put_credential(linden)
    for who in (linden.trainee, linden.assistant):
        with acting(linden.actor(who)) as actor:
            with pytest.raises(NotAllowed):
                add_credential(actor=actor, member_id=linden.practitioner.pk, data=CREDENTIAL)
            with pytest.raises((NotAllowed, Http404)):
                get_credential(actor, row.pk)
            with pytest.raises((NotAllowed, Http404)):
                remove_credential(actor=actor, credential_id=row.pk)
            with pytest.raises((NotAllowed, Http404)):
                move_credential(actor=actor, credential_id=row.pk, by=1)
            with pytest.raises((NotAllowed, Http404)):
                change_credential(actor=actor, credential_id=row.pk, data=CREDENTIAL, version=1)
    owner = sign_in("owner@linden.example")
    assert owner.post(edit(row), typed(version="1")).status_code == 302
    assert [one.name for one in rows(linden)] == ["Registered movement teacher"]
    back = reverse("public_profile", args=[linden.practitioner.pk])
    assert "Registered movement teacher" in owner.get(back).content.decode()
    trainee = sign_in("trainee@linden.example")
    assert trainee.get(edit(row)).status_code == 404
    assert trainee.post(new(linden), typed()).status_code == 403
    own = reverse("credential_new", args=[linden.trainee.pk])
    assert trainee.post(own, typed()).status_code == 302
    assert owner.post(reverse("credential_new", args=[linden.assistant.pk])).status_code == 404


def test_it_is_said_whose_they_are_to_who_reads(linden: House) -> None:
    """One's own speak to oneself; an owner who looks after a colleague's reads the name."""
    own = sign_in("practitioner@linden.example").get(OWN).content.decode()
    assert "what you were awarded, in the order" in own
    assert "add what you were awarded" in own
    theirs = reverse("public_profile", args=[linden.practitioner.pk])
    read = sign_in("owner@linden.example").get(theirs).content.decode()
    name = linden.practitioner.name
    assert f"what {name} was awarded, in the order" in read
    assert f"add what {name} was awarded" in read
    assert "you were awarded" not in read


def test_another_practice_reads_none(linden: House, harbour: House) -> None:
    row = put_credential(linden)
    with acting(harbour.boss) as boss:
        assert credentials_of(boss, linden.practitioner.pk) == []
        assert Credential._base_manager.count() == 0
        with pytest.raises(Http404):
            get_credential(boss, row.pk)


def test_they_are_put_in_order(linden: House) -> None:
    made = [put_credential(linden, name=name) for name in ("First", "Second", "Third")]
    browser = sign_in("practitioner@linden.example")

    def order() -> list[str]:
        with acting(linden.boss) as boss:
            return [one.row.name for one in credentials_of(boss, linden.practitioner.pk)]

    def move(row: Credential, way: str) -> None:
        browser.post(reverse("credential_move", args=[row.pk]), {way: "1"})

    assert order() == ["First", "Second", "Third"]
    move(made[2], "up")
    assert order() == ["First", "Third", "Second"]
    move(made[0], "down")
    assert order() == ["Third", "First", "Second"]
    move(made[2], "up")
    move(made[1], "down")
    assert order() == ["Third", "First", "Second"]
    remove = reverse("credential_remove", args=[made[0].pk])
    assert browser.post(remove)["Location"] == f"{OWN}#credentials"
    put_credential(linden, name="Last")
    assert order() == ["Third", "Second", "Last"]


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"name": "  "}, "name", "Say what it is called."),
        ({"name": "x" * 201}, "name", "200"),
        ({"issuer": "x" * 201}, "issuer", "200"),
        ({"awarded_year": "", "awarded_month": "5"}, "awarded_year", "Say the year too."),
        ({"awarded_day": "4"}, "awarded_month", "Say the month too."),
        ({"awarded_month": "2", "awarded_day": "30"}, "awarded_day", "no such day"),
        ({"awarded_month": "3", "awarded_day": "0"}, "awarded_day", "greater than or equal to 1"),
        (
            {"awarded_month": "3", "awarded_day": "9" * 11},
            "awarded_day",
            "less than or equal to 31",
        ),
        ({"awarded_month": "13"}, "awarded_month", "13"),
        ({"awarded_year": "1939"}, "awarded_year", "A year from 1940 to"),
        ({"awarded_year": "2999"}, "awarded_year", "A year from 1940 to"),
        ({"expires_on": "2013-12-31"}, "expires_on", "before it was awarded"),
        ({"expires_on": "soon"}, "expires_on", "valid date"),
        ({"evidence_url": "http://example.com/me"}, "evidence_url", "begins with https://"),
        ({"evidence_url": "javascript:alert(1)"}, "evidence_url", "begins with https://"),
    ],
)
def test_what_cannot_be_is_said_beside_it_and_nothing_is_lost(
    linden: House, wrong: dict[str, str], field: str, words: str
) -> None:
    browser = sign_in("practitioner@linden.example")
    sent = typed(is_public="on", evidence_url="https://example.com/kept") | wrong
    answer = browser.post(new(linden), sent)
    assert answer.status_code == 422
    assert words in "".join(answer.context["form"].errors[field])
    assert rows(linden) == []
    back = sent_of(answer.content.decode(), "novalidate")
    for name, value in sent.items():
        assert back[name] == [value] or name in wrong


def test_the_day_of_award_is_not_to_come(linden: House, today: date) -> None:
    day = in_days(today, 1)
    told = {"awarded_year": day.year, "awarded_month": day.month, "awarded_day": day.day}
    with pytest.raises(DomainError) as error:
        put_credential(linden, **told)
    assert error.value.field in {"awarded_day", "awarded_year"}  # the year, on the last of a year
    assert rows(linden) == []


def test_a_year_alone_may_end_in_that_year(linden: House) -> None:
    """Only what is certainly before the award is refused."""
    row = put_credential(linden, awarded_year=2020, expires_on=date(2020, 1, 1))
    assert row.expires_on == date(2020, 1, 1)


def test_there_are_not_more_than_anybody_reads(linden: House) -> None:
    for number in range(MOST):
        put_credential(linden, name=f"Number {number}")
    with pytest.raises(DomainError) as error:
        put_credential(linden, name="One more")
    assert error.value.field == "name"


@pytest.mark.parametrize("day", [0, 10**11])
def test_no_day_is_made_of_what_is_none(linden: House, day: int) -> None:
    with pytest.raises(DomainError) as error:
        put_credential(linden, awarded_year=2020, awarded_month=3, awarded_day=day)
    assert error.value.field == "awarded_day"
    assert rows(linden) == []


def test_the_last_that_fits_may_be_sent_twice(linden: House) -> None:
    for number in range(MOST - 1):
        put_credential(linden, name=f"Number {number}")
    browser, key = sign_in("practitioner@linden.example"), str(uuid4())
    for _time in range(2):
        assert browser.post(new(linden), typed(key=key)).status_code == 302
    assert "sent before" in browser.get(reverse("own_public_profile")).content.decode()
    assert len(rows(linden)) == MOST


def test_of_who_left_the_owner_removes_them(linden: House) -> None:
    row = put_credential(linden, is_public=True)
    owner, settings = sign_in("owner@linden.example"), reverse("public_page_settings")
    assert row.name not in owner.get(settings).content.decode()
    with acting(linden.boss):
        Membership._base_manager.filter(pk=linden.practitioner.pk).update(is_active=False)
    assert row.name in owner.get(settings).content.decode()
    assert row.name not in sign_in("trainee@linden.example").get(settings).content.decode()
    edit = owner.get(reverse("credential_edit", args=[row.pk]))
    assert edit.status_code == 200
    assert f"{settings}#left-over" in edit.content.decode()
    removed = owner.post(reverse("credential_remove", args=[row.pk]))
    assert removed["Location"] == f"{settings}#left-over"
    assert rows(linden) == []


def test_sent_twice_it_is_added_once(linden: House) -> None:
    browser, key = sign_in("practitioner@linden.example"), str(uuid4())
    for _time in range(2):
        assert browser.post(new(linden), typed(key=key)).status_code == 302
    assert len(rows(linden)) == 1


def test_who_was_slower_overwrites_nothing_unseen(linden: House) -> None:
    row = put_credential(linden)
    browser = sign_in("practitioner@linden.example")
    with acting(linden.boss) as boss:
        data = CredentialData(name="The owner’s words")
        change_credential(actor=boss, credential_id=row.pk, data=data, version=1)
        with pytest.raises(Stale):
            change_credential(actor=boss, credential_id=row.pk, data=CREDENTIAL, version=1)
    answer = browser.post(edit(row), typed(version="1"))
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "Registered movement teacher" in body
    assert "Take the other version" in body
    assert rows(linden)[0].name == "The owner’s words"
    assert answer.context["form"]["version"].value() == "2"
    assert browser.post(edit(row), typed(version="2")).status_code == 302
    assert rows(linden)[0].name == "Registered movement teacher"


def test_what_ended_or_ends_within_sixty_days_is_said_to_both(linden: House, today: date) -> None:
    put_credential(linden, name="Ended long ago", expires_on=in_days(today, -1))
    put_credential(linden, name="Ends before long", expires_on=in_days(today, 60))
    put_credential(linden, name="Goes on", expires_on=in_days(today, 61))
    for who in ("owner", "practitioner"):
        body = sign_in(f"{who}@linden.example").get(SETTINGS).content.decode()
        assert "Expired: it ended on" in body
        assert "Ends soon: holds until" in body
        assert "Ended long ago" in body
        assert "Ends before long" in body
        assert "Goes on" not in body
    for who in ("trainee", "assistant"):
        body = sign_in(f"{who}@linden.example").get(SETTINGS).content.decode()
        assert "Ends before long" not in body
    own = sign_in("practitioner@linden.example").get(OWN).content.decode()
    assert "Expired: it ended on" in own
    assert "Goes on" in own
    with acting(linden.actor(linden.practitioner)) as actor:
        found = ending(actor)[linden.practitioner.pk]
    assert [one.is_expired for one in found] == [True, False]


def test_each_change_leaves_its_trail(linden: House) -> None:
    row = put_credential(linden)
    with acting(linden.boss) as boss:
        remove_credential(actor=boss, credential_id=row.pk)
        left = RowHistory.objects.filter(table_name="care_sessions_credential", row_id=row.pk)
        told = list(left.order_by("id").values_list("operation", "user_id", "before__name"))
    assert told == [
        ("insert", linden.owner.user_id, None),
        ("delete", linden.owner.user_id, "Certified in Hanna Somatic Education"),
    ]
