"""The pages around one's own login: they open, they ask for the old password, they stay small."""

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from practice.core.models import User
from tests.cast import PASSWORD, House, sign_in
from tests.practice.team.test_a_mailed_code_signs_in_once import planned, rendered

NEW = "a-quiet-new-way-to-move"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/accounts/login/", 200),
        ("/accounts/login/code/", 200),
        ("/accounts/login/code/confirm/", 302),
        ("/accounts/password/reset/", 200),
        ("/accounts/password/reset/done/", 200),
        ("/accounts/password/reset/key/1-broken/", 200),
        ("/accounts/password/reset/key/done/", 200),
        ("/accounts/confirm-email/broken/", 200),
        ("/accounts/signup/", 200),
        ("/accounts/inactive/", 200),
        ("/accounts/email/", 302),
        ("/accounts/password/change/", 302),
        ("/accounts/logout/", 302),
    ],
)
def test_for_strangers(db: None, address: str, status: int) -> None:
    assert Browser().get(address).status_code == status


@pytest.mark.parametrize(
    "address", ["/accounts/email/", "/accounts/password/change/", "/accounts/reauthenticate/"]
)
def test_for_the_signed_in(linden: House, address: str) -> None:
    assert sign_in("owner@linden.example").get(address).status_code == 200


def test_a_new_password_needs_the_old_one_and_is_told_by_mail(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    typed = {"password1": NEW, "password2": NEW}
    browser.post("/accounts/password/change/", typed | {"oldpassword": "wrong"})
    assert User.objects.get(email="owner@linden.example").check_password(PASSWORD)
    assert planned(linden.practice.pk) == []

    browser.post("/accounts/password/change/", typed | {"oldpassword": PASSWORD})
    assert User.objects.get(email="owner@linden.example").check_password(NEW)
    (message,) = planned(linden.practice.pk)
    mail = rendered(linden.practice.pk, message)
    assert mail.subject == "Your password was changed"
    assert NEW not in mail.text + mail.html


def test_a_mail_to_an_address_given_up_meanwhile_is_not_sent(linden: House) -> None:
    from allauth.account.models import EmailAddress

    from practice.outbox.kinds import NotWanted

    Browser().post("/accounts/password/reset/", {"email": "owner@linden.example"})
    (message,) = planned(linden.practice.pk)
    EmailAddress.objects.filter(email="owner@linden.example").update(email="new@linden.example")
    User.objects.filter(email="owner@linden.example").update(email="new@linden.example")
    with pytest.raises(NotWanted):
        rendered(linden.practice.pk, message)


@pytest.mark.parametrize("address", ["/settings/", "/settings/tokens/"])
def test_the_settings_take_eight_statements(linden: House, address: str) -> None:
    browser = sign_in("owner@linden.example")
    browser.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    told = [q["sql"] for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(told) <= 8, told
