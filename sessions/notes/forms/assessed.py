"""The part of the editor that holds the matrix: which rows it draws, what was typed into them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import PLACE_FINDINGS, Place, Side, ToneFit
from sessions.evaluations.rules import (
    ALL_COLUMNS,
    MATRIX_MUSCLE,
    MATRIX_SIDES,
    CellData,
    Moment,
)
from sessions.notes.forms.cells import (
    NAMES_MOST,
    CellName,
    by_name,
    cell_initial,
    is_drawable,
    moment_fields,
    name_of,
    names_in,
    typed_cells,
)
from sessions.notes.forms.matrix import (
    CellView,
    GroupView,
    MomentView,
    TrayPattern,
    columns_of,
    heads,
    parts_of,
    tray_pattern,
)
from sessions.notes.forms.taught import TaughtForm
from sessions.notes.queries import MuscleGroupName

DRAWN_MOST = 80  # moments that the page draws; muscle groups beyond are told in a line
ROW = "row-"  # of what is to stand open: a muscle group, no cell
MORE = "more"  # of what is to stand open: every column
ROWS = "rows"  # of what is to stand open: the list of muscle groups; a script fills it by itself


@dataclass(frozen=True)
class ToldGroup:
    """A muscle group that was looked at and is not drawn on this page."""

    code: str
    name: str
    count: int
    is_low: bool


class AssessedForm(TaughtForm):
    """The matrix. A cell that is open is a part of the form; the others stay as they are stored."""

    def __init__(
        self,
        data: Any = None,
        *,
        groups: Iterable[MuscleGroupName] | None = None,
        wanted: str = "",
        stored: Sequence[CellData] = (),
        **kwargs: Any,
    ) -> None:
        self.known = None if groups is None else list(groups)
        self.stored = by_name(stored)
        source = kwargs.get("initial", {}) if data is None else data
        self.names, self.is_readable = names_in(source)
        if data is None and (cell := CellName.read(wanted)) and self._knows(cell.group):
            self.names.add(cell)
            kwargs["initial"] = {**kwargs.get("initial", {}), **cell_initial(cell, self.stored)}
        super().__init__(data, groups=self._offered(source), **kwargs)
        self.wanted = wanted
        for name in sorted(self.names)[:NAMES_MOST]:
            for moment in Moment:
                self.fields.update(moment_fields(name.of(moment.value), name.place))

    def _knows(self, group: str) -> bool:
        return any(one.code == group for one in self.known or ())

    def _offered(self, source: Mapping[str, Any]) -> list[MuscleGroupName] | None:
        """What a row can be of: what is offered, and what stands there since before."""
        if self.known is None:
            return None
        used = {value for key, value in source.items() if key.endswith("muscle_group")}
        return [one for one in self.known if not one.retired_at or one.code in used]

    @property
    def shown(self) -> list[str]:
        """Codes of the muscle groups whose rows are on the page: the first, what is open or
        wanted, and others that there is room for, in the practice's order."""
        counts = Counter(name.group for name, _moment in self.stored)
        drawn = {MATRIX_MUSCLE, self.wanted.removeprefix(ROW), *(one.group for one in self.names)}
        room = DRAWN_MOST - sum(counts[code] for code in drawn)
        for group in self.known or ():
            if group.code in counts and group.code not in drawn and counts[group.code] <= room:
                drawn.add(group.code)
                room -= counts[group.code]
        return [one.code for one in self.known or () if one.code in drawn]

    @property
    def columns(self) -> list[Place]:
        """The columns that stand open: the main ones, and where something was found or is open.

        Beside a tray that is on the page without a script, the main ones and its own.
        """
        shown = set(self.shown)
        filled = {name.place for name in self.names}
        if not self.opens_a_tray:
            filled |= {name.place for name, _moment in self.stored if name.group in shown}
        return columns_of(filled, every=self.wanted == MORE)

    def heads(self) -> list[dict[str, Any]]:
        """The heads of the columns that stand open."""
        return heads(self.columns)

    def more_heads(self) -> list[dict[str, Any]]:
        """The heads of the others."""
        columns = self.columns
        return heads([place for place in ALL_COLUMNS if place not in columns])

    def found_words(self) -> str:
        """What places are looked at for, each code with its words, for a script."""
        return "; ".join(f"{one.code}={one.label}" for one in PLACE_FINDINGS)

    def matrix(self) -> list[GroupView]:
        """The rows of the page."""
        names = {one.code: one.name for one in self.known or ()}
        columns = self.columns
        return [
            GroupView(
                code,
                names[code],
                [
                    (side, [self._cell(code, names[code], side, place) for place in columns])
                    for side in MATRIX_SIDES
                ],
            )
            for code in self.shown
        ]

    def _cell(self, group: str, group_name: str, side: Side, place: Place) -> CellView:
        name = CellName(group, side.value, place.value)
        before, after = (self.stored.get((name, moment.value)) for moment in Moment)
        moments = [self._moment(name, moment) for moment in Moment] if name in self.names else []
        return CellView(name, group_name, place, side, before, after, moments)

    def _moment(self, name: CellName, moment: Moment) -> MomentView:
        begins = name.of(moment.value)
        words = (moment.label, moment.label.lower())
        return MomentView(moment.value, *words, begins, parts_of(self, begins))

    def tray_pattern(self) -> TrayPattern:
        """An empty tray, for a script."""
        return tray_pattern()

    @property
    def opens_a_tray(self) -> bool:
        """Whether the server opened a tray."""
        return CellName.read(self.wanted) in self.names

    @property
    def has_pattern(self) -> bool:
        """Whether a script draws trays; on a page where the server opened a part, it does not."""
        return self.wanted in ("", MORE, ROWS) or self.wanted.startswith(ROW)

    def told_groups(self) -> list[ToldGroup]:
        """What was looked at besides, and is opened by its name."""
        shown = set(self.shown)
        cells = [cell for (name, _moment), cell in self.stored.items() if name.group not in shown]
        counts = Counter(one.muscle_group for one in cells)
        low = {one.muscle_group for one in cells if one.fit == ToneFit.TOO_LOW}
        return [
            ToldGroup(one.code, one.name, counts[one.code], one.code in low)
            for one in self.known or ()
            if one.code in counts
        ]

    def to_add(self) -> list[MuscleGroupName]:
        """Muscle groups that a row can be added of."""
        there = {*self.shown, *(one.code for one in self.told_groups())}
        return [one for one in self.known or () if one.code not in there and not one.retired_at]

    def clean(self) -> dict[str, Any]:
        """Say so when a cell that was sent does not exist; nothing is kept then."""
        cleaned = super().clean()
        if not self.is_readable:
            self.add_error(None, _("There is a cell that the matrix does not have."))
        return cleaned

    def cells_typed(self, stored: Iterable[CellData]) -> Iterator[CellData]:
        """What was typed, with the stored cells that were not open."""
        yield from typed_cells(self.cleaned_data, sorted(self.names))
        for cell in stored:
            if not is_drawable(cell) or name_of(cell) not in self.names:
                yield cell
