"""Where lines over days are drawn: plain numbers for a template, no colour and no words of its own.

Drawn 360 wide, for a phone; on a desk and on paper the same picture is larger. A line goes on only
from answer to answer of one version, and not over a time without any: what is missing stays open.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

WIDTH, LEFT, RIGHT = 360, 30, 342
PLOT, ROW, LETTER, FOOT = 130, 19, 8, 40
GAP_DAYS = 21  # three weeks without an answer, where one is asked for each week: the line is open
SIGN_APART = 16
DOTS_MOST = 40  # of a line: more would lie on one another, and the line says it all
SIGNS = ("1", "2", "3", "4", "5", "6", "7", "8")


@dataclass(frozen=True, slots=True)
class Point:
    """An answer: its day, its number, and the version that was answered."""

    day: date
    value: float
    version: str = ""
    course: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of days with a name, from its first day to the next one's."""

    name: str
    kind: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place."""

    x: int
    y: int
    words: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Box:
    """A band as it is drawn."""

    x: int
    width: int
    kind: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line: runs as a path, answers as dots, which is all there is of a lone one."""

    kind: str
    path: str
    dots: str
    labels: Sequence[Label]


@dataclass(frozen=True, slots=True)
class LineDrawing:
    """A whole picture; y of `top` and `bottom` are the ends of the scale."""

    height: int
    top: int
    bottom: int
    levels: Sequence[Label]
    days: Sequence[Label]
    names: Sequence[Label]
    boxes: Sequence[Box]
    strokes: Sequence[Stroke]
    lessons: str
    marks: str
    releases: Sequence[int]
    breaks: Sequence[int]

    @property
    def tall(self) -> int:
        """How high the scale is."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """What one line is made of; `kind` is how it is drawn, `sign` what stands at its end."""

    points: Sequence[Point]
    kind: str = "one"
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to x, numbers to y."""

    first: date
    last: date
    low: float
    high: float
    top: int

    def x(self, day: date) -> int:
        """Across, between LEFT and RIGHT with some room at both ends."""
        span = (self.last - self.first).days
        share = (day - self.first).days / span if span else 0.5
        return LEFT + 10 + round((RIGHT - LEFT - 20) * min(max(share, 0), 1))

    def y(self, value: float) -> int:
        """Down: the highest number on top."""
        return self.top + round(PLOT * (self.high - value) / (self.high - self.low))


def runs_of(points: Sequence[Point]) -> list[list[Point]]:
    """Points that belong to one line: of one version and course, and no long gap between them."""
    runs: list[list[Point]] = []
    for point in points:
        last = runs[-1][-1] if runs else None
        goes_on = (
            last is not None
            and (last.version, last.course) == (point.version, point.course)
            and (point.day - last.day).days <= GAP_DAYS
        )
        if goes_on:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def placed(wanted: Iterable[tuple[int, str]], rows: int, first_y: int) -> list[Label]:
    """Labels in rows so that none lies on another; one that has no room is left out, and stands in
    the words beside the picture alone."""
    ends = [0.0] * rows
    found = []
    for x, words in wanted:
        width = len(words) * LETTER
        at = max(min(x, round(RIGHT + 14 - width)), 2)
        row = next((n for n, end in enumerate(ends) if at >= end), None)
        if row is not None:
            ends[row] = at + width + 18  # letters are wide or narrow
            found.append(Label(at, first_y + row * ROW, words))
    return found


