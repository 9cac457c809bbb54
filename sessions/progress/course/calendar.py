"""Where the days of practice are drawn: a column a week, a row a weekday. Plain numbers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sessions.progress.course.drawing import LEFT, Label, placed

WEEKS_SHOWN = 26  # as many as a phone's width holds; months before stand in the table
CELL, SIZE = 12, 9
TOP = 22


@dataclass(frozen=True, slots=True)
class CalendarDrawing:
    """Squares filled (planned and logged), open (planned, nothing logged), and dots (logged beside
    the plan), each all in one path."""

    height: int
    filled: str
    empty: str
    beside: str
    months: Sequence[Label]
    weekdays: Sequence[Label]
    first: date


def calendar_of(
    planned: Collection[date],
    logged: Collection[date],
    *,
    last: date,
    first_weekday: int,
    month_words: dict[date, str],
    weekday_words: Sequence[str],
) -> CalendarDrawing | None:
    """The newest weeks up to `last`; None where nothing was planned or logged in them.

    `month_words` names the first day of each month that may begin in it, `weekday_words` the seven
    days from `first_weekday` (1 is Monday).
    """
    end = last + timedelta(days=6 - (last.isoweekday() - first_weekday) % 7)
    shown = {day for day in {*planned, *logged} if day <= end}
    if not shown:
        return None
    begun = min(shown)
    weeks = min((end - begun).days // 7 + 1, WEEKS_SHOWN)
    first = end - timedelta(days=weeks * 7 - 1)
    days = [first + timedelta(days=n) for n in range(weeks * 7)]
    if not any(day in shown for day in days):
        return None

    def at(day: date) -> tuple[int, int]:
        week, row = divmod((day - first).days, 7)
        return LEFT + 6 + week * CELL, TOP + row * CELL

    def squares(these: list[date]) -> str:
        return "".join(f"M{x} {y}h{SIZE}v{SIZE}h-{SIZE}z" for x, y in map(at, these))

    beside = [at(day) for day in days if day in logged and day not in planned]
    begins = [(at(day)[0], month_words.get(day, "")) for day in days if day.day == 1]
    return CalendarDrawing(
        height=TOP + 7 * CELL + 2,
        filled=squares([day for day in days if day in planned and day in logged]),
        empty=squares([day for day in days if day in planned and day not in logged]),
        beside="".join(f"M{x + SIZE // 2} {y + SIZE // 2}h0" for x, y in beside),
        months=placed(begins, 1, 13),
        weekdays=[
            Label(LEFT, TOP + n * CELL + SIZE - 1, word, "end")
            for n, word in enumerate(weekday_words)
            if n in (0, 2, 4, 6)
        ],
        first=first,
    )
