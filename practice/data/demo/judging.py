"""What the radar said on each day of the last weeks, judged as the worker does it."""

from practice.core.actor import acting, system_actor
from practice.data.demo.scene import Scene
from sessions.progress.radar.services import run_some

DAYS = 40  # so many nights: the day on which somebody's old pattern came back is among them
HOUR = 3


def judge_days(scene: Scene) -> None:
    """Night after night, up to the last. What is not dated (a program that runs, what integrates)
    is judged as it stands today."""
    for days_ago in range(DAYS, -1, -1):
        goes_on = True
        while goes_on:
            with scene.at(days_ago, HOUR), acting(system_actor(scene.staff.owner.practice_id)) as a:
                goes_on = run_some(actor=a).goes_on
