"""Who looked at a client's record in the demo, and who asks for deletion."""

from datetime import time
from uuid import uuid4

from clients.deletions.services import ask_for_deletion, withdraw_request
from clients.records.models import Client
from practice.core.actor import Actor, acting
from practice.core.models import AccessLog
from practice.data.demo.scene import Scene

# Days ago, hour, who, and what: as the visits of pages would have left it.
VISITS = (
    (9, 9, "owner", "GET client_page"),
    (9, 9, "owner", "GET note_page"),
    (8, 12, "practitioner", "POST client_messages"),
    (6, 15, "practitioner", "GET program_page"),
    (6, 15, "practitioner", "POST program_edit"),
    (6, 16, "practitioner", "GET note_page"),
    (3, 8, "trainee", "GET client_page"),
    (2, 8, "practitioner", "GET measures_page"),
    (1, 11, "practitioner", "GET intake_review"),
    (1, 11, "practitioner", "GET client_files"),
)


def _called(actor: Actor, given: str) -> Client | None:
    with acting(actor):
        return Client.objects.visible_to(actor).filter(given_name=given).first()


def look(scene: Scene) -> None:
    """What My data shows of Samuel; one request that was taken back, and one that waits."""
    staff = scene.staff
    samuel, noor = (_called(staff.owner, given) for given in ("Samuel", "Noor"))
    if samuel is None or noor is None:
        return
    people = {"owner": staff.owner, "practitioner": staff.practitioner, "trainee": staff.trainee}
    lines = []
    for days, hour, who, action in VISITS:
        actor = people[who] or staff.owner
        line = AccessLog(
            practice_id=actor.practice_id,
            at=scene.instant(days, time(hour)),
            user_id=actor.user_id,
            role=actor.role.value,
            client_id=samuel.pk,
            action=action,
            outcome=200,
            request_id=uuid4(),
        )
        lines.append(line)
    with acting(staff.owner):
        AccessLog._base_manager.bulk_create(lines)
    hers, his = Scene.as_client(noor), Scene.as_client(samuel)
    with scene.at(40, 19), acting(his):
        asked = ask_for_deletion(actor=his, said="I thought of stopping.")
    with scene.at(39, 9), acting(his):
        withdraw_request(actor=his, deletion_request_id=asked.pk)
    with scene.at(2, 18), acting(hers):
        ask_for_deletion(actor=hers, said="I move abroad in spring. What happens to my notes?")