def drawn(
    lines: Sequence[Line],
    *,
    low: float,
    high: float,
    levels: Sequence[tuple[float, str]],
    words: Callable[[date], str] = str,
    bands: Sequence[Band] = (),
    lessons: Sequence[date] = (),
    releases: Sequence[date] = (),
    broken: str = "",
    joined: bool = True,
) -> LineDrawing | None:
    """The picture of lines over days; None without a single answer.

    It reaches from the first answer, lesson or band to the last. `broken` are the words where a
    version changed; `words` says how a day is written; `joined`: a line goes through the answers.
    """
    answers = [point for line in lines for point in line.points]
    if not answers:
        return None
    days = [point.day for point in answers]
    days += [*lessons, *releases, *(band.first for band in bands)]
    first, last = min(days), max([*days, *(band.last for band in bands)])
    changes = _changes(lines)
    head = 2 * ROW if bands else 0
    head += ROW if changes else 0
    scale = Scale(first, last, low, high, head + 12)
    bottom = scale.top + PLOT
    names = placed([(scale.x(band.first) + 2, band.name) for band in bands], 2, 13)
    breaks = [scale.x(day) for day in changes]
    names += placed([(x + 3, broken) for x in breaks], 1, head - 4)
    ends = [(first, "start", LEFT), (last, "end", RIGHT)] if first != last else []
    ends = ends or [(first, "middle", scale.x(first))]
    return LineDrawing(
        height=bottom + FOOT,
        top=scale.top,
        bottom=bottom,
        levels=[Label(LEFT - 6, scale.y(value), said) for value, said in levels],
        days=[Label(x, bottom + 30, words(day), anchor) for day, anchor, x in ends],
        names=names,
        boxes=[
            Box(scale.x(band.first), max(scale.x(band.last) - scale.x(band.first), 1), band.kind)
            for band in bands
        ],
        strokes=_apart([_stroke(line, scale, joined) for line in lines if line.points]),
        lessons="".join(f"M{scale.x(day)} {scale.top}V{bottom}" for day in lessons),
        marks="".join(f"M{scale.x(day)} {bottom - 5}l5 5-5 5-5-5z" for day in lessons),
        releases=[scale.x(day) for day in releases],
        breaks=breaks,
    )


def _changes(lines: Sequence[Line]) -> list[date]:
    """The days on which a later version was answered first, once for all lines."""
    days = set()
    for line in lines:
        for was, now in zip(line.points, line.points[1:], strict=False):
            if was.version != now.version and was.course == now.course:
                days.add(now.day)
    return sorted(days)


def _stroke(line: Line, scale: Scale, joined: bool) -> Stroke:
    runs = runs_of(line.points)
    path = "".join(
        "M" + "L".join(f"{scale.x(p.day)} {scale.y(p.value)}" for p in run)
        for run in runs
        if joined and len(run) > 1
    )
    many = len(line.points) > DOTS_MOST
    dotted = [p for run in runs if not joined or not many or len(run) == 1 for p in run]
    dots = "".join(f"M{scale.x(p.day)} {scale.y(p.value)}h0" for p in dotted)
    return Stroke(line.kind, path, dots, _labels(line, scale))


def _labels(line: Line, scale: Scale) -> list[Label]:
    """The sign of one of several lines at its end; of a line alone, its first and last number."""
    last = line.points[-1]
    x, y = scale.x(last.day), scale.y(last.value)
    if line.sign:
        return [Label(x + 8, y + 4, line.sign)]
    labels = [Label(x, _clear(y, scale), figure(last.value), "middle")]
    first = line.points[0]
    if scale.x(first.day) < x - 16:
        at = scale.y(first.value)
        labels.insert(
            0, Label(scale.x(first.day), _clear(at, scale), figure(first.value), "middle")
        )
    return labels


def _apart(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Signs at the ends of lines, moved down where one would lie on another."""
    found, below = list(strokes), 0
    ends = [(s.labels[0], n) for n, s in enumerate(strokes) if len(s.labels) == 1]
    signs = [(label, n) for label, n in ends if label.anchor == "start"]
    for label, n in sorted(signs, key=lambda end: end[0].y):
        y = max(label.y, below)
        below = y + SIGN_APART
        found[n] = replace(strokes[n], labels=[replace(label, y=y)])
    return found


def figure(value: float) -> str:
    """A number with one decimal at most, as it stands on a picture."""
    return f"{round(value, 1):g}".replace("-", "−")


def _clear(y: int, scale: Scale) -> int:
    """Above the dot, or below it where there is no room above."""
    return y - 9 if y - 9 > scale.top + 8 else y + 19
