"""What is felt, place by place over time; what was said later of a day is kept beside."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from clients.sensing.rules import Told, drawn
from clients.symptoms.rules import BODY_REGIONS_BY_CODE, SensationClarity
from sessions.progress.course.drawing import GAP_DAYS
from sessions.progress.course.given import EVERYTHING, ROWS_MOST, Given, day_words
from sessions.progress.course.parts import ProgressPart, SensedPlace, ToldSensation
from sessions.progress.course.reading import SENSED_MOST, Sensed

PLACES_SHOWN, PLACES_MOST, REPORTS_DRAWN, ROWS_OF_A_PLACE = 2, 12, 24, 5


def sensation_of(given: Given) -> ToldSensation:
    """The places that were spoken of last, each with its newest reports."""
    part = ProgressPart.SENSATION
    told = [one for one in given.course.sensed if given.period.holds(one.felt_on)]
    places: dict[str, list[Sensed]] = {}
    for one in told:
        if one.region in BODY_REGIONS_BY_CODE:
            places.setdefault(one.region, []).append(one)
    if not places:
        return ToldSensation(part=part, lacks=_("Nothing was said in this time of what is felt."))
    says = []
    if any(len(reports) > REPORTS_DRAWN for reports in places.values()):
        words = _("Of a place the newest %(n)s reports are drawn; its table has them all.")
        says.append(words % {"n": REPORTS_DRAWN})
    if len(given.course.sensed) >= SENSED_MOST:
        says.append(_("The newest %(n)s reports; there are more.") % {"n": SENSED_MOST})
    shown = PLACES_MOST if given.whole(part) else PLACES_SHOWN
    newest = list(places.items())[:shown]
    # On a page all tables together take as many rows as one of another part does.
    on_paper = given.everything == EVERYTHING
    rows = ROWS_MOST if on_paper else max(ROWS_MOST // len(newest), ROWS_OF_A_PLACE)
    if any(_is_open(given, reports) for _code, reports in newest):
        words = _(
            "A line is open where nothing was said for more than %(n)s days, and between two"
            " courses of work."
        )
        says.append(words % {"n": GAP_DAYS})
    return ToldSensation(
        part=part,
        says=says,
        places=[_place(given, code, reports, rows) for code, reports in newest],
        left_out=len(places) - len(newest),
    )


def _place(given: Given, code: str, reports: Sequence[Sensed], rows: int) -> SensedPlace:
    told = [
        Told(one.felt_on, one.reported_on, SensationClarity(one.clarity))
        for one in reports[:REPORTS_DRAWN]
    ]
    drawing = drawn(told, lambda was, now: _goes_on(given, was.felt_on, now.felt_on))
    name = BODY_REGIONS_BY_CODE[code].name
    heads = [_("Day"), _("How clear"), _("0–10"), _("Said on"), _("Their words")]
    if not any(one.words for one in reports):
        del heads[-1]
    part = ProgressPart.SENSATION
    numbers = given.numbers(
        part,
        name,
        heads,
        reports,
        lambda one: _row(one)[: len(heads)],
        shown=ROWS_OF_A_PLACE,
        whole=rows,
    )
    return SensedPlace(name, drawing, numbers)


def _goes_on(given: Given, was: date, now: date) -> bool:
    """As the other lines: within one course of work, and over no long gap."""
    between = any(was < episode.opened_on <= now for episode in given.course.episodes)
    return not between and (now - was).days <= GAP_DAYS


def _is_open(given: Given, reports: Sequence[Sensed]) -> bool:
    days = sorted(one.felt_on for one in reports[:REPORTS_DRAWN] if one.felt_on == one.reported_on)
    return any(not _goes_on(given, was, now) for was, now in pairwise(days))


def _row(one: Sensed) -> list[str]:
    back = one.felt_on < one.reported_on
    said = _("%(day)s, looking back") if back else "%(day)s"
    return [
        day_words(one.felt_on),
        _(SensationClarity(one.clarity).label),
        "" if one.felt is None else str(one.felt),
        said % {"day": day_words(one.reported_on)},
        one.words,
    ]
