"""A client's practice since the last lesson, as it stands beside the editor of a note."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from practice.core.actor import Actor
from practice.core.beside import beside
from sessions.flares.rules import is_flare
from sessions.notes.beside import Panel

DAYS = 90  # at most, when the last lesson was long ago or this is the first

_SINCE = """
    SELECT json_build_object(
        'since', min(began.day),
        'times', count(*) FILTER (WHERE log.done),
        'days', count(DISTINCT log.local_date) FILTER (WHERE log.done),
        'skipped', count(*) FILTER (WHERE NOT log.done),
        'slowness', round(avg(log.slowness)),
        'attention', round(avg(log.attention)),
        'ease', round(avg(log.ease_after)),
        'pain', max(log.pain_during),
        'soreness', max(log.soreness_hours),
        'worse', coalesce(bool_or(log.worse), false),
        'line', left((array_agg(log.line ORDER BY log.logged_at DESC)
            FILTER (WHERE log.line <> ''))[1], 200))
    FROM (SELECT greatest(coalesce((SELECT max(held.held_on) FROM care_sessions_session held
            WHERE held.practice_id = %s AND held.client_id = clients_client.id
                AND held.held_on < %s), %s::date - %s), %s::date - %s) AS day) began
    JOIN care_sessions_practicelog log ON log.practice_id = %s
        AND log.client_id = clients_client.id AND log.local_date >= began.day
        AND log.local_date <= %s
    HAVING count(*) > 0"""


class PracticeSince(NamedTuple):
    """How often they practised since, and how it was. Ratings are means of what was answered,
    pain and soreness the most; None where nobody answered."""

    since: date
    times: int
    days: int
    skipped: int
    slowness: int | None
    attention: int | None
    ease: int | None
    pain: int | None
    soreness: int | None
    worse: bool
    line: str

    @property
    def is_flare(self) -> bool:
        """Whether it was too much: sore for long, or worse."""
        return is_flare(self.soreness, self.worse)


def practice_beside(actor: Actor, held_on: date) -> Any:
    """The logs between the lesson before and this one, read along with a client."""
    mine, last = actor.practice_id, (held_on, DAYS)
    return beside(actor, "practice_log.read", _SINCE, mine, held_on, *last, *last, mine, held_on)


def told_practice(found: Sequence[dict[str, Any]]) -> PracticeSince | None:
    """What `practice_beside` read; None when there was none."""
    for row in found:
        told = {**row, "since": date.fromisoformat(row["since"]), "line": row["line"] or ""}
        return PracticeSince(**told)
    return None


PRACTICE_SINCE = Panel(
    "practice", practice_beside, told_practice, "sessions/practice_logs/beside.html"
)
