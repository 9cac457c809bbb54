"""Judged by its content, kept with words for who does not see it, handed out by the card's door."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.test import Client as Browser
from django.urls import reverse

from clients.files.keeping import kept_elsewhere
from clients.files.store import store
from clients.records.models import Client
from practice.core.actor import NotAllowed, acting
from practice.core.errors import DomainError
from sessions.understanding.models import UnderstandingCard
from sessions.understanding.picturing import delete_picture, keep_picture
from sessions.understanding.queries import all_cards, get_card
from sessions.understanding.services import offer_card, write_card
from tests.cast import House, sign_in
from tests.clients.files.making import SECRET_PLACE, a_pdf, a_picture, sent, with_place
from tests.sessions.understanding.making import A_CARD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def card(linden: House) -> UnderstandingCard:
    with acting(linden.boss) as boss:
        return write_card(actor=boss, data=A_CARD)


def stored(house: House, card: UnderstandingCard) -> UnderstandingCard:
    with acting(house.boss) as boss:
        return get_card(boss, card.pk)


def post(browser: Browser, card: UnderstandingCard, content: bytes, **more: Any) -> Any:
    told = {"says": "A jaw that hangs", "file": sent(content, "jaw.jpg", "image/jpeg"), **more}
    return browser.post(reverse("card_picture", args=[card.pk]), told)


def test_it_is_kept_and_seen_by_whom_the_card_is_for(
    linden: House, nora: Client, card: UnderstandingCard
) -> None:
    staff, hers = sign_in("practitioner@linden.example"), sign_in("nora@clients.example")
    assert post(staff, card, with_place()).status_code == 302
    for browser, page, image in (
        (staff, "card_page", "card_image"),
        (hers, "portal_card", "portal_card_image"),
    ):
        address = reverse(image, args=[card.pk])
        body = browser.get(reverse(page, args=[card.pk])).content.decode()
        assert f'src="{address}" alt="A jaw that hangs"' in body
        answer = browser.get(address)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert SECRET_PLACE.encode() not in answer.getvalue()
    with acting(linden.boss) as boss:
        offer_card(actor=boss, card=card, offered=False)
    assert hers.get(reverse("portal_card_image", args=[card.pk])).status_code == 404


@pytest.mark.parametrize(
    ("content", "more", "field"),
    [
        (a_pdf(), {}, "file"),
        (b"", {}, "file"),
        (b"MZ no picture", {}, "file"),
        (a_picture(), {"says": ""}, "says"),
        (a_picture(), {"says": "···"}, "says"),
        (a_picture(), {"says": "long " * 50}, "says"),
        (a_picture(), {"file": ""}, "file"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    linden: House, card: UnderstandingCard, content: bytes, more: dict[str, Any], field: str
) -> None:
    answer = post(sign_in("practitioner@linden.example"), card, content, **more)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert stored(linden, card).picture == ""


def test_another_takes_its_place_and_deleted_it_is_gone(
    linden: House, card: UnderstandingCard
) -> None:
    staff = sign_in("practitioner@linden.example")
    post(staff, card, a_picture())
    first = stored(linden, card).picture
    post(staff, card, a_picture("PNG"))
    second = stored(linden, card).picture
    assert (store().exists(first), store().exists(second)) == (False, True)
    assert known(linden, [first, second]) == {second}
    staff.post(reverse("card_picture_delete", args=[card.pk]))
    assert not store().exists(second)
    assert stored(linden, card).picture_says == ""
    assert staff.get(reverse("card_image", args=[card.pk])).status_code == 404


def known(house: House, names: Sequence[str]) -> set[str]:
    """What the sweep leaves alone."""
    with acting(house.boss) as boss:
        return kept_elsewhere(boss, names)


def test_what_came_along_keeps_its_drawing(linden: House) -> None:
    with acting(linden.boss) as boss:
        first = all_cards(boss)[0]
        upload = sent(a_picture(), "a.jpg", "image/jpeg")
        with pytest.raises(DomainError, match="keeps its drawing"):
            keep_picture(actor=boss, card_id=first.pk, upload=upload, says="A jaw")


def test_who_may_not_write_changes_none(linden: House, card: UnderstandingCard) -> None:
    upload = sent(a_picture(), "a.jpg", "image/jpeg")
    with acting(linden.actor(linden.trainee)) as trainee:
        with pytest.raises(NotAllowed):
            keep_picture(actor=trainee, card_id=card.pk, upload=upload, says="A jaw")
        with pytest.raises(NotAllowed):
            delete_picture(actor=trainee, card_id=card.pk)
    with acting(linden.boss) as boss, pytest.raises(Http404):
        delete_picture(actor=boss, card_id=uuid4())
