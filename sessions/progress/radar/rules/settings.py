"""Points and thresholds, which are the practice's. Defaults: domain/ideas.md 5.1; ours is marked.

Two thresholds are settings of the practice already, and stay there: the days in which a release
is to be integrated, and the mean of the habit questions from which practising is automatic.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from types import MappingProxyType

from sessions.progress.radar.rules.words import Level, Signal

RULES_VERSION = 2  # grows when a signal is judged otherwise from the same settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarRules:
    """What each signal counts, from when it speaks, and from which sum on a level is said.

    `release_days` and `habit_from` are the practice's own settings and come with it.
    """

    release: int = 3
    pain: int = 3
    flare: int = 3  # ours: their own word that it is worse, or sore beyond the rule; watch alone
    activities: int = 2
    sensing: int = 2
    practice: int = 2
    event: int = 2
    not_seen: int = 1
    prior: int = 1
    habit: int = -2
    pain_drop: int = 2  # points of 0–10 that pain had to fall first
    pain_within: int = 1  # points of where it began
    activities_tenths: int = 5  # of ten parts of the gain that are lost: half of it
    sensing_drop: int = 2  # points of 0–10, or steps of the four words
    practice_tenths: int = 4  # of ten planned days: fewer than four
    practice_days: int = 14
    seen_days: int = 21
    prior_days: int = 7
    event_days: int = 28  # ours: as long as answers hold
    flare_days: int = 14  # ours: as far back as practice is counted
    fresh_days: int = 28  # ours: answers hold for four weeks, as for reminders
    watch_from: int = 3
    act_from: int = 6
    release_days: int = 7
    habit_from: float = 5


DEFAULTS = RadarRules()
OF_THE_PRACTICE = ("release_days", "habit_from")
POINTS: tuple[str, ...] = tuple(signal.value for signal in Signal)


@dataclass(frozen=True, slots=True)
class Limits:
    """Both ends belong to it."""

    low: int
    high: int


LIMITS: Mapping[str, Limits] = MappingProxyType(
    {
        **{name: Limits(0, 10) for name in POINTS if name != "habit"},
        "habit": Limits(-10, 0),
        "pain_drop": Limits(1, 10),
        "pain_within": Limits(0, 5),
        "activities_tenths": Limits(1, 10),
        "sensing_drop": Limits(1, 10),
        "practice_tenths": Limits(1, 10),
        "practice_days": Limits(7, 56),
        "seen_days": Limits(1, 366),
        "prior_days": Limits(1, 366),
        "event_days": Limits(7, 182),
        "flare_days": Limits(1, 56),
        "fresh_days": Limits(7, 182),
        "watch_from": Limits(1, 30),
        "act_from": Limits(2, 60),
    }
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a setting, and how far it may go."""

    name: str
    message: str
    low: int = 0
    high: int = 0


OUT_OF_RANGE = "Choose a whole number from %(low)s to %(high)s."
NOT_ABOVE = "To act has to begin above to watch."


def wrong_in(values: Mapping[str, int]) -> Wrong | None:
    """The first thing that is wrong with settings; None when they can be kept."""
    for name, limits in LIMITS.items():
        value = values.get(name)
        if type(value) is not int or not limits.low <= value <= limits.high:
            return Wrong(name, OUT_OF_RANGE, limits.low, limits.high)
    if values["act_from"] <= values["watch_from"]:
        return Wrong("act_from", NOT_ABOVE)
    return None


def changed_in(values: Mapping[str, int]) -> dict[str, int]:
    """What differs from the defaults: all that is kept of settings."""
    before = asdict(DEFAULTS)
    return {name: values[name] for name in LIMITS if values[name] != before[name]}


def rules_of(changed: Mapping[str, int], *, release_days: int, habit_from: float) -> RadarRules:
    """The rules of a practice: its changes over the defaults. What is not known is left out."""
    known = {one.name for one in fields(RadarRules)} & LIMITS.keys()
    kept = {name: value for name, value in changed.items() if name in known}
    return RadarRules(**kept, release_days=release_days, habit_from=habit_from)


def points_to(rules: RadarRules, points: int) -> Level:
    """The level of a sum, whatever is known."""
    if points >= rules.act_from:
        return Level.ACT
    return Level.WATCH if points >= rules.watch_from else Level.STEADY
