"""bin/drill: its lines, and that a part which breaks off is never passed over."""

from collections.abc import Iterator

import pytest

from tests.drill.__main__ import main
from tests.drill.figures import Figure, at_least, at_most, carry_out, exactly, table


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
