"""The timeline shows the newest of several kinds, and makes no more lines than it shows."""

from collections.abc import Iterator
from datetime import date, timedelta

from practice.dashboard.timeline import Entry, newest_first

FIRST = date(2026, 11, 23)


def days(kind: str, *back: int) -> list[Entry]:
    return [Entry(FIRST - timedelta(days=n), kind, kind) for n in back]


def test_the_newest_of_each_are_taken() -> None:
    told = [iter(days("lesson", 0, 10, 20)), days("file", 30, 5, 1), iter(days("person", 2, 3))]
    shown = newest_first(told, 5)
    assert [(one.kind, (FIRST - one.at).days) for one in shown] == [
        ("lesson", 0),
        ("file", 1),
        ("person", 2),
        ("person", 3),
        ("file", 5),
    ]


def test_what_is_not_shown_is_not_made() -> None:
    made: list[Entry] = []

    def many() -> Iterator[Entry]:
        for entry in days("lesson", *range(500)):
            made.append(entry)
            yield entry

    assert len(newest_first([many()], 20)) == 20
    assert len(made) <= 21
