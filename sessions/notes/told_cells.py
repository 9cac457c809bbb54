"""What the matrix holds, in words: for reading, and for paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from clients.symptoms.rules import (
    PLACE_FINDINGS_BY_CODE,
    PLACES,
    SensationClarity,
    Side,
    ToneFit,
)
from sessions.evaluations.rules import ALL_COLUMNS, CellData, Moment

FIT_WORDS: dict[str, str | Promise] = {
    ToneFit.TOO_HIGH.value: gettext_lazy("Too high"),
    ToneFit.FITS.value: pgettext_lazy("tone", "Fits"),
    ToneFit.TOO_LOW.value: gettext_lazy("Too low"),
}
_ORDER = [place.value for place in (*ALL_COLUMNS, *PLACES.values())]
_SIDES = [side.value for side in Side]


@dataclass(frozen=True, slots=True)
class ToldCell:
    """One place of a muscle group that was looked at, before and after side by side."""

    group: str
    group_name: str
    side: str
    place: str
    place_words: str
    before: str
    after: str


def told_cells(cells: Iterable[CellData], names: Mapping[str, str]) -> list[ToldCell]:
    """Each place that was looked at: by muscle group as `names` has them, side, and column."""
    found: dict[tuple[str, str, str], dict[str, CellData]] = {}
    for cell in cells:
        found.setdefault((cell.muscle_group, cell.side, cell.place), {})[cell.moment] = cell
    groups = list(names)

    def order(key: tuple[str, str, str]) -> tuple[int, str, int, int]:
        group, side, place = key
        known = groups.index(group) if group in names else len(groups)
        return known, group, _SIDES.index(side), _ORDER.index(place)

    return [
        ToldCell(
            group,
            names.get(group, group),
            Side(side).label,
            place,
            PLACES[place].label,
            cell_words(found[group, side, place].get(Moment.BEFORE)),
            cell_words(found[group, side, place].get(Moment.AFTER)),
        )
        for group, side, place in sorted(found, key=order)
    ]


def cell_words(cell: CellData | None) -> str:
    """Everything that one moment of a cell holds, numbers 0 to 10; a dash for not looked at."""
    if cell is None:
        return "–"
    told = [
        "" if cell.tone is None else _("tone %(n)s") % {"n": cell.tone},
        str(FIT_WORDS[cell.fit]).lower() if cell.fit else "",
        "" if cell.pain is None else _("pain %(n)s") % {"n": cell.pain},
        "" if cell.effort is None else _("effort %(n)s") % {"n": cell.effort},
        _felt(cell.sensation),
        *(PLACE_FINDINGS_BY_CODE[code].label.lower() for code in cell.findings),
    ]
    return "; ".join(filter(None, told))


def _felt(sensation: str) -> str:
    if not sensation:
        return ""
    return _("felt: %(how)s") % {"how": SensationClarity(sensation).label.lower()}
