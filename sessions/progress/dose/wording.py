"""What a finding is in words: with how many, and what it does not show. Never advice."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients.measures.rules import NPRS, PSFS, Instrument
from sessions.progress.dose.across import PracticeDose
from sessions.progress.dose.drawn import Dots
from sessions.progress.dose.queries import WeeksTold
from sessions.progress.dose.rules import Finding, Verdict

MINUS = "−"
NEVER_CERTAIN = 0.99  # an end of an interval that rounds to 1.00 would look like certainty


class _Words(NamedTuple):
    """How one instrument is spoken of: felt better and worse in a week, and across clients."""

    better: Promise
    worse: Promise
    better_across: Promise
    worse_across: Promise


_OF: Mapping[str, _Words] = MappingProxyType(
    {
        NPRS.code: _Words(
            gettext_lazy("In weeks with more practice, the pain told at their end was lower"),
            gettext_lazy("In weeks with more practice, the pain told at their end was higher"),
            gettext_lazy("Whoever practised more of the planned days had the pain ease more"),
            gettext_lazy("Whoever practised more of the planned days had the pain ease less"),
        ),
        PSFS.code: _Words(
            gettext_lazy("In weeks with more practice, the activities went better at their end"),
            gettext_lazy("In weeks with more practice, the activities went less well at their end"),
            gettext_lazy("Whoever practised more of the planned days gained more in activities"),
            gettext_lazy("Whoever practised more of the planned days gained less in activities"),
        ),
    }
)


class Shown(NamedTuple):
    """A finding as its section shows it; `numbers` "" where there are none."""

    told: Any
    title: str
    words: str
    numbers: str
    svg_title: str
    across: str
    up: str
    heads: list[dict[str, Any]]
    rows: list[list[Any]]
    left_out: list[str]


def _numbers(finding: Finding) -> str:
    """The correlation with its interval, as figures; nothing without one."""
    if finding.rho is None:
        return ""
    rho = _signed(finding.rho)
    if finding.low is None or finding.high is None:
        return _("Rank correlation %(rho)s; too little for an interval.") % {"rho": rho}
    return _("Rank correlation %(rho)s, 95 %% interval from %(low)s to %(high)s.") % {
        "rho": rho,
        "low": _signed(max(-NEVER_CERTAIN, finding.low)),
        "high": _signed(min(NEVER_CERTAIN, finding.high)),
    }


def _signed(number: float) -> str:
    return floatformat(number, 2).replace("-", MINUS)


def of_weeks(told: WeeksTold) -> Shown:
    """One instrument of one client."""
    instrument, finding = told.instrument, told.finding
    weeks = ngettext("%(n)s week", "%(n)s weeks", finding.n) % {"n": finding.n}
    heads: list[dict[str, Any]] = [
        {"word": _("Week up to")},
        {"word": _("Days practised"), "number": True},
        {"word": instrument.name, "number": True},
    ]
    rows = [
        [
            date_format(week.until, "DATE_FORMAT"),
            _("nothing logged") if week.days is None else week.days,
            floatformat(week.score, -1),
        ]
        for week in told.weeks
    ]
    return Shown(
        told,
        instrument.name,
        _week_words(instrument, finding, weeks),
        _numbers(finding),
        _("Days practised in a week, and %(name)s at its end") % {"name": instrument.name},
        _("days practised in the week"),
        instrument.span_words,
        heads,
        rows,
        _left_out_weeks(told),
    )


def _week_words(instrument: Instrument, finding: Finding, weeks: str) -> str:
    said = _OF[instrument.code]
    named = {"weeks": weeks, "least": finding.least}
    if finding.is_told:
        what = said.better if finding.verdict is Verdict.BETTER else said.worse
        return f"{what}: {weeks}."
    return {
        Verdict.NOTHING: _("Nothing to compare yet: no week has a practice logged and an answer."),
        Verdict.TOO_FEW: _(
            "Cannot tell: %(weeks)s with a practice logged and an answer; it takes %(least)s."
        ),
        Verdict.SAME_PRACTICE: _(
            "Cannot tell: in each of %(weeks)s there were as many days of practice."
        ),
        Verdict.SAME_FELT: _(
            "Cannot tell: at the end of each of %(weeks)s the answer was the same."
        ),
    }.get(
        finding.verdict,
        _(
            "Cannot tell: in %(weeks)s, more practice went clearly neither with better nor with"
            " worse."
        ),
    ) % named


def _left_out_weeks(told: WeeksTold) -> list[str]:
    found = []
    if told.silent:
        said = ngettext(
            "%(n)s week with an answer is left out: nothing was logged in it, and whether nothing"
            " was practised nobody knows.",
            "%(n)s weeks with an answer are left out: nothing was logged in them, and whether"
            " nothing was practised nobody knows.",
            told.silent,
        )
        found.append(said % {"n": told.silent})
    if told.other_versions:
        said = ngettext(
            "%(n)s answer is left out: it was to another wording, or about other activities.",
            "%(n)s answers are left out: they were to another wording, or about other activities.",
            told.other_versions,
        )
        found.append(said % {"n": told.other_versions})
    return found


def of_clients(told: PracticeDose) -> Shown:
    """One instrument across the practice."""
    instrument, finding = told.instrument, told.finding
    clients = ngettext("%(n)s client", "%(n)s clients", finding.n) % {"n": finding.n}
    heads: list[dict[str, Any]] = [
        {"word": _("Of ten planned days, logged")},
        {"word": _("Points towards better"), "number": True},
        {"word": _("Clients"), "number": True},
    ]
    return Shown(
        told,
        instrument.name,
        _client_words(instrument, finding, clients),
        _numbers(finding),
        _("Planned days logged, and the change in %(name)s") % {"name": instrument.name},
        _("of ten planned days, logged"),
        _("points towards better"),
        heads,
        _dots_in_rows(told.dots),
        [f"{_(why.label)}: {n}" for why, n in told.missing],
    )


def _dots_in_rows(dots: Dots | None) -> list[list[Any]]:
    return [[dot.across, signed(dot.up), dot.n] for dot in dots.dots] if dots else []


def signed(number: int) -> str:
    """A whole number with its sign, as it is printed."""
    return f"+{number}" if number > 0 else str(number).replace("-", MINUS)


def _client_words(instrument: Instrument, finding: Finding, clients: str) -> str:
    said = _OF[instrument.code]
    if finding.is_told:
        what = said.better_across if finding.verdict is Verdict.BETTER else said.worse_across
        return f"{what}: {clients}."
    named = {"clients": clients, "least": finding.least}
    return {
        Verdict.NOTHING: _("Nothing to compare yet: nobody has logged and answered twice."),
        Verdict.TOO_FEW: _("Cannot tell: %(clients)s can be compared; it takes %(least)s."),
        Verdict.SAME_PRACTICE: _("Cannot tell: %(clients)s logged as much of what was planned."),
        Verdict.SAME_FELT: _("Cannot tell: the change was the same for %(clients)s."),
    }.get(
        finding.verdict,
        _(
            "Cannot tell: of %(clients)s, those who practised more of what was planned clearly"
            " changed neither more nor less."
        ),
    ) % named
