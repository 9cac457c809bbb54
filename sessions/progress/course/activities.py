"""The client's own activities over time: each its line, and the mean of what can be compared."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.intake.rules import goal_words
from clients.measures.queries import Told as Answer
from clients.measures.rules import PSFS, both_told
from sessions.progress.course.drawing import SIGNS, Line, Point, drawn
from sessions.progress.course.given import Given, day_words
from sessions.progress.course.measured import points_of, says_of, sources_of
from sessions.progress.course.parts import ProgressPart, ToldActivities
from sessions.progress.course.reading import Answered

NO_NUMBER = "–"


def activities_of(given: Given) -> ToldActivities:
    """Each activity that the client named, and the mean of those answered first and last."""
    part = ProgressPart.ACTIVITIES
    told = [*_intakes(given), *given.of(PSFS.code)]
    told.sort(key=lambda one: one.told.answered_on)
    known = [one for one in told if one.told.score is not None]
    if not known:
        return ToldActivities(part=part, lacks=_no_activities(told))
    codes = list(dict.fromkeys(code for one in known for code, _n in one.told.answers))
    signs = dict(zip(codes, SIGNS, strict=False))
    lines = [Line(_points_of(known, code), f"line-{sign}", sign) for code, sign in signs.items()]
    alike = _alike(known)
    has_mean = len(codes) > 1 and bool(alike)
    if has_mean:
        lines.append(Line(points_of(alike), "mean", _("M")))
    drawing = drawn(
        lines,
        low=PSFS.low,
        high=PSFS.high,
        levels=[(0, "0"), (5, "5"), (10, "10")],
        broken=_("new version"),
        words=day_words,
    )
    unknown = [one for one in told if one.told.score is None]
    heads = [_("Day"), *signs.values(), _("Mean")]
    means = {(one.episode_id, one.told.id): one.told.shown for one in alike}

    def row(one: Answered) -> list[str]:
        numbers = [_given(one.told, code) for code in signs]
        mean = means.get((one.episode_id, one.told.id), NO_NUMBER)
        return [day_words(one.told.answered_on), *numbers, mean]

    return ToldActivities(
        part=part,
        says=[
            *says_of(PSFS, [*unknown, *alike], points_of(known)),
            *_without_mean(known, alike),
            *_more_activities(len(codes) - len(signs)),
        ],
        sources=sources_of(PSFS, alike),
        names=[
            *((sign, goal_words(code)) for code, sign in signs.items()),
            *([(_("M"), _("Mean of those that were answered first and last"))] * has_mean),
        ],
        drawing=drawing,
        numbers=given.numbers(
            part, _("Activities, 0 to 10, more is better"), heads, told[::-1], row
        ),
    )


def _alike(known: Sequence[Answered]) -> list[Answered]:
    """Answers narrowed to the activities that were answered first and last in one version and one
    course of work, as a verdict compares them: a mean over others says nothing. Without those that
    lack one of them."""
    groups: dict[tuple[str, UUID], list[Answered]] = {}
    for one in known:
        groups.setdefault((one.told.version, one.episode_id), []).append(one)
    found = []
    for one in known:
        group = groups[one.told.version, one.episode_id]
        first, _last = both_told(group[0].told.answers, group[-1].told.answers)
        same = dict(first).keys()
        answers = [pair for pair in one.told.answers if pair[0] in same]
        if same and len(answers) == len(same):
            found.append(Answered(one.episode_id, replace(one.told, answers=answers)))
    return found


def _without_mean(known: Sequence[Answered], alike: Sequence[Answered]) -> list[str]:
    left = len(known) - len(alike)
    if not left:
        return []
    words = ngettext(
        "%(n)s time not all of what was answered first and last was: it has no mean.",
        "%(n)s times not all of what was answered first and last was: they have no mean.",
        left,
    )
    return [words % {"n": left}]


def _points_of(told: Sequence[Answered], code: str) -> list[Point]:
    return [
        Point(one.told.answered_on, number, one.told.version, str(one.episode_id))
        for one in told
        for item, number in one.told.answers
        if item == code
    ]


def _given(told: Answer, code: str) -> str:
    if told.score is None:  # in a version nobody knows any more
        return NO_NUMBER
    return str(dict(told.answers).get(code, NO_NUMBER))


def _no_activities(told: Sequence[Answered]) -> str:
    if told:
        return _("The activities were answered in a version that is not known here any more.")
    return _("No activity was named, or nobody answered yet how well it goes.")


def _more_activities(left: int) -> list[str]:
    if left <= 0:
        return []
    words = ngettext(
        "%(n)s more activity is not drawn.", "%(n)s more activities are not drawn.", left
    )
    return [words % {"n": left}]


def _intakes(given: Given) -> list[Answered]:
    works = [(one.pk, given.course.work_of(one.pk)) for one in given.episodes]
    told = [(pk, work.told_in_intake) for pk, work in works if work is not None]
    return [Answered(pk, one) for pk, one in told if one is not None]
