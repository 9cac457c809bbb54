"""What changed from revision to revision, in words: for the practitioner, and for the client."""

from typing import Any

import pytest

from clients.records.models import Client
from practice.core.actor import acting
from sessions.programs.changes import Snapshot, changes_between, news_between
from sessions.programs.models import HomeProgram
from sessions.programs.services import edit_program
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.sessions.practice_logs.sending import sent
from tests.sessions.programs import building


def _item(name: str = "Curl", **more: Any) -> dict[str, Any]:
    plain = {"movement": name, "card": "", "name": name, "phase": "free", "minutes": 5}
    kept = {"repetitions": None, "side": "", "variant": "", "note": ""}
    return {**plain, **kept, "unlock_reason": "", "against_reason": "", **more}


CARD = _item("Why Slow", movement="", card="c", phase="understand", minutes=0)

CHANGES = [
    ([_item()], [_item()], [], []),
    ([], [_item()], ["Added: Curl"], ["New: Curl"]),
    ([], [CARD], ["Added: Why Slow"], ["New to read: Why Slow"]),
    ([_item()], [], ["Taken out: Curl"], ["No longer in it: Curl"]),
    ([_item()], [_item(minutes=8)], ["Curl: minutes 5 → 8"], ["Curl: now 8 minutes"]),
    ([_item()], [_item(side="left")], ["Curl: side – → Left"], ["Curl: now: Left"]),
    ([_item(side="left")], [_item()], ["Curl: side Left → –"], ["Curl: now as usual"]),
    ([_item()], [_item(repetitions=3)], ["Curl: times – → 3"], ["Curl: now 3 times"]),
    (
        [_item(repetitions=3)],
        [_item()],
        ["Curl: times 3 → –"],
        ["Curl: now as often as fits the minutes"],
    ),
    (
        [_item()],
        [_item(variant="seated")],
        ["Curl: variant – → On a chair"],
        ["Curl: now: On a chair"],
    ),
    (
        [_item(note="Slow.")],
        [_item(note="Slower.")],
        ["Curl: note “Slow.” → “Slower.”"],
        ["Curl: a new word with it"],
    ),
    ([_item(note="Slow.")], [_item()], ["Curl: note “Slow.” → –"], []),
    (
        [_item()],
        [_item(unlock_reason="Came released")],
        ["Curl: why before it is open – → “Came released”"],
        [],
    ),
    (
        [_item()],
        [_item(against_reason="On a mat")],
        ["Curl: why all the same – → “On a mat”"],
        [],
    ),
    ([_item()], [_item(phase="maintain")], ["Curl: phase Free → Maintain"], []),
    (
        [_item(), _item("Lift")],
        [_item("Lift"), _item()],
        ["Order: Lift, Curl"],
        ["The order is another one."],
    ),
    (
        [_item(), _item("Lift"), _item("Walk")],
        [_item(minutes=8, side="left"), _item("Turn"), _item("Walk")],
        ["Added: Turn", "Taken out: Lift", "Curl: minutes 5 → 8; side – → Left"],
        ["Curl: now 8 minutes, now: Left", "New: Turn", "No longer in it: Lift"],
    ),
    # the same in two phases: the one whose phase stayed is the same one
    (
        [_item(), _item(phase="integrate", minutes=2)],
        [_item(phase="integrate", minutes=3)],
        ["Taken out: Curl", "Curl: minutes 2 → 3"],
        ["Curl: now 3 minutes", "No longer in it: Curl"],
    ),
    # kept when less was kept of an item
    (
        [{"movement": "Curl", "name": "Curl", "phase": "free", "minutes": 5}],
        [_item(side="left")],
        ["Curl: side – → Left"],
        ["Curl: now: Left"],
    ),
]


@pytest.mark.parametrize(("before", "after", "changes", "news"), CHANGES)
def test_in_words(
    before: list[dict[str, Any]], after: list[dict[str, Any]], changes: list[str], news: list[str]
) -> None:
    assert changes_between(Snapshot(before, 10), Snapshot(after, 10)) == changes
    assert news_between(before, after) == news


def test_the_minutes_of_a_day_and_why_so_many() -> None:
    before, after = Snapshot([_item()], 10), Snapshot([_item()], 15, "A free week")
    assert changes_between(before, after) == [
        "Minutes there are a day: 10 → 15",
        "Why so many: – → “A free week”",
    ]


def _changed(house: House, program: HomeProgram, code: str, minutes: int) -> None:
    with acting(house.boss) as boss:
        plan = building.data(building.item(boss, minutes=minutes), building.item(boss, code))
        edit_program(actor=boss, home_program=program, data=plan, version=program.version)


def test_the_programs_page_says_what_who_and_when(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora, building.item(boss, minutes=5))
    _changed(linden, program, "back_lift", 8)
    browser = sign_in("practitioner@linden.example")
    browser.get("/library/")

    with statements() as seen:
        page = browser.get(f"/programs/{program.pk}/").content.decode()

    assert len(seen) <= 8
    assert "Added: Back Lift" in page
    assert "Arch and Flatten: minutes 5 → 8" in page
    assert "Revision 2" in page
    assert page.count(linden.boss.name) >= 2
    assert "Begun with: Arch and Flatten" in page


def test_the_page_reads_the_newest_ten(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
    for number in range(11):
        _changed(linden, program, ("back_lift", "side_curl")[number % 2], 4)

    page = sign_in("practitioner@linden.example").get(f"/programs/{program.pk}/").content.decode()

    assert [f"Revision {n}<" in page for n in (12, 3, 2, 1)] == [True, True, False, False]
    assert "With: Arch and Flatten" in page
    assert "2 earlier ones are kept" in page


def test_the_client_is_told_what_is_new_since_they_practised(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora, building.item(boss, minutes=5))
    browser = sign_in("nora@clients.example")
    address = f"/portal/practice/{program.pk}/"
    _changed(linden, program, "side_curl", 5)
    assert "New since" not in browser.get(address).content.decode()  # nothing was practised yet
    browser.post(address, sent(line="before"))
    _changed(linden, program, "back_lift", 8)

    with statements() as seen:
        page = browser.get(address).content.decode()

    assert len(seen) <= 8
    assert "New since you last practised" in page
    for told in ("New: Back Lift", "Arch and Flatten: now 8 minutes", "No longer in it: Side Curl"):
        assert told in page
    browser.post(address, sent(done="", skip_reason="no_time"))
    assert "New since" in browser.get(address).content.decode()  # skipped is not practised
    browser.post(address, sent(line="after"))
    assert "New since" not in browser.get(address).content.decode()
