"""What a client may pick as goals; their own words are as good (seed rows 73 to 79, 91).

Each is an activity of the Patient-Specific Functional Scale: 0 not at all to 10 as well as before
(Stratford 1995); its second version turns the scale round, so both stand beside each number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from types import MappingProxyType
from typing import Any, NamedTuple

from clients.symptoms.rules import MovementTask, Place, Position, Transition

GOALS_MIN, GOALS_MAX = 3, 5
ABILITY_MIN, ABILITY_MAX = 0, 10
PSFS_VERSION, PSFS_DIRECTION = "1995", "up"  # up: a higher number is better


@dataclass(frozen=True, slots=True)
class GoalPick:
    """`place` is where the goal will be seen; an aim for the whole body has none."""

    code: str
    label: str
    place: Place | None = None


GOAL_PICKS: tuple[GoalPick, ...] = (
    GoalPick("rise_from_lying", "Sit up from lying with ease", Transition.LYING_TO_SITTING),
    GoalPick("sit_with_ease", "Sit upright with ease", Position.SITTING),
    GoalPick(
        "stand_up_fully", "Stand up from sitting, all the way", Transition.SITTING_TO_STANDING
    ),
    GoalPick("stand_with_ease", "Stand at my full height with ease", Position.STANDING),
    GoalPick("set_off_freely", "Set off walking freely", Transition.STANDING_TO_WALKING),
    GoalPick("walk_freely", "Walk with a free, even stride", Position.WALKING),
    GoalPick("bend_and_turn", "Bend, lean and turn freely", MovementTask.TWIST_TURN),
    GoalPick("run_freely", "Run freely", Position.RUNNING),
    GoalPick("economical_movement", "Move with less effort"),
    GoalPick("easy_balance", "Balance easily"),
)

GOAL_PICKS_BY_CODE: Mapping[str, GoalPick] = MappingProxyType({g.code: g for g in GOAL_PICKS})


def goal_words(goal: str) -> str:
    """The label of a pick, or the client's own words as they are."""
    pick = GOAL_PICKS_BY_CODE.get(goal)
    return pick.label if pick else goal


class Goal(NamedTuple):
    """One activity, with how well it goes; None while not answered."""

    activity: str
    ability: int | None

    @property
    def words(self) -> str:
        """The label of a pick, or the client's own words as they are."""
        return goal_words(self.activity)


def goals_of(answers: Mapping[str, Any]) -> list[Goal]:
    """The goals of a draft or a submission; those told to version 2 were words alone."""
    return [
        Goal(told, None)
        if isinstance(told, str)
        else Goal(told.get("activity", ""), told.get("ability"))
        for told in answers.get("goals", [])
    ]


def mean_ability(goals: list[Goal]) -> float | None:
    """The score of the scale: the mean of what was answered; None without an answer."""
    told = [goal.ability for goal in goals if goal.ability is not None]
    return fmean(told) if told else None
