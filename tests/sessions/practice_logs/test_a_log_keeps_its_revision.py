"""A program changes while somebody is in the middle of it: their logs stay what they were."""

from uuid import UUID

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import today_in
from sessions.practice_logs.models import PracticeLog, PracticeLogItem
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.programs.services import edit_program
from tests.cast import House, sign_in
from tests.sessions.practice_logs.sending import link_for, sent
from tests.sessions.programs import building


def _changed(house: House, program: HomeProgram) -> None:
    with acting(house.boss) as boss:
        plan = building.data(building.item(boss, "back_lift"))
        edit_program(actor=boss, home_program=program, data=plan, version=program.version)


def test_a_new_revision_leaves_what_was_logged_with_the_old_one(
    linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
        old_item = ProgramItem.objects.visible_to(boss).get(home_program=program)
    browser = sign_in("nora@clients.example")
    address = f"/portal/practice/{program.pk}/"
    page_of_old = browser.get(address)
    assert str(old_item.pk) in page_of_old.content.decode()
    browser.post(address, sent(line="before", items=[str(old_item.pk)]))
    _changed(linden, program)
    # The page was open meanwhile: what is sent from it is what they did, of what they saw.
    assert 'name="revision" value="1"' in page_of_old.content.decode()
    open_meanwhile = sent(line="open meanwhile", items=[str(old_item.pk)], revision="1")
    browser.post(address, open_meanwhile)
    assert str(old_item.pk) not in browser.get(address).content.decode()
    with acting(linden.boss) as boss:
        logs = PracticeLog.objects.visible_to(boss).order_by("id")
        assert list(logs.values_list("line", "revision")) == [("before", 1), ("open meanwhile", 1)]
        kept = PracticeLogItem.objects.visible_to(boss).filter(log__in=logs)
        assert {one.item_id for one in kept} == {old_item.pk}
        rows = HomeProgramRevision.objects.visible_to(boss).order_by("number")
        names = [[item["name"] for item in one.items] for one in rows]
    assert [len(one) for one in names] == [1, 1]
    assert names[0] != names[1]


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    with acting(linden.boss) as boss:
        return building.running(boss, nora)


def _item(house: House, program: HomeProgram, code: str) -> UUID:
    with acting(house.boss) as boss:
        rows = ProgramItem.objects.visible_to(boss).filter(home_program=program)
        return rows.get(movement__built_in_code=code).pk


def _log(house: House) -> PracticeLog:
    with acting(house.boss) as boss:
        return PracticeLog.objects.visible_to(boss).get()


def _practised(house: House) -> set[UUID]:
    with acting(house.boss) as boss:
        rows = PracticeLogItem.objects.visible_to(boss)
        return set(rows.values_list("item_id", flat=True))


def test_the_form_of_a_mail_that_was_open_keeps_it_too(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    address = link_for(program, today_in(nora.timezone).isoformat())
    assert 'name="revision" value="1"' in Browser().get(address).content.decode()
    _changed(linden, program)
    assert Browser().post(address, sent(revision="1")).status_code == 200
    assert _log(linden).revision == 1


def test_without_a_number_it_is_of_the_program_as_it_is_now(
    linden: House, program: HomeProgram
) -> None:
    _changed(linden, program)
    sign_in("nora@clients.example").post(f"/portal/practice/{program.pk}/", sent())
    assert _log(linden).revision == 2


@pytest.mark.parametrize("number", ["2", "0", "x", "99999999999999999999"])
def test_a_revision_that_never_was_is_refused_and_nothing_is_lost(
    linden: House, program: HomeProgram, number: str
) -> None:
    browser = sign_in("nora@clients.example")
    data = sent(line="still here", revision=number)
    answer = browser.post(f"/portal/practice/{program.pk}/", data)
    assert answer.status_code == 422
    assert "still here" in answer.content.decode()
    with acting(linden.boss) as boss:
        assert not PracticeLog.objects.visible_to(boss).exists()


def test_what_was_wrong_in_it_is_asked_again_of_what_they_saw(
    linden: House, program: HomeProgram
) -> None:
    old = _item(linden, program, "arch_and_flatten")
    _changed(linden, program)
    browser = sign_in("nora@clients.example")
    data = sent(pain_during="11", items=[str(old)], revision="1")
    answer = browser.post(f"/portal/practice/{program.pk}/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{old}"' in page
    assert 'name="revision" value="1"' in page
    assert str(_item(linden, program, "back_lift")) not in page


def test_a_word_that_is_corrected_keeps_what_was_practised_then(
    linden: House, program: HomeProgram
) -> None:
    browser = sign_in("nora@clients.example")
    old = _item(linden, program, "arch_and_flatten")
    browser.post(f"/portal/practice/{program.pk}/", sent(line="sfot", items=[str(old)]))
    log = _log(linden)
    _changed(linden, program)
    new = _item(linden, program, "back_lift")
    address = f"/portal/logs/{log.pk}/"
    form = browser.get(address).context["form"]
    assert form["items"].value() == [str(old)]
    assert [value for value, _name in form.fields["items"].choices] == [str(old)]
    assert str(new) not in browser.get(address).content.decode()
    again = sent(log.client_key, line="soft", items=form["items"].value(), revision="2")
    assert browser.post(address, again)["Location"] == "/portal/?kept=changed"
    assert (_log(linden).line, _log(linden).revision) == ("soft", 1)
    assert _practised(linden) == {old}


def test_what_came_back_is_offered_once(linden: House, program: HomeProgram) -> None:
    """Taken out and given again: two rows of one movement, and the log has the first."""
    browser = sign_in("nora@clients.example")
    old = _item(linden, program, "arch_and_flatten")
    browser.post(f"/portal/practice/{program.pk}/", sent(items=[str(old)]))
    _changed(linden, program)
    with acting(linden.boss) as boss:
        again = building.data(building.item(boss), building.item(boss, "side_curl"))
        stored = HomeProgram.objects.visible_to(boss).select_related("client", "episode").get()
        edit_program(actor=boss, home_program=stored, data=again, version=stored.version)
    form = browser.get(f"/portal/logs/{_log(linden).pk}/").context["form"]
    assert [value for value, _name in form.fields["items"].choices] == [str(old)]
