"""The parts of a client's progress, and what each tells: numbers, words, and a drawing of them.

Each has a template of its own, `templates/sessions/progress/parts/<part>.html`, which takes one of
these as `told`; so any of them can stand on another page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients.records.models import Client
from clients.sensing.rules import Drawing as SensedDrawing
from clients.symptoms.rules import Word
from sessions.progress.course.adherence import Adherence, MonthOfPractice
from sessions.progress.course.calendar import CalendarDrawing
from sessions.progress.course.drawing import LineDrawing
from sessions.progress.course.holding import BarDrawing, CurveDrawing
from sessions.progress.course.legends import CURVE, LEGENDS
from sessions.progress.course.survival import Curve, Held

KEY = 8  # letters of an id


class ProgressPart(Word):
    """What can be shown of a client's progress, in the order of the page."""

    SEVERITY = "severity", "Pain over time"
    ACTIVITIES = "activities", "Activities"
    MATRIX = "matrix", "Positions and transitions"
    SENSATION = "sensation", "What is felt"
    PRACTICE = "practice", "Practice at home"
    HABIT = "habit", "How much it is a habit"
    RETENTION = "retention", "How long it holds"
    CHANGE = "change", "Change on the whole"

    @property
    def template(self) -> str:
        """What draws it, given its dataclass as `told`."""
        return f"sessions/progress/parts/{self.value}.html"


@dataclass(frozen=True)
class Numbers:
    """A table: the first cell names the row. `left_out`: older rows that are not shown."""

    caption: str
    names: Sequence[str]
    rows: Sequence[Sequence[str]]
    left_out: int = 0
    more: str = ""  # the query that shows them, where the page can

    @property
    def heads(self) -> list[dict[str, str]]:
        """As components/table.html wants them."""
        return [{"word": name} for name in self.names]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What every part says: sentences, what they rest on, or in `lacks` why nothing is shown."""

    part: ProgressPart
    says: Sequence[str] = ()
    sources: Sequence[str] = ()
    lacks: str = ""

    @property
    def desc(self) -> str:
        """What a picture shows, for who does not see it; the numbers stand in its table."""
        return " ".join(self.says)

    @property
    def legend(self) -> str:
        """What its picture is made of, or how its table is read: for a page and for paper."""
        return _(LEGENDS[self.part.value])


@dataclass(frozen=True, kw_only=True)
class ToldSeverity(Told):
    """The pain of seven days (NPRS, 0–10), with lessons, releases and phases; symptoms beside."""

    points: Sequence[tuple[date, float]] = ()
    drawing: LineDrawing | None = None
    numbers: Numbers | None = None
    happened: Numbers | None = None
    symptoms: Numbers | None = None


@dataclass(frozen=True, kw_only=True)
class ToldActivities(Told):
    """The client's own activities (PSFS, 0–10, more is better): each its line, and their mean.

    `names` are numbered as the lines are.
    """

    names: Sequence[tuple[str, str]] = ()
    drawing: LineDrawing | None = None
    numbers: Numbers | None = None


@dataclass(frozen=True)
class MatrixColumn:
    """A lesson in the matrix: its number, its day, and as what it stands there."""

    assessment_id: UUID
    number: int
    held_on: date
    name: str

    @property
    def key(self) -> str:
        """What it is chosen by in an address: the end of its id, which no other of them has."""
        return self.assessment_id.hex[-KEY:]


@dataclass(frozen=True)
class MatrixRow:
    """One side and place, lesson by lesson: what was found, and how it differs from the first."""

    where: str
    cells: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class ToldMatrix(Told):
    """One muscle group in two lessons or more, the oldest first. `lessons` can be chosen."""

    group: str = ""
    groups: Sequence[tuple[str, str]] = ()
    lessons: Sequence[MatrixColumn] = ()
    columns: Sequence[MatrixColumn] = ()
    rows: Sequence[MatrixRow] = ()
    chosen: Sequence[str] = ()
    left_out: int = 0

    @property
    def name(self) -> str:
        """The muscle group as it is called."""
        return dict(self.groups).get(self.group, "")

    @property
    def numbers(self) -> Numbers | None:
        """The same as a plain table, its marks in words."""
        if not self.columns:
            return None
        lesson = _("Lesson %(n)s, %(day)s")
        heads = [
            lesson % {"n": one.number, "day": date_format(one.held_on, "DATE_FORMAT")}
            for one in self.columns
        ]
        marks = {"better": _("▲ better"), "worse": _("▼ worse"), "other": _("◆ otherwise")}
        rows = [
            [row.where, *(" ".join(filter(None, (w, marks.get(m, "")))) for w, m in row.cells)]
            for row in self.rows
        ]
        return Numbers(self.name, [_("Where"), *heads], rows, self.left_out)

    @property
    def between(self) -> Sequence[MatrixColumn]:
        """What can be chosen beside the first and the last."""
        return self.lessons[1:-1]

    @property
    def picks(self) -> Sequence[str]:
        """What is chosen of it, as two fields hold it."""
        return [*self.chosen, "", ""][:2]


@dataclass(frozen=True)
class SensedPlace:
    """A region over time: what was said on the day as a dot, looking back as a ring."""

    name: str
    drawing: SensedDrawing
    numbers: Numbers

    @property
    def as_felt(self) -> Mapping[str, Any]:
        """As clients/sensing/drawing.html wants it."""
        return {"drawing": self.drawing, "region": {"name": self.name}}


@dataclass(frozen=True, kw_only=True)
class ToldSensation(Told):
    """The regions that were spoken of last; `left_out`: how many others there are."""

    places: Sequence[SensedPlace] = ()
    left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class ToldPractice(Told):
    """Days with a log, of those that were planned, month by month."""

    adherence: Adherence | None = None
    months: Sequence[MonthOfPractice] = ()
    drawing: CalendarDrawing | None = None
    numbers: Numbers | None = None


@dataclass(frozen=True, kw_only=True)
class ToldHabit(Told):
    """How automatic practising is (SRBAI, 1–7)."""

    points: Sequence[tuple[date, float]] = ()
    drawing: LineDrawing | None = None
    numbers: Numbers | None = None


@dataclass(frozen=True, kw_only=True)
class ToldRetention(Told):
    """How long what was tried before held, beside how long this holds; `curve` of the practice."""

    held: Held | None = None
    drawing: BarDrawing | None = None
    numbers: Numbers | None = None
    curve: Curve | None = None
    curve_drawing: CurveDrawing | None = None
    curve_numbers: Numbers | None = None
    curve_says: Sequence[str] = ()

    @property
    def curve_legend(self) -> str:
        """What the curve is made of."""
        return _(CURVE)

    @property
    def curve_desc(self) -> str:
        """What the curve shows, in words."""
        return " ".join(self.curve_says)


@dataclass(frozen=True, kw_only=True)
class ToldChange(Told):
    """The change on the whole as client and practitioner judged it, occasion by occasion;
    `kept` says that what the practice judged alone is there, and not shown yet."""

    kept: str = ""
    drawing: LineDrawing | None = None
    numbers: Numbers | None = None


@dataclass(frozen=True)
class Period:
    """What the page tells of: one course of work, or all of them (`key` "all").

    `first` and `last` are days, None where nothing bounds them.
    """

    key: str
    name: str
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Progress:
    """A client's progress in a period, part by part; `note` says what was not understood."""

    client: Client
    today: date
    period: Period
    periods: Sequence[Period]
    parts: Mapping[ProgressPart, Told]
    note: str = ""
    everything: str = ""
