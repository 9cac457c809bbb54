"""The account's own pages: the field's words on them, and a way back to where one came from."""

import pytest
from django.urls import reverse

from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db


def test_signed_in_pages_lead_back(linden: House) -> None:
    browser = sign_in("practitioner@linden.example")
    for name in ("account_change_password", "account_email"):
        page = browser.get(reverse(name), follow=True).content.decode()
        assert "Back to your pages" in page, name


def test_fields_have_our_words_and_rules_are_said_once(linden: House) -> None:
    browser = sign_in("practitioner@linden.example")
    page = browser.get(reverse("account_change_password"), follow=True).content.decode()
    for word in ("Your password now", "New password", "The new password again"):
        assert f">{word}</label>" in page, word
    assert "entirely numeric" not in page
    assert ">E-mail</label>" in browser.get(reverse("account_email"), follow=True).content.decode()
