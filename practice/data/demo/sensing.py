"""What some of the demo feel, place by place: from nothing to clear, with a word looking back."""

from datetime import timedelta

from clients.records.models import Client
from clients.sensing.services import SensationData, report_sensation
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.data.demo.scene import Scene

GROIN, BACK = "front_groin_left_core", "back_low_back_sleeve"
# Days ago, place, how clear, 0–10, their words, whether it is new, how many days they look back.
Said = tuple[int, str, str, int | None, str, bool, int]
COURSE: tuple[Said, ...] = (
    (84, GROIN, "unclear", 4, "It is fine, I think. Just tight.", False, 0),
    (70, GROIN, "absent", None, "When I look for it there is nothing.", False, 0),
    (56, BACK, "distorted", 3, "Wider than it can be, like a plank.", False, 0),
    (42, GROIN, "unclear", 3, "Something warm, far away.", False, 0),
    (28, GROIN, "clear", 6, "my left hip moving when I breathe", True, 0),
    (
        27,
        GROIN,
        "absent",
        None,
        "I called it fine. I felt nothing, and did not know.",
        False,
        57,
    ),
    (14, BACK, "unclear", 5, "Two sides again, the left one late.", False, 0),
    (5, BACK, "clear", 7, "where my back ends and the chair begins", True, 0),
)
WHO = ("Samuel", "Ingrid")


def sense(scene: Scene) -> None:
    """Let them say it on their days, the client in the portal."""
    for given in WHO:
        with scene.at(0), acting(scene.staff.owner) as owner:
            client = Client.objects.visible_to(owner).get(given_name=given)
        for days_ago, region, clarity, felt, words, is_new, back in COURSE:
            with scene.at(days_ago, 20, 15), acting(Scene.as_client(client)) as actor:
                day = today_in(client.timezone) - timedelta(days=back)
                data = SensationData(
                    region=region,
                    clarity=clarity,
                    felt=felt,
                    words=words,
                    is_discovery=is_new,
                    felt_on=day,
                )
                report_sensation(actor=actor, client_id=client.pk, data=data)
