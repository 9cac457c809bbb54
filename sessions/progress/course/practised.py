"""Practice at home, told as information: which planned days have a log. No streak, no blame."""

from datetime import timedelta

from django.utils.dates import MONTHS_3, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from practice.core.locales import first_weekday
from sessions.progress.course.adherence import (
    MonthOfPractice,
    adherence_of,
    by_month,
    planned_days,
)
from sessions.progress.course.calendar import WEEKS_SHOWN, calendar_of
from sessions.progress.course.given import Given
from sessions.progress.course.parts import ProgressPart, ToldPractice
from sessions.progress.course.reading import PROGRAMS_MOST

MONTHS_SHOWN = 12


def practice_of(given: Given) -> ToldPractice:
    """Logged of planned days, by month and as a calendar of the newest weeks."""
    part = ProgressPart.PRACTICE
    if not given.programs:
        return ToldPractice(part=part, lacks=_("No home program has begun in this time."))
    logged = {day for program in given.programs for day in program.logged}
    plans = [program.plan for program in given.programs]
    planned = planned_days(plans, logged, given.course.today)
    if not planned and not logged:
        words = _("No day was planned, and none is logged.")
        return ToldPractice(part=part, lacks=words)
    told = adherence_of(planned, logged)
    months = by_month(planned, logged)
    last = max([*planned, *logged])
    heads = [_("Month"), _("Planned days"), _("Of these logged"), _("Logged beside")]
    caption = _("Days of practice, month by month")
    weekday = first_weekday()
    begun = last - timedelta(weeks=WEEKS_SHOWN + 1)
    firsts = [begun.replace(day=1)]
    while firsts[-1] <= last:
        firsts.append((firsts[-1] + timedelta(days=32)).replace(day=1))
    return ToldPractice(
        part=part,
        says=[*_says(told.planned, told.logged, told.beside), *_only(given)],
        adherence=told,
        months=months,
        drawing=calendar_of(
            planned,
            logged,
            last=last,
            first_weekday=weekday,
            month_words={day: str(MONTHS_3[day.month]).capitalize() for day in firsts},
            weekday_words=[str(WEEKDAYS_ABBR[(weekday - 1 + n) % 7]) for n in range(7)],
        ),
        numbers=given.numbers(part, caption, heads, months, _month, shown=MONTHS_SHOWN),
    )


def _month(one: MonthOfPractice) -> list[str]:
    numbers = (one.told.planned, one.told.logged, one.told.beside)
    return [date_format(one.month, "YEAR_MONTH_FORMAT"), *map(str, numbers)]


def _only(given: Given) -> list[str]:
    if len(given.course.programs) < PROGRAMS_MOST:
        return []
    return [_("Only the newest %(n)s programs are read; there may be more.") % {"n": PROGRAMS_MOST}]


def _says(planned: int, logged: int, beside: int) -> list[str]:
    said = []
    if planned:
        words = _("Days planned: %(planned)s. Of these with a log: %(logged)s.")
        said.append(words % {"planned": planned, "logged": logged})
    else:
        said.append(_("No days are planned: what was logged stands alone."))
    if beside:
        said.append(_("Logged on other days: %(n)s.") % {"n": beside})
    said.append(_("A day without a log says only that nothing was logged."))
    return said
