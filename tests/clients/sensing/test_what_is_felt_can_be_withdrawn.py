"""A report is withdrawn by who gave it, stays in history, and counts nowhere."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client as Browser

from clients.records.models import Client
from clients.sensing.models import SensationReport
from clients.sensing.queries import felt_by, felt_in
from clients.sensing.rules import WITHDRAWN_FOR
from clients.sensing.services import SensationData, report_sensation
from practice.core.actor import acting
from practice.core.clock import now
from practice.team.rules import Scope
from tests.api.calling import caller, token_for
from tests.cast import House, sign_in
from tests.felt import REGION

pytestmark = pytest.mark.django_db
WORDS = "Like wool all over"


def said(house: House, actor: Any, client: Client, **more: Any) -> SensationReport:
    values = {"region": REGION, "clarity": "unclear", "words": WORDS, **more}
    with acting(actor):
        data = SensationData(**values)
        return report_sensation(actor=actor, client_id=client.pk, data=data)


def withdraw(browser: Browser, report: SensationReport, portal: str = "/portal") -> str:
    """What the page says afterwards."""
    answer = browser.post(f"{portal}/felt/{report.pk}/withdraw/", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def withdrawn(house: House) -> dict[UUID, bool]:
    with acting(house.boss) as boss:
        rows = SensationReport.objects.visible_to(boss)
        return {one.pk: one.withdrawn_at is not None for one in rows}


def test_a_client_takes_back_what_they_said_and_reads_it_no_more(
    linden: House, nora: Client
) -> None:
    report = said(linden, linden.as_client(nora), nora, is_discovery=True)
    browser = sign_in("nora@clients.example")
    page = browser.get(f"/portal/felt/{REGION}/").content.decode()
    assert "Withdraw it" in page
    assert WORDS in page
    after = withdraw(browser, report)
    assert "Withdrawn." in after
    assert WORDS not in after
    assert WORDS not in browser.get("/portal/felt/").content.decode()
    assert withdrawn(linden) == {report.pk: True}
    with acting(linden.boss) as boss:
        assert SensationReport.objects.visible_to(boss).get().words == WORDS  # nothing is lost
        felt = felt_by(boss, nora.pk)
        assert (felt.regions, felt.discoveries) == ([], [])
        told = felt_in(boss, nora.pk, REGION)
        assert (len(told.told), told.drawing.dots, told.days) == (1, [], [])
    staff = sign_in("practitioner@linden.example")
    page = staff.get(f"/clients/{nora.pk}/felt/{REGION}/").content.decode()
    assert "Unclear (withdrawn)" in page
    assert WORDS in page
    assert "Newly felt" not in staff.get(f"/clients/{nora.pk}/").content.decode()


def test_after_a_day_it_stays(linden: House, nora: Client) -> None:
    report = said(linden, linden.as_client(nora), nora)
    with time_machine.travel(now() + WITHDRAWN_FOR + timedelta(minutes=1), tick=False):
        browser = sign_in("nora@clients.example")
        assert "Withdraw it" not in browser.get(f"/portal/felt/{REGION}/").content.decode()
        assert "more than a day ago" in withdraw(browser, report)
    assert withdrawn(linden) == {report.pk: False}


def test_staff_take_back_their_own_at_any_time_and_nobody_elses(
    linden: House, nora: Client
) -> None:
    mine = said(linden, linden.actor(linden.practitioner), nora)
    hers = said(linden, linden.as_client(nora), nora)
    owner = sign_in("owner@linden.example")
    for report in (mine, hers):
        assert "Only who said it" in withdraw(owner, report, "")
    assert "Only who said it" in withdraw(sign_in("nora@clients.example"), mine)
    assert withdrawn(linden) == {mine.pk: False, hers.pk: False}
    with time_machine.travel(now() + timedelta(days=40), tick=False):
        assert "Withdrawn." in withdraw(sign_in("practitioner@linden.example"), mine, "")
    assert withdrawn(linden) == {mine.pk: True, hers.pk: False}


def test_nobody_out_of_reach_and_not_of_an_archived_record(
    linden: House, nora: Client, omar: Client
) -> None:
    report = said(linden, linden.as_client(nora), nora)
    path = f"/felt/{report.pk}/withdraw/"
    assert sign_in("omar@clients.example").post(f"/portal{path}").status_code == 404
    assert sign_in("owner@harbour.example").post(path).status_code == 404
    assert sign_in("assistant@linden.example").post(path).status_code == 403
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(state="archived")
    browser = sign_in("nora@clients.example")
    assert "Withdraw it" not in browser.get(f"/portal/felt/{REGION}/").content.decode()
    withdraw(browser, report)
    assert withdrawn(linden) == {report.pk: False}


def test_nothing_else_of_it_can_be_changed(linden: House, nora: Client) -> None:
    report = said(linden, linden.as_client(nora), nora)
    with (
        acting(linden.boss),
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE clients_sensationreport SET words = %s", ["Otherwise"])
    assert report.words == WORDS


def test_a_program_reads_it_without_what_was_withdrawn(linden: House, nora: Client) -> None:
    kept = said(linden, linden.as_client(nora), nora)
    gone = said(linden, linden.as_client(nora), nora, clarity="clear")
    withdraw(sign_in("nora@clients.example"), gone)
    program = caller(token_for(linden, linden.practitioner, Scope.SENSATIONS_READ))
    path = "/api/v1/sensations/"
    (told,) = program.get(f"{path}?client={nora.pk}&region={REGION}").json()["results"]
    assert (told["id"], told["clarity"], told["words"]) == (str(kept.pk), "unclear", WORDS)
    assert told["withdrawn_at"] is None
    assert program.get(f"{path}{gone.pk}/").json()["withdrawn_at"] is not None
    later = (kept.felt_on + timedelta(days=1)).isoformat()
    assert program.get(f"{path}?since={later}").json()["results"] == []
    assert program.get(f"{path}?region=left_wing").status_code == 400
    assert program.post(path, {}).status_code in {403, 405}
    other = caller(token_for(linden, linden.practitioner, Scope.MEASURES_READ))
    assert other.get(path).status_code == 403
    trainee = caller(token_for(linden, linden.trainee, Scope.SENSATIONS_READ))
    assert trainee.get(path).json()["results"] == []
