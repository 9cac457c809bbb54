"""What the statements of a week's check-in and of what is felt need."""

from datetime import timedelta

from clients.records.models import Episode
from clients.sensing.services import SensationData, report_sensation
from practice.core.actor import acting
from practice.core.clock import today_in
from sessions.check_ins.rules import name_of
from tests.felt import REGION
from tests.statements.scene import Scene


def felt_together(scene: Scene) -> None:
    """The practitioner wrote down what she feels."""
    practitioner = scene.house.actor(scene.house.practitioner)
    data = SensationData(region=REGION, clarity="unclear")
    with acting(practitioner) as actor:
        report = report_sensation(actor=actor, client_id=scene.nora.pk, data=data)
    scene.ids["report_id"] = report.pk


def week_asked(scene: Scene) -> None:
    """Nora's work began eight days ago, and she says how her week was; it was too much."""
    begun = today_in("America/Denver") - timedelta(days=8)
    scene.change(Episode, opened_on=begun)
    episode = scene.ids["episode_id"]
    for code, item in (("nprs", "average"), ("open_core", "core"), ("free_sleeve", "sleeve")):
        scene.typed[name_of(episode, code, "1", item)] = "4"
    scene.typed["worse"] = "on"
