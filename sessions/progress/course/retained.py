"""How long what was tried before held, beside how long this holds, and a curve of the practice."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.measures.rules import NPRS, instrument_of, score
from clients.records.models import Episode
from clients.symptoms.rules import ApproachType, ReliefExtent
from practice.core.actor import Actor
from practice.core.rules import Reach
from sessions.progress.course.given import Given, day_words
from sessions.progress.course.holding import BARS_MOST, Lasted, bars_of, curve_of
from sessions.progress.course.parts import ProgressPart, ToldRetention
from sessions.progress.course.reading import PRIOR_MOST, Answered, Tried
from sessions.progress.course.survival import (
    BACK_WITHIN,
    DROP,
    ENOUGH,
    Curve,
    Held,
    Step,
    held,
    kaplan_meier,
)

PART = ProgressPart.RETENTION
COURSES_MOST = 300  # that a curve is made of
LATELY_MOST = 6000  # the practice's newest answers, which say whose courses of work those are
# Of whom was asked lately the newest course of work that has had a lesson: the day of the last
# lesson or release, and every answer to the pain of seven days. A note that an author keeps stays
# out.
_HELD = """
SELECT last.day, to_jsonb(ARRAY(
    SELECT jsonb_build_array(said.version, said.answered_on, said.answers)
    FROM clients_measureresponse said
    WHERE said.practice_id = work.practice_id AND said.client_id = work.client_id
      AND said.episode_id = work.id AND said.instrument = %(pain)s AND said.rater = 'client'
      AND said.withdrawn_at IS NULL
    ORDER BY said.answered_on, said.id LIMIT 200))
FROM (
  SELECT DISTINCT ON (one.client_id) one.practice_id, one.client_id, one.id, one.opened_on
  FROM (SELECT DISTINCT newest.episode_id FROM (
    SELECT said.episode_id FROM clients_measureresponse said
    WHERE said.practice_id = %(practice)s AND said.instrument = %(pain)s
    ORDER BY said.id DESC LIMIT %(lately)s) newest) asked
  JOIN clients_episode one ON one.practice_id = %(practice)s AND one.id = asked.episode_id
  JOIN clients_client client ON client.practice_id = one.practice_id AND client.id = one.client_id
    AND client.merged_into_id IS NULL AND (%(member)s::uuid IS NULL
      OR client.assigned_to_id = %(member)s::uuid)
  ORDER BY one.client_id, one.opened_on DESC, one.id DESC) work
CROSS JOIN LATERAL (
  SELECT greatest(
    (SELECT max(held.held_on) FROM care_sessions_session held
      WHERE held.practice_id = work.practice_id AND held.client_id = work.client_id
        AND held.episode_id = work.id),
    (SELECT max(released.released_on) FROM care_sessions_releaseevent released
      LEFT JOIN care_sessions_sessionnote note ON note.practice_id = released.practice_id
        AND note.id = released.note_id
      WHERE released.practice_id = work.practice_id AND released.episode_id = work.id
        AND (released.note_id IS NULL OR NOT note.author_only))) AS day) last
WHERE last.day IS NOT NULL
ORDER BY work.opened_on DESC, work.id DESC LIMIT %(most)s
"""


def retention_of(actor: Actor, given: Given, *, curve: bool = True) -> ToldRetention:
    """Earlier treatments and this work as bars; with `curve` that of the practice once there are
    enough, which takes one statement."""
    mine = _mine(given)
    tried = [one for one in given.course.tried if one.episode_id in given.ids]
    this = [_this(mine)] if mine else []
    lasted = [*map(_tried, tried), *this]
    says = [_this_words(mine)]
    if not tried:
        says.append(_("No earlier treatment was told in the intake."))
    if len(given.course.tried) >= PRIOR_MOST:
        words = _("Only the first %(n)s earlier treatments are read; there may be more.")
        says.append(words % {"n": PRIOR_MOST})
    if len(tried) > BARS_MOST:
        words = _(
            "Of %(all)s earlier treatments the first %(n)s are drawn; the table has them all."
        )
        says.append(words % {"all": len(tried), "n": BARS_MOST})
    names = [*map(_named, tried), *([_("This work")] if mine else [])]
    rows = [[name, one.words] for name, one in zip(names, lasted, strict=True)]
    heads = [_("What"), _("Held for")]
    caption = _("How long it held")
    told = ToldRetention(
        part=PART,
        says=says,
        held=mine,
        drawing=bars_of([*lasted[: min(len(tried), BARS_MOST)], *this]),
        numbers=given.numbers(PART, caption, heads, rows, list, shown=PRIOR_MOST + 1)
        if rows
        else None,
    )
    return told if actor.in_portal or not curve else _with_curve(given, told, _curve(actor))


def _with_curve(given: Given, told: ToldRetention, curve: Curve) -> ToldRetention:
    """The curve of the practice, with this client beside it; words while there are too few."""
    if curve.n < ENOUGH:
        words = ngettext(
            "A curve of your clients cannot tell yet: %(n)s course of work is followed, and it"
            " takes %(enough)s.",
            "A curve of your clients cannot tell yet: %(n)s courses of work are followed, and it"
            " takes %(enough)s.",
            curve.n,
        )
        return replace(told, curve_says=[words % {"n": curve.n, "enough": ENOUGH}])
    back = sum(step.came_back for step in curve.steps)
    words = _("%(n)s courses of work, each client’s newest. In %(back)s of them pain came back.")
    said = [words % {"n": curve.n, "back": back}]
    if curve.median is None:
        words = _(
            "It is estimated to hold for more than half of them, as far as they were followed."
        )
        said.append(words)
    else:
        words = _(
            "By day %(n)s it is estimated to have come back for half, counting those who were"
            " followed for less time."
        )
        said.append(words % {"n": curve.median})
    heads = [_("Day"), _("Still followed"), _("Came back"), _("Still held, of 100")]
    caption = _("After how many days it came back")
    days = told.held.days if told.held and _is_in_curve(given) else None
    return replace(
        told,
        curve=curve,
        curve_drawing=curve_of(curve, days, words=_("this client"), day_words=_days(curve.last)),
        curve_numbers=given.numbers(PART, caption, heads, curve.steps, _step),
        curve_says=said,
    )


def _is_in_curve(given: Given) -> bool:
    """A curve is of each client's newest course of work: an earlier one has no place on it."""
    return _newest(given.episodes) == _newest(given.course.episodes)


