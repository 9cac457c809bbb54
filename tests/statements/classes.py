"""What the statements of classes need: one with Nora on its list, in some days."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from practice.core.actor import acting
from practice.core.clock import now
from practice.core.queries import places
from sessions.appointments.models import Appointment, AppointmentChange
from tests.booking import works
from tests.classes import class_service
from tests.statements.scene import DAY, Scene

type Row = tuple[str, dict[str, Any]]
TELLS = "everybody on the list is held, has a step of it, and whoever is told is found"


def changing(scene: Scene) -> None:
    """It is moved to a day that is free, in the hours of work."""
    works(scene.house, scene.house.practitioner)
    with acting(scene.house.boss) as boss:
        place = places(boss)[0]
    scene.typed |= {
        "practitioner": str(scene.house.practitioner.pk),
        "place": str(place.pk),
        "day": (DAY + timedelta(days=16)).isoformat(),
        "time": "11:00",
        "places": "3",
    }


def planning(scene: Scene) -> None:
    """The same for a new one."""
    changing(scene)
    with acting(scene.house.boss) as boss:
        scene.typed |= {"service": str(class_service(boss).pk), "weeks": "1"}


def _hers(scene: Scene, **values: Any) -> Appointment:
    with acting(scene.house.boss) as boss:
        rows: Any = Appointment.objects.visible_to(boss).filter(group_class__isnull=False)
        if values:
            rows.update(**values)
        found: Appointment = rows.get(client=scene.nora)
        return found


def off_the_list(scene: Scene) -> None:
    """Nora gave her place up, and comes all the same."""
    _hers(scene, state="cancelled")
    scene.typed |= {"client": str(scene.nora.pk)}


def comes_alone(scene: Scene) -> None:
    """The same, by herself."""
    off_the_list(scene)
    scene.typed.clear()


def here(scene: Scene) -> None:
    """She says that she comes."""
    one = _hers(scene)
    scene.typed |= {"appointment": str(one.pk), "version": str(one.version), "verb": "confirm"}


def just_changed(scene: Scene) -> None:
    """The practitioner did something with the class, and with all on its list, a moment ago."""
    both = (scene.ids["class_id"], _hers(scene).pk)
    with acting(scene.house.boss) as boss:
        at, together = now(), uuid4()
        for pk in both:
            step = AppointmentChange(
                practice_id=boss.practice_id,
                appointment_id=pk,
                from_state="booked",
                to_state="booked",
                at=at,
                made_by=scene.house.practitioner,
                together=together,
            )
            step.save(force_insert=True)


_MANY = {"most": 26, "because": TELLS}
OF_CLASSES: tuple[Row, ...] = (
    ("class_new", {}),
    ("class_page", {}),
    ("class_join", {"query": "?q=nor"}),
    ("class_change", {}),
    ("class_cancel", {}),
    ("portal_classes", {"before": comes_alone}),
)
TO_CLASSES: tuple[Row, ...] = (
    ("class_new", {"before": planning, **_MANY}),
    ("class_join", {"before": off_the_list, "most": 18, "because": TELLS}),
    (
        "portal_class_join",
        {"before": comes_alone, "stands_on": "portal_classes", "most": 18, "because": TELLS},
    ),
    ("class_step", {"before": here, "stands_on": "class_page"}),
    ("class_change", {"before": changing, **_MANY}),
    ("class_cancel", {"most": 18, "because": TELLS}),
    ("class_undo", {"before": just_changed, "stands_on": "class_page", **_MANY}),
)
