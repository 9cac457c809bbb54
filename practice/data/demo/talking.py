"""A page to talk over: what the practitioner shared with Samuel of his progress."""

from clients.records.models import Client
from practice.core.actor import acting
from practice.data.demo.scene import Scene
from sessions.progress.course.parts import ProgressPart
from sessions.progress.course.queries import progress_to_hand_over
from sessions.progress.sharing.services import share_progress
from sessions.progress.sharing.sheets import Said, sheet_of

PARTS = (
    ProgressPart.SEVERITY,
    ProgressPart.ACTIVITIES,
    ProgressPart.SENSATION,
    ProgressPart.PRACTICE,
)
WORDS = "This is what we look at next time. What do you notice in it yourself?"
ON_PRACTICE = "Days without a log are no fault: nobody knows whether you practised on them."
DAYS_AGO, HOUR = 1, 17


def share_some(scene: Scene) -> None:
    """He finds it in his portal, as of yesterday."""
    with scene.at(DAYS_AGO, HOUR), acting(scene.staff.practitioner) as actor:
        samuel = Client.objects.visible_to(actor).filter(given_name="Samuel").first()
        if samuel is None:
            return
        found = progress_to_hand_over(actor, samuel.pk, parts=PARTS)
        sheet = sheet_of(found, Said(PARTS, WORDS, {ProgressPart.PRACTICE: ON_PRACTICE}))
        share_progress(actor=actor, sheet=sheet, seen=sheet.seal)
