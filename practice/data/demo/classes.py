"""The demo's class: in the evening, three weeks in a row, with some on its list."""

from datetime import time
from uuid import UUID

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.queries import places
from practice.data.demo.scene import Scene
from sessions.appointments.classes.services import ClassData, join_class, plan_class
from sessions.hours.rules import Modality, ServiceKind
from sessions.hours.services import ServiceData, add_service

SERVICE = ServiceData(
    name="Easy evening",
    kind=ServiceKind.GROUP_CLASS.value,
    modality=Modality.MOVEMENT_CLASS.value,
    minutes=60,
    price=18_00,
    places=8,
    lead_hours=2,
)
DAYS, CLOCK, WEEKS, PLACES = 5, time(18), 3, 6
COME = ("Ingrid", "Samuel", "Noor")


def plan_classes(scene: Scene) -> None:
    """The owner offers it, the practitioner plans it, three have a place in the first."""
    with scene.at(4, 9), acting(scene.staff.owner) as owner:
        service = add_service(actor=owner, data=SERVICE)
    with scene.at(4, 10), acting(scene.staff.practitioner) as actor:
        teacher: UUID | None = actor.membership_id
        assert teacher is not None  # noqa: S101 - who works here
        data = ClassData(
            service=service,
            practitioner_id=teacher,
            place=places(actor)[0],
            day=scene.instant(-DAYS, CLOCK).date(),
            clock=CLOCK,
            places=PLACES,
            weeks=WEEKS,
        )
        first, *_others = plan_class(actor=actor, data=data, anyway=True)
    for given in COME:
        with scene.at(3, 11), acting(scene.staff.owner) as owner:
            client = Client.objects.visible_to(owner).filter(given_name=given).first()
            if client is not None:
                join_class(actor=owner, class_id=first.pk, client=client)
