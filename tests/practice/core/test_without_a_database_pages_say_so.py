"""The database is gone: 503, in words, on pages and in the API alike."""

import json

import pytest
from django.db import OperationalError
from django.test import Client as Browser

from tests.cast import House, sign_in


def gone(*_args: object, **_kwargs: object) -> None:
    raise OperationalError("connection refused")


@pytest.fixture
def without_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.transaction.Atomic.__enter__", gone)


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/portal/", "/clients/"])
def test_a_page_answers_in_words(without_database: None, address: str) -> None:
    answer = Browser().get(address)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "database" in answer.content.decode() or "moment" in answer.content.decode()


def test_the_api_answers_in_words(without_database: None) -> None:
    answer = Browser().get("/api/v1/clients/")
    assert answer.status_code == 503
    assert "database" in json.loads(answer.content)["errors"][0]["detail"]


def test_life_is_still_signed(without_database: None) -> None:
    assert Browser().get("/healthz").status_code == 200
    ready = Browser().get("/readyz")
    assert ready.status_code == 503
    assert ready.json()["parts"]["database"] == {"ok": False}


@pytest.mark.django_db
def test_it_is_lost_in_the_middle_of_a_page(linden: House, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = sign_in("owner@linden.example")
    browser.raise_request_exception = False
    monkeypatch.setattr("practice.dashboard.views.today_of", gone)
    assert browser.get("/").status_code == 503
