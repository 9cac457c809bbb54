"""The owner words a mail, sees it as a client would, and goes back; nobody else does."""

from html import unescape
from typing import Any

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.models import AccessLog, RowHistory
from practice.outbox.texts.models import MailText
from sessions.movements.models import Movement
from tests.cast import House, sign_in
from tests.worded import put_worded

pytestmark = pytest.mark.django_db
PAGE = "/settings/mail-texts/practice_reminder/en/"
TYPED = {"version": "0", "subject_line": "For you", "body": "Dear {first_name},\n\nCome."}


@pytest.fixture
def owner(linden: House, nora: Client) -> Browser:
    return sign_in("owner@linden.example")


def kept(house: House) -> list[Any]:
    with acting(house.boss) as boss:
        rows = MailText.objects.visible_to(boss)
        return list(rows.values_list("code", "subject_line", "body", "version"))


def test_it_begins_with_supples_words(owner: Browser) -> None:
    body = owner.get(PAGE).content.decode()
    assert "A few minutes for yourself" in body
    assert "{first_name}" in body
    assert "Supple’s words" in owner.get("/settings/mail-texts/").content.decode()


def test_it_is_kept_with_who_and_a_version(owner: Browser, linden: House) -> None:
    answer = owner.post(PAGE, TYPED)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert kept(linden) == [("practice_reminder", "For you", TYPED["body"], 1)]
    with acting(linden.boss) as boss:
        assert MailText.objects.visible_to(boss).get().changed_by_id == linden.owner.pk
        assert RowHistory._base_manager.filter(table_name="practice_mailtext").exists()
    assert "your words" in owner.get("/settings/mail-texts/").content.decode()


def test_what_supple_says_anyway_is_not_kept_as_own(owner: Browser, linden: House) -> None:
    owner.post(PAGE, TYPED | {"subject_line": "A few minutes for yourself"})
    assert kept(linden)[0][1:3] == ("", TYPED["body"])


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("subject_line", "For {surname}", "There is no {surname} here."),
        ("body", "Dear {first_name.__class__}", "There is no {first_name.__class__} here."),
        ("body", "Dear {first_name", "A brace opens or closes nothing."),
        ("subject_line", "For you\nBcc: x@example.com", "A subject is one line."),
        ("body", "a\x07b", "characters that no mail can show"),
        ("body", "a \ue000x\ue001 b", "characters that no mail can show"),
        ("subject_line", "\U000f0000", "characters that no mail can show"),
        ("body", "x" * 2001, "at most 2000 characters"),
    ],
)
def test_what_cannot_be_sent_is_refused_beside_its_field(
    owner: Browser, linden: House, field: str, typed: str, said: str
) -> None:
    answer = owner.post(PAGE, TYPED | {field: typed})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert said in form.errors[field][0]
    if "{" in typed:
        assert "{first_name}, {practice}, {phone}" in form.errors[field][0]
    assert form[field].value() == typed
    assert kept(linden) == []


def test_who_comes_second_sees_both(owner: Browser, linden: House) -> None:
    put_worded(linden)
    answer = owner.post(PAGE, TYPED)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "A few minutes &amp; no more." in body
    assert "Dear {first_name},\n\nCome." in body
    assert kept(linden)[0][1] == "Time for you, {first_name}"
    again = answer.context["form"]
    assert again["version"].value() == "1"
    owner.post(PAGE, TYPED | {"version": "1"})
    assert kept(linden)[0][1:] == ("For you", TYPED["body"], 2)


def test_back_to_supples_words_and_the_version_counts_on(owner: Browser, linden: House) -> None:
    put_worded(linden)
    old = owner.post(PAGE, {"version": "0", "default": "1"})
    assert old.status_code == 409
    assert kept(linden)[0][1] != ""
    owner.post(PAGE, {"version": "1", "default": "1"})
    assert kept(linden) == [("practice_reminder", "", "", 2)]
    assert owner.post(PAGE, TYPED | {"version": "0"}).status_code == 409


@pytest.mark.parametrize("who", ["practitioner", "trainee", "assistant"])
def test_others_read_it_and_change_nothing(linden: House, nora: Client, who: str) -> None:
    browser = sign_in(f"{who}@linden.example")
    body = browser.get(PAGE).content.decode()
    assert "A few minutes for yourself" in body
    assert "Nora" not in body
    assert browser.post(PAGE, TYPED).status_code == 403
    assert browser.post(f"{PAGE}with/{nora.pk}/", TYPED).status_code == 403
    assert kept(linden) == []


def test_a_client_is_looked_at_and_nothing_is_kept(
    owner: Browser, linden: House, nora: Client
) -> None:
    put_worded(linden)
    before = kept(linden)
    answer = owner.post(f"{PAGE}with/{nora.pk}/", TYPED | {"version": "1"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Dear Nora," in body
    assert "nora@clients.example" not in body
    assert "/l/" not in body  # no link that would work
    assert kept(linden) == before
    with acting(linden.boss):
        line = AccessLog.objects.filter(action="POST mail_text_with").get()
    assert line.client_id == nora.pk


def test_nobody_is_shown_out_of_reach(harbour: House, owner: Browser, omar: Client) -> None:
    assert owner.post(f"{PAGE}with/{omar.pk}/", TYPED).status_code == 404


def test_finding_somebody_loses_nothing(owner: Browser, linden: House) -> None:
    answer = owner.post(PAGE, TYPED | {"body": "Dear {oops", "find": "1", "search": "nor"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Dear {oops" in body
    assert "Nora Ng" in body
    nobody = owner.post(PAGE, TYPED | {"find": "1", "search": "zzz"}).content.decode()
    assert "Nora Ng" not in nobody
    assert kept(linden) == []


def test_a_movement_is_told_of_and_not_forbidden(owner: Browser, linden: House) -> None:
    with acting(linden.boss) as boss:
        name = Movement.objects.visible_to(boss).values_list("name", flat=True)[0]
    typed = TYPED | {"body": f"Dear {{first_name}},\n\nDo {name}."}
    said = unescape(owner.post(PAGE, typed, follow=True).content.decode())
    assert f"It names {name}." in said
    assert len(kept(linden)) == 1


def test_a_text_that_cannot_be_filled_is_said(owner: Browser, linden: House) -> None:
    put_worded(linden)
    with acting(linden.boss) as boss:
        MailText.objects.visible_to(boss).update(body="Dear {nickname}")
    for page in (PAGE, "/settings/mail-texts/"):
        assert "Supple’s words go out" in owner.get(page).content.decode()


def test_there_is_no_text_of_another_name(owner: Browser) -> None:
    for there in ("staff_invitation/en", "practice_reminder/xx"):
        assert owner.get(f"/settings/mail-texts/{there}/").status_code == 404
