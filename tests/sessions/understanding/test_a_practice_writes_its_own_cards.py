"""Written, changed with both texts shown, copied, offered, retired; wrong input loses nothing."""

from typing import Any

import pytest
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import NotAllowed, acting
from practice.core.errors import DomainError, Stale
from sessions.understanding.models import UnderstandingCard
from sessions.understanding.queries import all_cards, get_card
from sessions.understanding.services import (
    CardData,
    copy_card,
    edit_card,
    offer_card,
    retire_card,
    write_card,
)
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.drill.pages.cards import fill_cards
from tests.full import HTML_MOST
from tests.sessions.understanding.making import A_CARD, typed

PRACTITIONER = "practitioner@linden.example"


def own_cards(house: House) -> list[UnderstandingCard]:
    with acting(house.boss) as boss:
        rows = UnderstandingCard.objects.visible_to(boss).filter(built_in_version=0)
        return list(rows.order_by("position"))


def kept(house: House, data: CardData = A_CARD) -> UnderstandingCard:
    with acting(house.actor(house.practitioner)) as practitioner:
        return write_card(actor=practitioner, data=data)


def test_a_practitioner_writes_one(linden: House) -> None:
    browser = sign_in(PRACTITIONER)
    sent = typed(healthy="- Soft\r\n- Long", tight="Held", link="example.org/jaw", source="A book")
    answer = browser.post(reverse("card_new"), sent)
    (card,) = own_cards(linden)
    assert answer.headers["Location"] == reverse("card_page", args=[card.pk])
    assert (card.healthy, card.tight, card.version) == ("Soft\nLong", "Held", 1)
    assert card.link == "https://example.org/jaw"
    assert card.built_in_code.startswith("own_")
    body = browser.get(reverse("card_page", args=[card.pk])).content.decode()
    for words in ("<li>Soft</li>", "<li>Held</li>", "Read on at example.org", "A book"):
        assert words in body


def test_sent_twice_it_is_one(linden: House) -> None:
    browser = sign_in(PRACTITIONER)
    sent = typed(key="6f1c1f0e-6f5e-4d0c-9d5e-3b1d7f6a2c11")
    first = browser.post(reverse("card_new"), sent)
    second = browser.post(reverse("card_new"), sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(own_cards(linden)) == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " ·· "}, "Please name it."),
        ({"title": "T" * 81}, "at most 80"),
        ({"body": ""}, "nothing to read"),
        ({"body": "so " * 2000}, "Please shorten it."),
        ({"healthy": "Soft"}, "this one is empty"),
        ({"tight": "Held"}, "this one is empty"),
        ({"healthy": "a\n" * 9, "tight": "Held"}, "keep to 8 points"),
        ({"healthy": "long " * 30, "tight": "Held"}, "under 90 letters"),
        ({"link": "nowhere"}, "This leads nowhere."),
        ({"link": "javascript:alert(1)"}, "This leads nowhere."),
        ({"drawing": "../secret"}, "is not one of the available choices"),
        ({"source": "s" * 201}, "at most 200"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    linden: House, wrong: dict[str, Any], words: str
) -> None:
    sent = typed(summary="Kept as it was typed.", **wrong)
    answer = sign_in(PRACTITIONER).post(reverse("card_new"), sent)
    body = answer.content.decode()
    assert answer.status_code == 422
    (field,) = answer.context["form"].errors
    assert words in str(answer.context["form"].errors[field])
    assert field in (*wrong, "healthy", "tight")
    assert "Kept as it was typed." in body
    assert own_cards(linden) == []


def test_a_drawing_that_no_form_offers_is_refused(linden: House) -> None:
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="drawing") as error:
        write_card(actor=boss, data=CardData(title="Jaw", body="Soft.", drawing="../secret"))
    assert error.value.field == "drawing"


