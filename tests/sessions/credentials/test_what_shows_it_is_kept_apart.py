"""A file or a page that shows a credential: judged by content, for its holder and the owner."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.files.keeping import kept_elsewhere
from practice.core.actor import acting
from sessions.credentials.models import Credential
from tests.cast import House, sign_in
from tests.clients.files.making import SECRET_PLACE, a_pdf, a_picture, sent, with_place
from tests.public import put_credential, put_public
from tests.sessions.credentials.conftest import Kept, rows, typed

pytestmark = pytest.mark.django_db(transaction=True)


def new(house: House) -> str:
    return reverse("credential_new", args=[house.practitioner.pk])


def add(house: House, file: Any, **more: Any) -> Any:
    browser = sign_in("practitioner@linden.example")
    return browser.post(new(house), typed(file=file, **more))


def change(row: Credential, **more: Any) -> Any:
    browser = sign_in("practitioner@linden.example")
    return browser.post(reverse("credential_edit", args=[row.pk]), typed(**more))


def evidence(row: Credential) -> str:
    return reverse("credential_evidence", args=[row.pk])


def test_its_holder_and_the_owner_open_it_and_nobody_else(
    linden: House, harbour: House, kept: Kept
) -> None:
    assert add(linden, sent(a_pdf())).status_code == 302
    (row,) = rows(linden)
    for who in ("owner", "practitioner"):
        answer = sign_in(f"{who}@linden.example").get(evidence(row))
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert answer.getvalue() == a_pdf()
    for who, status in (("trainee", 404), ("assistant", 403)):
        assert sign_in(f"{who}@linden.example").get(evidence(row)).status_code == status
    assert sign_in("practitioner@harbour.example").get(evidence(row)).status_code == 404
    assert Browser().get(evidence(row)).status_code == 302


def test_of_a_picture_only_what_it_shows_is_kept(linden: House, kept: Kept) -> None:
    assert add(linden, sent(with_place(), "me.jpg", "image/jpeg")).status_code == 302
    (row,) = rows(linden)
    answer = sign_in("owner@linden.example").get(evidence(row))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert SECRET_PLACE.encode() not in answer.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><script>alert(1)</script>", "no PDF, JPEG or PNG"),
        (b"", "empty"),
        (a_pdf(script="app.alert(1)"), "carries a program"),
        (a_pdf(password="x"), "asks for a password"),
    ],
)
def test_what_is_no_paper_is_refused_and_the_rest_is_kept_typed(
    linden: House, kept: Kept, content: bytes, words: str
) -> None:
    answer = add(linden, sent(content), evidence_url="https://example.com/register")
    assert answer.status_code == 422
    assert words in "".join(answer.context["form"].errors["file"])
    assert "https://example.com/register" in answer.content.decode()
    assert rows(linden) == []
    assert kept.names() == []


def test_a_file_that_is_too_large_is_refused_and_the_rest_is_kept_typed(
    linden: House, kept: Kept, settings: Any
) -> None:
    settings.SUPPLE_FILE_BYTES = 1000
    for more in (b"", bytes(2_000_000)):  # within what a form may be, and past it
        answer = add(linden, sent(a_pdf() + bytes(1001) + more))
        assert answer.status_code == 422
        assert "larger than" in "".join(answer.context["form"].errors["file"])
        assert "Registered movement teacher" in answer.content.decode()
    assert rows(linden) == []


def test_a_form_that_comes_back_asks_for_the_file_again(linden: House, kept: Kept) -> None:
    answer = add(linden, sent(a_pdf()), awarded_year="2999")
    assert answer.status_code == 422
    assert "Choose the file again" in "".join(answer.context["form"].errors["file"])
    assert kept.names() == []


def test_another_file_takes_its_place_and_it_can_be_taken_away(linden: House, kept: Kept) -> None:
    add(linden, sent(a_pdf()))
    (row,) = rows(linden)
    assert change(row, version="1").status_code == 302  # nothing chosen: it stays
    assert kept.names() == [row.stored_as]
    assert change(row, version="2", file=sent(a_picture("PNG"))).status_code == 302
    (other,) = rows(linden)
    assert other.content_type == "image/png"
    assert kept.names() == [other.stored_as] != [row.stored_as]
    assert change(row, version="3", drops_file="on").status_code == 302
    assert kept.names() == []
    assert sign_in("owner@linden.example").get(evidence(row)).status_code == 404


def test_what_is_not_kept_leaves_no_bytes(
    linden: House, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_row: Credential, **_how: Any) -> None:
        raise OSError

    monkeypatch.setattr(Credential, "save", fails)
    with pytest.raises(OSError):  # noqa: PT011 - ours
        put_credential(linden, upload=sent(a_pdf()))
    assert kept.names() == []


def test_it_goes_with_the_credential(linden: House, kept: Kept) -> None:
    add(linden, sent(a_pdf()))
    (row,) = rows(linden)
    sign_in("owner@linden.example").post(reverse("credential_remove", args=[row.pk]))
    assert (rows(linden), kept.names()) == ([], [])


def test_the_sweep_leaves_it(linden: House, harbour: House, kept: Kept) -> None:
    row = put_credential(linden, upload=sent(a_pdf()))
    with acting(linden.boss) as boss:
        assert kept_elsewhere(boss, [row.stored_as, "another"]) == {row.stored_as}
    with acting(harbour.boss) as boss:
        assert kept_elsewhere(boss, [row.stored_as]) == set()


def test_the_public_page_tells_nothing_of_it(linden: House, kept: Kept) -> None:
    put_public(linden)
    row = put_credential(
        linden, sent(a_pdf()), name="Shown", evidence_url="https://example.com/register"
    )
    body = Browser().get(f"/p/{linden.practice.slug}/").content.decode()
    assert "Shown" in body
    for hidden in ("example.com", str(row.pk), row.stored_as):
        assert hidden not in body


def test_without_a_file_there_is_none_to_open(linden: House) -> None:
    row = put_credential(linden)
    assert sign_in("owner@linden.example").get(evidence(row)).status_code == 404
