"""A reset works once, within an hour, and only on the login whose address was written to."""

import json
import re
from datetime import timedelta

import time_machine
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.clock import now
from practice.core.models import User
from practice.outbox.secrets import unseal
from tests.cast import PASSWORD, House, sign_in
from tests.practice.team.test_a_mailed_code_signs_in_once import planned, rendered

NEW = "a-quiet-new-way-to-move"


def asked(linden: House, address: str) -> str:
    answer = Browser().post("/accounts/password/reset/", {"email": address})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/reset/done/")
    message = planned(linden.practice.pk)[-1]
    address_in_mail = json.loads(unseal(message.secret))["url"]
    assert address_in_mail in rendered(linden.practice.pk, message).text
    assert address_in_mail.startswith("http://127.0.0.1:8000/accounts/password/reset/key/")
    return str(re.sub(r"^http://[^/]+", "", address_in_mail))


def use(url: str, password: str = NEW) -> int:
    browser = Browser()
    opened = browser.get(url)
    if opened.status_code != 302:
        return 0
    typed = {"password1": password, "password2": password}
    return browser.post(opened["Location"], typed).status_code


def test_a_reset_works_once_and_signs_others_out(linden: House, nora: Client) -> None:
    elsewhere = sign_in("owner@linden.example")
    url = asked(linden, "owner@linden.example")
    before = {user.email: user.password for user in User.objects.all()}
    assert use(url) == 302
    after = {user.email: user.password for user in User.objects.all()}
    changed = {email for email in after if after[email] != before[email]}
    assert changed == {"owner@linden.example"}
    assert elsewhere.get("/settings/").status_code == 302
    assert use(url, "another-one-entirely") == 0
    stored = User.objects.get(email="owner@linden.example")
    assert stored.check_password(NEW)


def test_a_reset_runs_out_after_an_hour(linden: House) -> None:
    url = asked(linden, "owner@linden.example")
    with time_machine.travel(now() + timedelta(minutes=61), tick=False):
        assert use(url) == 0
    assert User.objects.get(email="owner@linden.example").check_password(PASSWORD)


def test_a_weak_password_is_refused_and_nothing_is_written(linden: House) -> None:
    url = asked(linden, "owner@linden.example")
    for weak in ("short", "password1234", "123456789012", "owner@linden.example"):
        assert use(url, weak) == 200
    assert User.objects.get(email="owner@linden.example").check_password(PASSWORD)


def test_spaces_and_long_passwords_are_kept_exactly(linden: House) -> None:
    long = " ünd now 🌿 " + "slowly " * 20
    assert use(asked(linden, "owner@linden.example"), long) == 302
    stored = User.objects.get(email="owner@linden.example")
    assert stored.check_password(long)
    assert not stored.check_password(long[:-1])
    assert not stored.check_password(long.strip())


def test_an_unknown_address_gets_the_same_answer_and_no_mail(linden: House) -> None:
    answer = Browser().post("/accounts/password/reset/", {"email": "nobody@linden.example"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/reset/done/")
    assert planned(linden.practice.pk) == []


def test_another_login_at_the_same_name_is_untouched(linden: House, nora: Client) -> None:
    """Dotless i and full-width letters fold onto an address; a reset must not follow them."""
    answer = Browser().post("/accounts/password/reset/", {"email": "nora@clıents.example"})
    assert answer.status_code in {200, 302}
    assert planned(linden.practice.pk) == []
    browser = Browser()
    browser.post("/accounts/login/code/", {"email": "ｎora@clients.example"})
    assert planned(linden.practice.pk) == []
