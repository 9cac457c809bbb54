"""A program changes while somebody is in the middle of it: their logs stay what they were."""

from clients.records.models import Client
from practice.core.actor import acting
from sessions.practice_logs.models import PracticeLog, PracticeLogItem
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.programs.services import edit_program
from tests.cast import House, sign_in
from tests.sessions.practice_logs.sending import sent
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
    browser.post(address, sent(line="open meanwhile", items=[str(old_item.pk)]))
    assert str(old_item.pk) not in browser.get(address).content.decode()
    with acting(linden.boss) as boss:
        logs = PracticeLog.objects.visible_to(boss).order_by("id")
        assert list(logs.values_list("line", "revision")) == [("before", 1), ("open meanwhile", 2)]
        kept = PracticeLogItem.objects.visible_to(boss).filter(log__in=logs)
        assert {one.item_id for one in kept} == {old_item.pk}
        rows = HomeProgramRevision.objects.visible_to(boss).order_by("number")
        names = [[item["name"] for item in one.items] for one in rows]
    assert [len(one) for one in names] == [1, 1]
    assert names[0] != names[1]
