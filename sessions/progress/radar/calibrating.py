"""Past verdicts read beside what was stored of the weeks after them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Q

from clients.measures.rules import NPRS
from practice.core.actor import Actor
from sessions.progress.radar.evidence import pain_of
from sessions.progress.radar.models import RadarSnapshot
from sessions.progress.radar.queries import InForce
from sessions.progress.radar.rules import (
    After,
    Level,
    Score,
    Spell,
    State,
    Told,
    fate_of,
    first_days,
    told_by_level,
)

MOST = 3_000  # first days that one page looks at, the newest

_AFTER = """
SELECT asked.id, jsonb_build_object(
 'said', ARRAY(SELECT jsonb_build_array(said.episode_id, said.instrument, said.version,
     said.is_baseline, said.answered_on, said.answers)
   FROM clients_measureresponse said
   WHERE said.practice_id = %(practice)s AND said.client_id = asked.id
     AND said.instrument = %(pain)s AND said.rater = 'client' AND said.withdrawn_at IS NULL
   ORDER BY said.answered_on, said.id),
 'flares', ARRAY(SELECT to_jsonb(flare.flared_on) FROM care_sessions_flare flare
   WHERE flare.practice_id = %(practice)s AND flare.client_id = asked.id),
 'anew', ARRAY(SELECT to_jsonb(work.opened_on) FROM clients_episode work
   WHERE work.practice_id = %(practice)s AND work.client_id = asked.id
     AND EXISTS (SELECT FROM clients_episode earlier
       WHERE earlier.practice_id = %(practice)s AND earlier.client_id = asked.id
         AND earlier.id <> work.id AND earlier.closed_on <= work.opened_on)))
FROM unnest(%(clients)s::uuid[]) asked(id)
"""


@dataclass(frozen=True)
class Calibration:
    """What became of warnings: counts by level; `is_cut`: only the newest first days are read."""

    told: Sequence[Told]
    is_cut: bool = False

    @property
    def seen(self) -> int:
        """How many first days there are."""
        return sum(one.known + one.already + one.no_data + one.too_early for one in self.told)


def calibration_of(actor: Actor, by: InForce) -> Calibration:
    """First days at each level within the actor's reach, and what then happened. Two statements.

    Judged by the rules that hold now: how near is *back* may have been another number then.
    """
    actor.require("radar.read")
    found = _spells(actor)
    spells = first_days(found[:MOST])
    after = _after(actor, {spell.client for spell in spells})
    told = told_by_level(
        (spell.level, fate_of(spell, after[spell.client], by.today, by.rules)) for spell in spells
    )
    return Calibration(told, is_cut=len(found) > MOST)


def _spells(actor: Actor) -> list[Spell]:
    """Days on which a level began; whether a return spoke on that very day."""
    rows = RadarSnapshot.objects.visible_to(actor).filter(day=F("level_since"))
    back = Q()
    for signal in ("pain", "flare"):
        back |= Q(reasons__contains=[{"signal": signal, "state": State.SPEAKS.value}])
    values = rows.annotate(back=back).order_by("-day", "-id")
    return [
        Spell(client_id, Level(level), day, already)
        for client_id, level, day, already in values.values_list(
            "client_id", "level", "day", "back"
        )[: MOST + 1]
    ]


def _after(actor: Actor, clients: Iterable[Any]) -> Mapping[Any, After]:
    values: dict[str, Any] = {
        "practice": actor.practice_id,
        "clients": list(clients),
        "pain": NPRS.code,
    }
    with connection.cursor() as cursor:
        cursor.execute(_AFTER, values)
        return {client_id: _read(found) for client_id, found in cursor.fetchall()}


def _read(found: Any) -> After:
    told = json.loads(found) if isinstance(found, str) else found
    asked = dict.fromkeys((row[0], row[2]) for row in told["said"])  # each wording by itself
    return After(
        pain=[_pain(work, version, told["said"]) for work, version in asked],
        flares=[date.fromisoformat(day) for day in told["flares"]],
        begun_anew=[date.fromisoformat(day) for day in told["anew"]],
    )


def _pain(work: str, version: str, said: Sequence[Sequence[Any]]) -> list[Score]:
    answers = pain_of([row[1:] for row in said if (row[0], row[2]) == (work, version)])
    return [answers.began, *answers.later] if answers.began else []