def _newest(episodes: Sequence[Episode]) -> Episode:
    return max(episodes, key=lambda one: (one.opened_on, str(one.pk)))


def _step(one: Step) -> list[str]:
    return [str(one.day), str(one.at_risk), str(one.came_back), str(round(one.share * 100))]


def _days(n: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}


def _approach(one: Tried) -> str:
    known = one.approach in set(ApproachType)
    return _(ApproachType(one.approach).label) if known else one.approach


def _named(one: Tried) -> str:
    return f"{_approach(one)}: {one.what}" if one.what else _approach(one)


def _tried(one: Tried) -> Lasted:
    extent = _(ReliefExtent(one.extent).label).lower() if one.extent in set(ReliefExtent) else ""
    if one.days is not None and one.extent != ReliefExtent.NONE:
        return Lasted(_approach(one), _days(one.days), one.days)
    if one.extent == ReliefExtent.NONE:
        return Lasted(_approach(one), extent, None)
    words = _("%(extent)s, for how long was not said") % {"extent": extent}
    return Lasted(_approach(one), words, None)


def _this(mine: Held) -> Lasted:
    words = (
        _days(mine.days) if mine.came_back else _("%(days)s and on") % {"days": _days(mine.days)}
    )
    return Lasted(_("This work"), words, mine.days, is_open=not mine.came_back, is_this=True)


def _this_words(mine: Held | None) -> str:
    if mine is None:
        words = _(
            "How long this holds cannot be told: it takes a lesson or a release, pain that went"
            " down by %(drop)s, and an answer after it."
        )
        return words % {"drop": DROP}
    said = {"days": _days(mine.days), "day": day_words(mine.since), "within": BACK_WITHIN}
    if mine.came_back:
        words = _(
            "After the last lesson or release on %(day)s it held for %(days)s; then pain was"
            " within %(within)s of where it began."
        )
        return words % said
    words = _(
        "Since the last lesson or release on %(day)s it holds: %(days)s up to the last answer."
    )
    return words % said


def _mine(given: Given) -> Held | None:
    """Of the newest course of work in the period."""
    if not given.episodes:
        return None
    newest = _newest(given.episodes)
    days = [one.day for one in given.lessons if one.episode_id == newest.pk]
    days += [one.day for one in given.course.releases if one.episode_id == newest.pk]
    told = [one for one in given.of(NPRS.code) if one.episode_id == newest.pk]
    return held(_newest_version(told), max(days, default=None))


def _newest_version(told: Sequence[Answered]) -> list[tuple[date, float]]:
    """Days and numbers of the version that was answered last, of those that are known."""
    known = [one.told for one in told if one.told.score is not None]
    return [
        (one.answered_on, one.score)
        for one in known
        if one.version == known[-1].version and one.score is not None
    ]


def _curve(actor: Actor) -> Curve:
    """Of the clients that the actor reaches, each one's newest course of work."""
    own = actor.reach("measure.read") is Reach.OWN
    values = {
        "practice": actor.practice_id,
        "member": actor.membership_id if own else None,
        "pain": NPRS.code,
        "most": COURSES_MOST,
        "lately": LATELY_MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HELD, values)
        rows = cursor.fetchall()
    seen = []
    for since, said in rows:
        one = held(_scored(said), since)
        if one is not None:
            seen.append((one.days, one.came_back))
    return kaplan_meier(seen)


def _scored(said: str | Sequence[Any]) -> list[tuple[date, float]]:
    """The same of rows as they are kept: version, day, answers."""
    rows: Sequence[Any] = json.loads(said) if isinstance(said, str) else said
    versions = [version for version, _day, _said in rows if instrument_of(NPRS.code, version)]
    instrument = instrument_of(NPRS.code, versions[-1]) if versions else None
    if instrument is None:
        return []
    told = [
        (date.fromisoformat(day), score(instrument, [(item, n) for item, n in answers]))
        for version, day, answers in rows
        if version == instrument.version
    ]
    return [(day, number) for day, number in told if number is not None]
