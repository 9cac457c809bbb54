"""bin/drill: its lines, its list of guards, and that nothing which broke off is passed over."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.drill.__main__ import main
from tests.drill.faults.controls import CONTROLS, FOUND_IN_TABLES, gone_wrong
from tests.drill.faults.stage import NeverSo, SetClock, as_launched
from tests.drill.figures import Figure, at_least, at_most, carry_out, exactly, table
from tests.drill.guards import DAYS, FEWEST, GUARDS, turn_of
from tests.drill.guards.green import LEFT_OUT, ROOT, WORD, leave_word, was_green
from tests.drill.guards.guard import Guard, NoSuchText, check
from tests.drill.guards.running import verdict_of
from tests.drill.launched import CLOCK, WITHOUT


def test_a_line_is_met_up_to_its_limit() -> None:
    assert [exactly("x", 0, 0).met, exactly("x", 1, 0).met] == [True, False]
    assert [at_most("x", 2, 2).met, at_most("x", 3, 2).met] == [True, False]
    assert [at_least("x", 2, 2).met, at_least("x", 1, 2).met] == [True, False]
    assert [f("x", 1, 2000).limit for f in (exactly, at_most, at_least)] == [
        "= 2,000",
        "≤ 2,000",
        "≥ 2,000",
    ]


def good() -> Iterator[Figure]:
    yield exactly("lost", 0, 0)


def breaks_off() -> Iterator[Figure]:
    yield exactly("lost", 0, 0)
    raise RuntimeError("no server\nand more")


def test_a_part_that_breaks_off_or_finds_nothing_is_not_met(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert carry_out("faults", good, 60).met
    broken = carry_out("faults", breaks_off, 60)
    assert not broken.met
    assert [(f.name, f.value, f.met) for f in broken.figures[:2]] == [
        ("lost", 0, True),
        ("the part ran to its end", "RuntimeError: no server", False),
    ]
    assert "no server" in capsys.readouterr().err
    assert not carry_out("faults", lambda: iter(()), 60).met
    assert not carry_out("faults", good, -1).met


def test_the_table_says_which_line_is_missed() -> None:
    rows = table([carry_out("faults", good, 60), carry_out("api", good, -1)]).splitlines()
    assert len({len(row) for row in rows}) == 1
    assert [row.rstrip(" |").rpartition("| ")[2] for row in rows[2:]] == ["yes", "yes", "yes", "NO"]


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "weather"])
    assert "weather" in capsys.readouterr().err


def test_every_guard_of_the_list_is_still_in_the_code() -> None:
    assert len({guard.name for guard in GUARDS}) == len(GUARDS) >= FEWEST
    for guard in GUARDS:
        check(guard, ROOT)  # raises, naming the line of the list that is out of date


def test_every_guard_that_a_control_takes_out_is_still_in_the_code() -> None:
    """Else its worker would not come up, and any line would go wrong."""
    assert len({control.name for control in CONTROLS}) == len(CONTROLS)
    for guard in (guard for control in CONTROLS for guard in control.without):
        guard.without((ROOT / guard.file).read_text(encoding="utf-8"))


def never_ends() -> Iterator[Figure]:
    yield exactly("lost", 1, 0)
    yield exactly("copies", 1, 1)
    raise NeverSo("not so after 1 s: it ends")


def test_a_control_tells_what_went_wrong_up_to_where_it_broke_off() -> None:
    assert gone_wrong(good()) == []
    assert gone_wrong(never_ends()) == ["lost: 1", "not so after 1 s: it ends"]


SHOWN = """
from practice.core.clock import now, today_in
from practice.outbox.rules import BATCH
print(now().isoformat(), today_in("Pacific/Apia"), BATCH)
"""


def test_a_launched_part_has_its_clock_set_and_its_guard_out(tmp_path: Path) -> None:
    (tmp_path / "shown.py").write_text(SHOWN)
    clock = SetClock(tmp_path / "clock")
    clock.move(datetime(2011, 12, 31, 9, 59, tzinfo=UTC))
    guard = next(one for one in FOUND_IN_TABLES if one.text.startswith("BATCH"))
    told = {
        CLOCK: str(clock.file),
        WITHOUT: json.dumps([[guard.file, guard.text, guard.instead]]),
        "PYTHONPATH": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "practice.config.settings",
    }
    command = as_launched([sys.executable, "-m", "shown"])
    ran = subprocess.run(
        command, cwd=ROOT, env=dict(os.environ) | told, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["2011-12-31T09:59:00+00:00", "2011-12-31", "1"]
    told[WITHOUT] = json.dumps([[guard.file, "what is not there", ""]])
    ended = subprocess.run(
        command, cwd=ROOT, env=dict(os.environ) | told, capture_output=True, check=False
    )
    assert ended.returncode
    assert b"not there once" in ended.stderr


def test_each_guard_has_its_turn_within_three_days() -> None:
    days = [date(2026, 12, 30) + timedelta(days=number) for number in range(DAYS)]
    turns = [{guard.name for guard in turn_of(day)} for day in days]
    assert set.union(*turns) == {guard.name for guard in GUARDS}
    assert sum(map(len, turns)) == len(GUARDS)
    assert all(len(turn) >= FEWEST for turn in turns)


def test_the_word_that_all_was_green_is_of_one_tree_alone(tmp_path: Path) -> None:
    for folder in LEFT_OUT:
        (tmp_path / folder).mkdir()
    code = tmp_path / "code.py"
    code.write_text("one = 1\n")
    assert not was_green(tmp_path)
    leave_word(tmp_path)
    assert was_green(tmp_path)
    (tmp_path / "var" / "log").write_text("what ran left this")
    assert was_green(tmp_path)
    code.write_text("one = 2\n")
    assert not was_green(tmp_path)
    code.write_text("one = 1\n")
    (tmp_path / "more.py").touch()
    assert not was_green(tmp_path)
    assert (tmp_path / WORD).exists()


def test_a_guard_that_is_not_there_is_said() -> None:
    guard = Guard(name="x", file="a.py", text="if wrong:\n", instead="if False:\n", tests=("t",))
    assert guard.without("def f():\n    if wrong:\n        raise E\n").count("if False:\n") == 1
    for source in ("def f(): ...\n", "if wrong:\nif wrong:\n"):
        with pytest.raises(NoSuchText, match=" times in a"):
            guard.without(source)
    for broken in (Guard(name="x", tests=("t",)), Guard(name="x", tests=(), sql="SELECT 1")):
        with pytest.raises(ValueError, match="name a file"):
            check(broken, ROOT)
    with pytest.raises(NoSuchText, match="there is no"):
        check(Guard(name="x", sql="SELECT 1", tests=("tests/cast.py::test_nothing",)), ROOT)


PASSED = "<testcase/>"


@pytest.mark.parametrize(
    ("cases", "noticed", "fault"),
    [
        (PASSED, False, ""),
        (PASSED + '<testcase><failure message="AssertionError: x"/></testcase>', True, ""),
        ('<testcase><failure message="NameError: y"/></testcase>', False, "NameError: y"),
        ('<testcase><error message="no fixture"/></testcase>', False, "no fixture"),
        ("<testcase><skipped/></testcase>", False, "no test ran"),
        ("", False, "no test ran"),
    ],
)
def test_only_a_test_that_judged_has_noticed(
    tmp_path: Path, cases: str, noticed: bool, fault: str
) -> None:
    report = tmp_path / "report.xml"
    report.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    verdict = verdict_of(report, "")
    assert (verdict.noticed, verdict.fault) == (noticed, fault)


def test_a_run_without_a_report_says_nothing_good(tmp_path: Path) -> None:
    verdict = verdict_of(tmp_path / "none.xml", "out of memory")
    assert not verdict.noticed
    assert "out of memory" in verdict.fault
