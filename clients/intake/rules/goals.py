"""What a client may pick as goals; their own words are as good (seed rows 73 to 79, 91)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clients.symptoms.rules import MovementTask, Place, Position, Transition

GOALS_MIN, GOALS_MAX = 1, 5


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
