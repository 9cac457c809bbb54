"""From "cannot feel" to clear: each word stays, and the past can be looked back at."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from clients.records.models import Client
from clients.sensing.models import SensationReport
from clients.sensing.queries import MOST_TOLD, felt_by, felt_in
from clients.sensing.services import SensationData, report_sensation
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.core.errors import DomainError
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.felt import REGION, many_reports

pytestmark = pytest.mark.django_db
NEW = "/portal/felt/new/"
SAID = {"region": REGION, "clarity": "unclear", "words": "Like wool"}


def reports(house: House) -> list[SensationReport]:
    with acting(house.boss) as boss:
        return list(SensationReport.objects.visible_to(boss).order_by("id"))


def say(house: House, client: Client, **said: Any) -> SensationReport:
    with acting(house.as_client(client)) as actor:
        data = SensationData(**{**SAID, **said})
        return report_sensation(actor=actor, client_id=client.pk, data=data)


def test_a_client_says_it_in_the_portal_once(linden: House, nora: Client) -> None:
    browser, sent = sign_in("nora@clients.example"), {"key": uuid4(), **SAID, "clarity": "absent"}
    assert "Cannot feel" in browser.get(NEW).content.decode()
    for _twice in range(2):
        assert browser.post(NEW, sent)["Location"] == f"/portal/felt/{REGION}/"
    (report,) = reports(linden)
    assert (report.clarity, report.felt, report.words) == ("absent", None, "Like wool")
    assert (report.side, report.source, report.entered_by_id) == ("left", "portal", None)
    assert report.felt_on == report.reported_on == today_in(nora.timezone)


def test_nothing_is_preset(nora: Client) -> None:
    page = sign_in("nora@clients.example").get(NEW).content.decode()
    chosen = [
        one for one in re.findall(r"<input[^>]* checked[^>]*>", page) if 'value=""' not in one
    ]
    assert chosen == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"region": ""}, "region"),
        ({"region": "left_wing"}, "region"),
        ({"clarity": ""}, "clarity"),
        ({"clarity": "absent", "felt": "3"}, "felt"),
        ({"felt": "11"}, "felt"),
        ({"is_discovery": "on", "words": ""}, "words"),
        ({"is_discovery": "on", "clarity": "absent"}, "is_discovery"),
        ({"felt_on": "2999-01-01"}, "felt_on"),
        ({"felt_on": "1901-01-01"}, "felt_on"),
        ({"words": "x" * 501}, "words"),
    ],
)
def test_what_cannot_be_is_said_beside_and_kept_typed(
    linden: House, nora: Client, said: dict[str, str], field: str
) -> None:
    answer = sign_in("nora@clients.example").post(NEW, {"key": uuid4(), **SAID, **said})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert reports(linden) == []


def test_a_call_is_judged_by_the_same_rules(linden: House, nora: Client) -> None:
    for wrong in ({"felt": 11}, {"clarity": "fine"}, {"region": "wing"}, {"words": "x" * 501}):
        with pytest.raises(DomainError):
            say(linden, nora, **wrong)
    assert reports(linden) == []


def test_looking_back_stands_beside_and_changes_nothing(linden: House, nora: Client) -> None:
    first = say(linden, nora, felt_on=None, words="Like wool")
    earlier = today_in(nora.timezone) - timedelta(days=30)
    say(linden, nora, felt_on=earlier, clarity="unclear", words="It was fine")
    say(linden, nora, felt_on=earlier, clarity="absent", words="There was nothing at all")
    page = sign_in("nora@clients.example").get(f"/portal/felt/{REGION}/").content.decode()
    for words in ("Like wool", "It was fine", "There was nothing at all"):
        assert words in page
    assert page.count('class="miss"') == 2
    assert page.count('class="dot"') == 1
    assert f"day={first.felt_on.isoformat()}" in page
    assert reports(linden)[0].words == "Like wool"


def test_the_form_opens_about_a_day(nora: Client) -> None:
    browser = sign_in("nora@clients.example")
    page = browser.get(f"{NEW}?region={REGION}&day=2026-10-01").content.decode()
    assert 'value="2026-10-01"' in page
    assert f'value="{REGION}" selected' in page
    assert browser.get(f"{NEW}?region=%00&day=x").status_code == 200


def test_it_goes_from_cannot_feel_to_clear_with_what_is_new(linden: House, nora: Client) -> None:
    today = today_in(nora.timezone)
    say(linden, nora, clarity="absent", words="", felt_on=today - timedelta(days=9))
    say(linden, nora, clarity="clear", felt=8, words="It moves", is_discovery=True)
    with acting(linden.boss) as boss:
        felt = felt_by(boss, nora.pk)
    (region,), (found,) = felt.regions, felt.discoveries
    assert (region.first.value, region.now.value, region.count) == ("absent", "clear", 2)
    assert (found.words, found.day) == ("It moves", today)
    page = sign_in("practitioner@linden.example").get(f"/clients/{nora.pk}/felt/").content.decode()
    assert "Cannot feel → Clear" in page
    assert "It moves" in page


def test_what_was_said_on_the_day_itself_is_where_it_is_now(linden: House, nora: Client) -> None:
    day = today_in(nora.timezone)
    say(linden, nora, clarity="clear")
    put_back = {"felt_on": day, "reported_on": day + timedelta(days=1), "clarity": "absent"}
    with acting(linden.boss) as boss:
        row = next(many_reports(nora.pk, 1, "")) | put_back
        row |= {"region": REGION, "felt": None, "is_discovery": False, "words": ""}
        SensationReport(practice=linden.practice, **row).save(force_insert=True)
        assert felt_by(boss, nora.pk).regions[0].now.value == "clear"


def test_the_practice_writes_it_down_together(linden: House, nora: Client) -> None:
    browser = sign_in("practitioner@linden.example")
    path = f"/clients/{nora.pk}/felt/new/"
    assert browser.post(path, {"key": uuid4(), **SAID}).status_code == 302
    (report,) = reports(linden)
    assert (report.source, report.entered_by_id) == ("lesson", linden.practitioner.pk)
    page = browser.get(f"/clients/{nora.pk}/felt/{REGION}/").content.decode()
    assert "Practitioner" in page
    assert sign_in("assistant@linden.example").post(path, {**SAID}).status_code == 403
    assert sign_in("trainee@linden.example").post(path, {**SAID}).status_code == 404
    assert len(reports(linden)) == 1


def test_nobody_elses(linden: House, nora: Client, omar: Client) -> None:
    say(linden, nora)
    page = sign_in("omar@clients.example").get(f"/portal/felt/{REGION}/").content.decode()
    assert "Nothing was said of this place yet" in page
    assert "Like wool" not in page
    other = sign_in("owner@harbour.example")
    assert other.get(f"/clients/{nora.pk}/felt/").status_code == 404
    assert sign_in("nora@clients.example").get("/portal/felt/left_wing/").status_code == 404


def test_an_archived_record_takes_no_more(linden: House, nora: Client) -> None:
    browser = sign_in("nora@clients.example")
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(state="archived")
    assert browser.post(NEW, {"key": uuid4(), **SAID}).status_code in {409, 422}
    staff = sign_in("practitioner@linden.example")
    staff.post(f"/clients/{nora.pk}/felt/new/", {"key": uuid4(), **SAID})
    assert reports(linden) == []


@pytest.mark.parametrize("change", ["SET words = 'other'", "SET felt_on = '2020-01-01'"])
def test_the_database_changes_no_word(linden: House, nora: Client, change: str) -> None:
    say(linden, nora)
    table = SensationReport._meta.db_table
    for sql in (f"UPDATE {table} {change}", f"DELETE FROM {table}"):  # noqa: S608
        with (
            acting(linden.boss),
            connection.cursor() as cursor,
            pytest.raises(ProgrammingError),
            transaction.atomic(),
        ):
            cursor.execute(sql)
    assert reports(linden)[0].words == "Like wool"


@pytest.mark.parametrize("number", [5, 500])
def test_many_are_read_as_few(linden: House, nora: Client, number: int) -> None:
    with acting(linden.boss):
        SensationReport._base_manager.bulk_create(
            SensationReport(practice=linden.practice, **row)
            for row in many_reports(nora.pk, number, "It moves with my breath")
        )
    browser = sign_in("nora@clients.example")
    with acting(linden.boss) as boss:
        most = felt_by(boss, nora.pk).regions[-1].region.code
        told = felt_in(boss, nora.pk, many_region())
    assert len(told.told) <= MOST_TOLD
    assert told.goes_on is (number == 500)
    for path in ("/portal/felt/", f"/portal/felt/{many_region()}/", f"/portal/felt/{most}/"):
        browser.get(path)
        with statements() as asked:
            answer = browser.get(path)
        assert len(asked) <= 8
        assert len(answer.content) < 40_000


def many_region() -> str:
    """The region that most of `many_reports` speak of."""
    return str(next(many_reports(None, 1, ""))["region"])