def test_there_is_an_end_to_them(linden: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sessions.understanding.services.MOST_CARDS", 8)
    first = kept(linden)
    answer = sign_in(PRACTITIONER).post(reverse("card_new"), typed(title="One more"))
    assert "as many as anybody chooses from" in answer.content.decode()
    assert [card.pk for card in own_cards(linden)] == [first.pk]


def test_who_comes_second_is_shown_both_texts(linden: House) -> None:
    card = kept(linden)
    address, browser = reverse("card_edit", args=[card.pk]), sign_in(PRACTITIONER)
    assert browser.post(address, typed(title="First", version=1)).status_code == 302
    second = browser.post(address, typed(title="Second", body="Mine.", version=1))
    body = second.content.decode()
    assert second.status_code == 409
    assert 'id="h-newer">First' in body
    assert 'value="Second"' in body
    assert "Mine." in body
    assert own_cards(linden)[0].title == "First"
    version = second.context["form"]["version"].value()
    browser.post(address, typed(title="Second", body="Mine.", version=version))
    assert (own_cards(linden)[0].title, own_cards(linden)[0].version) == ("Second", 3)


def test_the_service_refuses_an_old_version_by_itself(linden: House) -> None:
    card = kept(linden)
    with acting(linden.boss) as boss:
        edit_card(actor=boss, card_id=card.pk, data=A_CARD, version=1)
        with pytest.raises(Stale):
            edit_card(actor=boss, card_id=card.pk, data=A_CARD, version=1)


def test_what_came_along_keeps_its_words(linden: House) -> None:
    with acting(linden.boss) as boss:
        built_in = all_cards(boss)[0]
        with pytest.raises(DomainError, match="keeps its words"):
            edit_card(actor=boss, card_id=built_in.pk, data=A_CARD, version=1)
    browser = sign_in(PRACTITIONER)
    address = reverse("card_edit", args=[built_in.pk])
    assert browser.get(address).headers["Location"] == reverse("card_page", args=[built_in.pk])
    assert browser.post(address, typed(version=1)).status_code == 422
    with acting(linden.boss) as boss:
        assert get_card(boss, built_in.pk).title == built_in.title


def test_a_copy_says_the_same_and_is_changed_alone(linden: House) -> None:
    with acting(linden.boss) as boss:
        built_in = all_cards(boss)[0]
        key = "6f1c1f0e-6f5e-4d0c-9d5e-3b1d7f6a2c11"
    browser = sign_in(PRACTITIONER)
    address = reverse("card_copy", args=[built_in.pk])
    answer = browser.post(address, {"key": key})
    assert browser.post(address, {"key": key}).headers["Location"] == answer.headers["Location"]
    (copy,) = own_cards(linden)
    assert answer.headers["Location"] == reverse("card_edit", args=[copy.pk])
    for same in ("body", "healthy", "tight", "drawing", "source", "author", "licence"):
        assert getattr(copy, same) == getattr(built_in, same)
    assert copy.title == f"{built_in.title} (ours)"
    assert not copy.offered_to_all
    with acting(linden.boss) as boss:
        data = CardData(title="Our psoas", body="Ours.")
        edit_card(actor=boss, card_id=copy.pk, data=data, version=1)
        assert get_card(boss, built_in.pk).body == built_in.body


def test_a_copy_of_the_longest_title_fits(linden: House) -> None:
    card = kept(linden, CardData(title="T" * 80, body="Long."))
    with acting(linden.boss) as boss:
        assert len(copy_card(actor=boss, card=card).title) <= 80


def test_it_is_offered_to_all_and_back(linden: House) -> None:
    card, browser = kept(linden), sign_in(PRACTITIONER)
    for offered in ("0", "1"):
        browser.post(reverse("card_offer", args=[card.pk]), {"offered": offered})
        assert own_cards(linden)[0].offered_to_all is (offered == "1")


def test_retired_it_is_chosen_no_more_and_comes_back(linden: House) -> None:
    card, browser = kept(linden), sign_in(PRACTITIONER)
    address = reverse("card_retire", args=[card.pk])
    for retired in ("1", "0"):
        answer = browser.post(address, {"retired": retired}, follow=True)
        assert answer.status_code == 200
        with acting(linden.boss) as boss:
            assert (card.pk in {one.pk for one in all_cards(boss)}) is (retired == "0")
            assert get_card(boss, card.pk)


def test_a_trainee_and_an_assistant_read_and_do_not_write(linden: House) -> None:
    card = kept(linden)
    for member in (linden.trainee, linden.assistant):
        with acting(linden.actor(member)) as actor:
            assert get_card(actor, card.pk).title == card.title
            for write in (
                lambda actor=actor: write_card(actor=actor, data=A_CARD),
                lambda actor=actor: copy_card(actor=actor, card=card),
                lambda actor=actor: edit_card(actor=actor, card_id=card.pk, data=A_CARD, version=1),
                lambda actor=actor: offer_card(actor=actor, card=card, offered=False),
                lambda actor=actor: retire_card(actor=actor, card=card, retired=True),
            ):
                with pytest.raises(NotAllowed):
                    write()
    assert (
        "Write a card"
        not in sign_in("trainee@linden.example").get(reverse("card_list")).content.decode()
    )
    assert len(own_cards(linden)) == 1


def test_the_pages_take_few_statements(linden: House) -> None:
    card, browser = kept(linden), sign_in(PRACTITIONER)
    for address in (
        reverse("card_list"),
        reverse("card_page", args=[card.pk]),
        reverse("card_edit", args=[card.pk]),
        reverse("card_new"),
        reverse("next_steps"),
    ):
        with statements() as seen:
            assert browser.get(address).status_code == 200
        assert len(seen) <= 8, address


def test_it_is_found_from_the_library_and_from_the_settings(linden: House) -> None:
    browser, there = sign_in(PRACTITIONER), f'href="{reverse("card_list")}"'
    for address in ("movement_list", "settings_home"):
        assert there in browser.get(reverse(address)).content.decode()


def test_however_much_is_written_the_pages_stay_light(linden: House, nora: Client) -> None:
    last = fill_cards(linden)
    staff, hers = sign_in(PRACTITIONER), sign_in("nora@clients.example")
    for browser, address in (
        (staff, reverse("card_list")),
        (staff, reverse("card_list") + "?from=15"),
        (staff, reverse("card_page", args=[last.pk])),
        (staff, reverse("card_edit", args=[last.pk])),
        (staff, reverse("next_steps")),
        (hers, reverse("portal_cards")),
        (hers, reverse("portal_card", args=[last.pk])),
    ):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert len(answer.content) <= HTML_MOST, (address, len(answer.content))
