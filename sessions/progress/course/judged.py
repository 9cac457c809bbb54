"""The change on the whole, as client and practitioner judged it without knowing the other's."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.measures.queries import Told as Answer
from clients.measures.rules import GRC, PGIC, Rater
from sessions.progress.course.drawing import Line, Point, drawn
from sessions.progress.course.given import Given, day_words
from sessions.progress.course.parts import ProgressPart, ToldChange
from sessions.progress.course.reading import Answered

type _Occasion = tuple[tuple[object, str, date], Mapping[Rater, Answer]]


def change_on_the_whole(given: Given) -> ToldChange:
    """What both judged of the change, side by side, for each occasion.

    What stands here is of occasions that both have judged.
    """
    part = ProgressPart.CHANGE
    told = given.of(GRC.code, PGIC.code)
    if not told:
        words = _("Nothing to show: nobody judged the change, or not both of you did yet.")
        return ToldChange(part=part, lacks=words, kept=_kept(given))
    occasions: dict[tuple[object, str, date], dict[Rater, Answer]] = {}
    for one in told:
        key = (one.episode_id, one.told.stage.value, one.told.asked_on)
        occasions.setdefault(key, {})[one.told.rater] = one.told
    newest = sorted(occasions.items(), key=lambda pair: pair[0][2], reverse=True)
    lines = [
        Line(_points(told, rater), kind, sign)
        for rater, kind, sign in (
            (Rater.PRACTITIONER, "practitioner", _("P")),
            (Rater.CLIENT, "client", _("C")),
        )
    ]
    drawing = drawn(
        lines,
        low=GRC.low,
        high=GRC.high,
        levels=[(-5, "−5"), (0, "0"), (5, "+5")],
        words=day_words,
        joined=False,
    )
    caption = _("Change since the work began, −5 to +5, by both")
    heads = [_("Asked on"), _("Asked at"), _("Client"), _("Practitioner")]
    numbers = given.numbers(part, caption, heads, newest, _occasion)
    says = [_last(newest[0]), *_in_words(told)]
    return ToldChange(part=part, says=says, drawing=drawing, numbers=numbers, kept=_kept(given))


def _kept(given: Given) -> str:
    """That what the practice judged alone is there; never what it was."""
    if not given.alone:
        return ""
    words = ngettext(
        "%(n)s judgement from the practice is kept, and not shown before the client’s is in.",
        "%(n)s judgements from the practice are kept, and not shown before the client’s are in.",
        given.alone,
    )
    return words % {"n": given.alone}


def _last(newest: _Occasion) -> str:
    (_episode, _stage, asked_on), by = newest
    said = {
        "day": day_words(asked_on),
        "client": _judged(by, Rater.CLIENT),
        "practitioner": _judged(by, Rater.PRACTITIONER),
    }
    words = _(
        "Judged by both, last as it was asked on %(day)s: %(client)s by the client,"
        " %(practitioner)s by the practitioner."
    )
    return words % said


def _in_words(told: Sequence[Answered]) -> list[str]:
    """PGIC is answered in words, on a scale of its own: it is not drawn."""
    left = sum(one.told.instrument_code == PGIC.code for one in told)
    words = ngettext(
        "%(n)s judgement in words (PGIC) stands in the table alone.",
        "%(n)s judgements in words (PGIC) stand in the table alone.",
        left,
    )
    return [words % {"n": left}] if left else []


def _occasion(told: _Occasion) -> list[str]:
    (_episode, _stage, asked_on), by = told
    when = next(iter(by.values())).when
    return [day_words(asked_on), when, _judged(by, Rater.CLIENT), _judged(by, Rater.PRACTITIONER)]


def _points(told: Sequence[Answered], rater: Rater) -> list[Point]:
    """By the day it was asked, as the table has it: what belongs together stands together."""
    mine = [one.told for one in told if one.told.rater is rater]
    found = [(one.asked_on, one.score) for one in mine if one.instrument_code == GRC.code]
    return [Point(day, number) for day, number in sorted(found) if number is not None]


def _judged(by: Mapping[Rater, Answer], rater: Rater) -> str:
    return by[rater].shown if rater in by else "–"
