"""Fifty guesses at the same moment are no more than fifty guesses one after another."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client as Browser

from practice.core.actor import acting, system_actor
from practice.core.models import User
from practice.team.queries import works_somewhere
from tests.cast import PASSWORD, build_house


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    house = build_house("Linden Somatics", "America/Denver", "linden.example")
    judged: list[str] = []
    judge = User.check_password

    def counting(self: User, raw_password: str) -> bool:
        judged.append(raw_password)
        return judge(self, raw_password)

    monkeypatch.setattr(User, "check_password", counting)

    def guess(number: int) -> None:
        try:
            Browser().post(
                "/accounts/login/",
                {"login": "owner@linden.example", "password": f"guess number {number}"},
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        list(pool.map(guess, range(50)))
    assert 0 < len(judged) <= 10

    browser = Browser()
    browser.post("/accounts/login/", {"login": "owner@linden.example", "password": PASSWORD})
    assert "_auth_user_id" not in browser.session
    with acting(system_actor(house.practice.pk)):
        assert works_somewhere(house.owner.user_id)
