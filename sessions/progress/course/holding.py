"""Where is drawn how long something held: bars of days, and a survival curve. Plain numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sessions.progress.course.drawing import LEFT, PLOT, RIGHT, WIDTH, Label
from sessions.progress.course.survival import Curve

BAR_ROW, BAR, BARS_MOST = 42, 12, 10
WORDS_ROOM = 134  # right of the longest bar
MINE_ROOM = 104  # right of this client's mark, for its words


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name above it, its words beside it. `is_open`: it goes on; `is_this`: of this
    work. A width of 0 is no bar: nobody knows, or there was nothing that could hold."""

    y: int
    width: int
    name: str
    words: str
    is_open: bool = False
    is_this: bool = False

    @property
    def end(self) -> int:
        """Where its words begin."""
        return self.width + 10 if self.width else 0


@dataclass(frozen=True, slots=True)
class BarDrawing:
    """Bars below each other."""

    height: int
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Lasted:
    """What is drawn as a bar: for how many days, None where that is not known."""

    name: str
    words: str
    days: int | None
    is_open: bool = False
    is_this: bool = False


def bars_of(lasted: Sequence[Lasted]) -> BarDrawing | None:
    """Bars on one scale of days that begins at none; None without any that is known."""
    longest = max((one.days or 0 for one in lasted), default=0)
    if not longest:
        return None
    room = WIDTH - WORDS_ROOM
    bars = [
        Bar(
            y=n * BAR_ROW + 16,
            width=max(round(room * one.days / longest), 2) if one.days else 0,
            name=one.name,
            words=one.words,
            is_open=one.is_open,
            is_this=one.is_this,
        )
        for n, one in enumerate(lasted)
    ]
    return BarDrawing(len(bars) * BAR_ROW + 8, bars)


@dataclass(frozen=True, slots=True)
class CurveDrawing:
    """Steps down from all, a stroke across where somebody was seen for no longer, and this client
    as a diamond (`mine`)."""

    height: int
    top: int
    bottom: int
    path: str
    censored: str
    days: Sequence[Label]
    mine: tuple[int, int] | None
    mine_words: Label | None

    @property
    def half(self) -> int:
        """How far down it holds for half of them."""
        return (self.top + self.bottom) // 2

    @property
    def mine_path(self) -> str:
        """The diamond."""
        return "M{} {}m0-6l6 6-6 6-6-6z".format(*self.mine) if self.mine else ""


def curve_of(curve: Curve, mine: int | None, *, words: str, day_words: str) -> CurveDrawing:
    """The picture of a curve; `mine` is a day of this client's within it, `day_words` names the
    last one."""
    top, left = 26, LEFT + 14
    bottom, last = top + PLOT, max(curve.last, 1)

    def x(day: int) -> int:
        return left + round((RIGHT - left) * day / last)

    def y(share: float) -> int:
        return top + round(PLOT * (1 - share))

    path = f"M{left} {top}" + "".join(f"H{x(step.day)}V{y(step.share)}" for step in curve.steps)
    spots = [(x(day), y(curve.share_at(day))) for day in sorted(set(curve.censored))]
    at = (x(mine), y(curve.share_at(mine))) if mine is not None and mine <= curve.last else None
    return CurveDrawing(
        height=bottom + 36,
        top=top,
        bottom=bottom,
        path=f"{path}H{x(curve.last)}",
        censored="".join(f"M{at_x} {at_y - 5}v10" for at_x, at_y in spots),
        days=[Label(left, bottom + 20, "0"), Label(RIGHT, bottom + 20, day_words, "end")],
        mine=at,
        mine_words=_mine_words(at, words, bottom) if at else None,
    )


def _mine_words(at: tuple[int, int], words: str, bottom: int) -> Label:
    """Above and to the right of a line that only goes down nothing is drawn; near the end of it
    the words stand below and to the left, where nothing is either."""
    x, y = at
    if x <= RIGHT - MINE_ROOM:
        return Label(x + 9, y - 9, words)
    return Label(x - 9, min(y + 20, bottom - 4), words, "end")
