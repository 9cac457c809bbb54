"""Past warnings beside what then happened. Counts with their n; below a least n nothing is said.

A *return* within four weeks of the first day at a level: pain back within reach of its beginning
after it had clearly fallen, a flare, or a new course of work after one had ended.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clients.symptoms.rules import Word
from sessions.progress.radar.rules.known import Score
from sessions.progress.radar.rules.settings import RadarRules
from sessions.progress.radar.rules.signals import pain_is_back
from sessions.progress.radar.rules.words import Level

FOLLOWED = timedelta(days=28)  # how long after a first day is looked at: ours
FEWEST = 10  # below so many whose outcome is known nothing is said: ours


class Fate(Word):
    """What became of somebody after a first day at a level."""

    RETURNED = "returned", "The old pattern came back"
    HELD = "held", "It held"
    ALREADY = "already", "It was back on that day already"
    NO_DATA = "no_data", "Nothing was heard of it"
    TOO_EARLY = "too_early", "The four weeks are not over"


@dataclass(frozen=True, slots=True)
class Spell:
    """The first day of somebody at a level; `already`: a return spoke on that very day."""

    client: object
    level: Level
    day: date
    already: bool = False


@dataclass(frozen=True, slots=True)
class After:
    """What is stored of somebody: answers to pain of each course and wording from its beginning, in
    order, days
    of flares, and days on which a course of work began after one had ended."""

    pain: Sequence[Sequence[Score]] = ()
    flares: Sequence[date] = ()
    begun_anew: Sequence[date] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """How often a level was said for the first time, and what became of it."""

    level: Level
    returned: int
    held: int
    already: int
    no_data: int
    too_early: int

    @property
    def known(self) -> int:
        """Of how many it is known."""
        return self.returned + self.held

    @property
    def can_tell(self) -> bool:
        """Whether there are enough of them."""
        return self.known >= FEWEST


def first_days(spells: Iterable[Spell]) -> list[Spell]:
    """Without those that came again within four weeks: one warning that flickers counts once."""
    last: dict[tuple[object, Level], date] = {}
    kept = []
    for spell in sorted(spells, key=lambda one: one.day):
        before = last.get((spell.client, spell.level))
        if before is None or spell.day - before >= FOLLOWED:
            last[spell.client, spell.level] = spell.day
            kept.append(spell)
    return kept


def fate_of(spell: Spell, after: After, today: date, rules: RadarRules) -> Fate:
    """What became of one. What was so on the first day itself is no prediction."""
    until = spell.day + FOLLOWED
    if spell.already:
        return Fate.ALREADY
    if until > today:
        return Fate.TOO_EARLY
    if any(spell.day < day <= until for day in (*after.flares, *after.begun_anew)):
        return Fate.RETURNED
    heard = False
    for answers in after.pain:
        values = [one.value for one in answers]
        for place, one in enumerate(answers):
            if place and spell.day < one.day <= until:
                heard = True
                if pain_is_back(values[0], values[1 : place + 1], rules):
                    return Fate.RETURNED
    return Fate.HELD if heard else Fate.NO_DATA


def told_by_level(fates: Iterable[tuple[Level, Fate]]) -> list[Told]:
    """Counted for each level, in their order; all of them, also what nobody knows."""
    found = list(fates)

    def n(level: Level, fate: Fate) -> int:
        return found.count((level, fate))

    return [Told(level, *(n(level, fate) for fate in Fate)) for level in Level]
