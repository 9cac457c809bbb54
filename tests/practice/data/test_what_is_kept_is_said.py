"""My data says what is kept, kind by kind, with how much of it and from when to when."""

import pytest

from clients.records.models import Client
from practice.core.actor import acting, enter_as
from practice.data.figures import kept_of
from practice.data.kinds import KINDS
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.world import CANARIES, STORY, build_world

pytestmark = pytest.mark.django_db
NORA = "nora@clients.example"


def test_everything_of_hers_is_counted(linden: House, nora: Client) -> None:
    build_world(linden, nora)
    actor = linden.as_client(nora)
    enter_as(actor)
    kept = {one.kind.code: one.number for one in kept_of(actor, nora.pk)}
    enter_as(actor)
    by_hand = {kind.code: kind.rows(actor, nora.pk).count() for kind in KINDS}
    assert kept == by_hand
    assert kept["you"] == 1
    assert min(kept[code] for code in ("agreements", "intakes", "practice_logs", "files")) >= 1


def test_the_page_says_it_in_few_statements(linden: House, nora: Client) -> None:
    build_world(linden, nora)
    browser = sign_in(NORA)
    with statements() as told:
        page = browser.get("/portal/my-data/").content.decode()
    assert len(told) <= 8, told
    for word in ("What is kept", "Practice logs", "keeps records for 3 years", "Who looked"):
        assert word in page
    assert STORY not in page
    assert not [name for name, canary in CANARIES.items() if canary in page]


def test_somebody_new_is_told_what_there_is_not(linden: House, nora: Client) -> None:
    page = sign_in(NORA).get("/portal/my-data/").content.decode()
    assert "Nothing is kept of:" in page
    assert "Name and contact" in page


def test_another_clients_are_not_counted(linden: House, nora: Client, omar: Client) -> None:
    with acting(linden.boss):
        pass
    build_world(linden, nora)
    actor = linden.as_client(nora)
    enter_as(actor)
    mine = sum(one.number for one in kept_of(actor, nora.pk))
    assert mine
    assert sum(one.number for one in kept_of(actor, omar.pk)) == 0


def test_the_home_page_leads_there(linden: House, nora: Client) -> None:
    assert 'href="/portal/my-data/"' in sign_in(NORA).get("/portal/").content.decode()
