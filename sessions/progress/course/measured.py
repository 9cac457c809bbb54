"""What was measured, told over time: pain and the habit, and the words that such numbers take."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.measures.queries import Told as Answer
from clients.measures.rules import (
    NPRS,
    SRBAI,
    Change,
    Instrument,
    change_of,
    instrument_of,
)
from sessions.progress.course.drawing import GAP_DAYS, Line, Point, drawn
from sessions.progress.course.given import Given, day_words
from sessions.progress.course.parts import (
    Numbers,
    ProgressPart,
    ToldHabit,
    ToldSeverity,
)
from sessions.progress.course.reading import (
    LESSONS_MOST,
    SYMPTOMS_MOST,
    Answered,
    Severity,
)

GAPS_SAID = 2


def severity_of(given: Given) -> ToldSeverity:
    """The pain of seven days, with what happened meanwhile; what hurts, as it was told."""
    part = ProgressPart.SEVERITY
    told = given.of(NPRS.code)
    points = points_of(told)
    happened = _happened(given)
    symptoms = _symptoms(given)
    only = _only(given)
    if not told:
        lacks = _("Nobody answered in this time how much pain there was.")
        return ToldSeverity(part=part, says=only, lacks=lacks, happened=happened, symptoms=symptoms)
    drawing = drawn(
        [Line(points)],
        low=NPRS.low,
        high=NPRS.high,
        levels=[(0, "0"), (5, "5"), (10, "10")],
        bands=given.bands,
        lessons=[lesson.day for lesson in given.lessons],
        releases=[release.day for release in given.releases],
        broken=_("new version"),
        words=day_words,
    )
    return ToldSeverity(
        part=part,
        says=[*says_of(NPRS, told, points), *only],
        sources=sources_of(NPRS, told),
        points=[(point.day, point.value) for point in points],
        drawing=drawing,
        numbers=_answers(given, part, _("Pain of 7 days, 0 to 10"), told),
        happened=happened,
        symptoms=symptoms,
    )


def _only(given: Given) -> list[str]:
    """Where more exists than is read: what stands first is then not the beginning."""
    course, said = given.course, []
    for told, most, words in (
        (course.lessons, LESSONS_MOST, _("Only the newest %(n)s lessons are read.")),
        (
            course.releases,
            LESSONS_MOST,
            _("Only the newest %(n)s releases are read: the first one may be earlier."),
        ),
        (
            course.symptoms,
            SYMPTOMS_MOST,
            _("Only the newest %(n)s reports of symptoms are read: the first may be earlier."),
        ),
    ):
        if len(told) >= most:
            said.append(words % {"n": most})
    return said


def habit_of(given: Given) -> ToldHabit:
    """How automatic it has become to practise."""
    part = ProgressPart.HABIT
    told = given.of(SRBAI.code)
    if not told:
        return ToldHabit(part=part, lacks=_("The questions on the habit were not answered yet."))
    points = points_of(told)
    drawing = drawn(
        [Line(points)],
        low=SRBAI.low,
        high=SRBAI.high,
        levels=[(1, "1"), (4, "4"), (7, "7")],
        broken=_("new version"),
        words=day_words,
    )
    return ToldHabit(
        part=part,
        says=says_of(SRBAI, told, points),
        sources=sources_of(SRBAI, told),
        points=[(point.day, point.value) for point in points],
        drawing=drawing,
        numbers=_answers(given, part, _("Habit, 1 to 7"), told),
    )


def points_of(told: Sequence[Answered]) -> list[Point]:
    """What has a number; an answer to a version nobody knows any more has none."""
    return [
        Point(one.told.answered_on, one.told.score, one.told.version, str(one.episode_id))
        for one in told
        if one.told.score is not None
    ]


def _answers(given: Given, part: ProgressPart, caption: str, told: Sequence[Answered]) -> Numbers:
    """The newest answers as a table; the version stands there only where there are several."""
    several = len({one.told.version for one in told}) > 1
    heads = [_("Day"), _("Number"), _("Asked at"), *([_("Version")] if several else [])]

    def row(one: Answered) -> list[str]:
        version = [one.told.version] if several else []
        return [day_words(one.told.answered_on), one.told.shown, one.told.when, *version]

    return given.numbers(part, caption, heads, told[::-1], row)


def _happened(given: Given) -> Numbers | None:
    """Lessons and first releases with their days: what is drawn as diamonds and rings."""
    told = [(one.day, 0, _("Lesson %(n)s") % {"n": one.number}) for one in given.lessons] + [
        (one.day, 1, _("Let go first: %(what)s") % {"what": one.what}) for one in given.releases
    ]
    told += [(band.first, 2, _("Phase: %(name)s") % {"name": band.name}) for band in given.bands]
    if not told:
        return None
    heads, newest = [_("Day"), _("What")], sorted(told, reverse=True)

    def row(one: tuple[date, int, str]) -> list[str]:
        return [day_words(one[0]), one[2]]

    caption = _("Lessons, releases and phases")
    return given.numbers(ProgressPart.SEVERITY, caption, heads, newest, row)


def _symptoms(given: Given) -> Numbers | None:
    """Each symptom that has a number: first told, last told."""
    mine = [
        one
        for one in reversed(given.course.symptoms)
        if one.episode_id in given.ids or (one.episode_id is None and given.period.holds(one.day))
    ]
    if not mine:
        return None
    by_name: dict[str, list[Severity]] = {}
    for one in mine:
        by_name.setdefault(one.name, []).append(one)
    heads = [_("Symptom"), _("First told"), _("Last told")]
    caption = _("Symptoms, 0 to 10")
    return given.numbers(ProgressPart.SEVERITY, caption, heads, list(by_name.values()), _symptom)


def _symptom(told: Sequence[Severity]) -> list[str]:
    words = [
        _("%(n)s on %(day)s") % {"n": one.number, "day": day_words(one.day)}
        for one in (told[0], told[-1])
    ]
    return [told[0].name, words[0], words[1] if len(told) > 1 else _("not asked again")]


def says_of(instrument: Instrument, told: Sequence[Answered], points: Sequence[Point]) -> list[str]:
    """From where to where, what the change means, and what is missing; `points` are all that is
    drawn of what was answered, `told` what can be compared."""
    said = []
    if len(points) == 1:
        one = {"n": floatformat(points[0].value, -1), "day": day_words(points[0].day)}
        said.append(_("Answered once so far: %(n)s on %(day)s.") % one)
    elif points:
        said += _from_to(instrument, told)
    unknown = sum(one.told.score is None for one in told)
    if unknown:
        words = ngettext(
            "%(n)s answer is to a version that is not known here any more, and is not drawn.",
            "%(n)s answers are to a version that is not known here any more, and are not drawn.",
            unknown,
        )
        said.append(words % {"n": unknown})
    said += _broken(points)
    return said


def _same(told: Sequence[Answered]) -> list[Answered]:
    """The answers that can be compared with the last: of its version and its course of work."""
    known = [one for one in told if one.told.score is not None]
    about = [(one.told.version, one.episode_id) for one in known[-1:]]
    return [one for one in known if (one.told.version, one.episode_id) in about]


def _from_to(instrument: Instrument, told: Sequence[Answered]) -> list[str]:
    """From the first answer to the last of one version and one course of work."""
    same = _same(told)
    if not same:
        return []
    first, last = same[0], same[-1]
    if first is last:
        one = {"n": last.told.shown, "day": day_words(last.told.answered_on)}
        return [_("In the version asked last, or since this work began: %(n)s on %(day)s.") % one]
    both = {
        "was": first.told.shown,
        "then": day_words(first.told.answered_on),
        "now": last.told.shown,
        "day": day_words(last.told.answered_on),
    }
    said = [_("%(was)s on %(then)s, %(now)s on %(day)s.") % both]
    change = _change(instrument, first.told, last.told)
    return said if change is None else [*said, f"{_(change.verdict.label)}."]


def _change(instrument: Instrument, first: Answer, last: Answer) -> Change | None:
    """What changed between two answers, where the instrument has a threshold for it."""
    asked = instrument_of(instrument.code, last.version)
    if asked is None or not asked.thresholds or first is last:
        return None
    return change_of(asked, first.answers, last.answers)


def sources_of(instrument: Instrument, told: Sequence[Answered]) -> list[str]:
    """What the verdict rests on, or why there is none."""
    if not instrument.thresholds:
        return [instrument.why_no_verdict]
    both = _same(told)
    change = _change(instrument, both[0].told, both[-1].told) if both else None
    return [change.why] if change else []


def _broken(points: Sequence[Point]) -> list[str]:
    """Where the line is open, and why."""
    said = []
    gaps = []
    for was, now in pairwise(points):
        if was.course != now.course:
            continue
        if was.version != now.version:
            words = _("From %(day)s it is asked in a new version: the line begins anew.")
            said.append(words % {"day": day_words(now.day)})
        elif (now.day - was.day).days > GAP_DAYS:
            gaps.append((was.day, now.day))
    for first, last in gaps[-GAPS_SAID:]:
        words = _("Nothing was answered between %(first)s and %(last)s: the line is open there.")
        said.append(words % {"first": day_words(first), "last": day_words(last)})
    if len(gaps) > GAPS_SAID:
        left = len(gaps) - GAPS_SAID
        more = ngettext("And %(n)s time before.", "And %(n)s times before.", left)
        said.append(more % {"n": left})
    return said
