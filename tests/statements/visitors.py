"""What the statements of visitors need: a free time, and a link that came to an address."""

from datetime import timedelta
from typing import Any

from practice.core.actor import acting
from practice.core.clock import now
from practice.core.links import Link, link_token
from practice.core.queries import places
from sessions.public_page.booking.models import VisitorBooking
from tests.booking import at, service_of, works
from tests.statements.scene import DAY, Scene

WHO = {"given_name": "Vera", "email": "vera@visitors.example"}


def may_pick(scene: Scene) -> None:
    """Whoever is shown works, and a visitor picks a free hour."""
    place = works(scene.house, scene.house.practitioner)
    start = at(DAY + timedelta(days=16), 11, zone=place.timezone)
    scene.typed = {"start": f"{start.isoformat()}|{place.pk}", **WHO}


def has_link(scene: Scene) -> None:
    """They picked it, and the mail with its link came."""
    may_pick(scene)
    with acting(scene.house.boss) as boss:
        place = places(boss)[0]
        row = VisitorBooking(
            practice=scene.house.practice,
            service=service_of(boss),
            practitioner=scene.house.practitioner,
            place=place,
            zone=place.timezone,
            starts_at=at(DAY + timedelta(days=16), 11, zone=place.timezone),
            asked_at=now(),
            expires_at=now() + timedelta(days=1),
            **WHO,
        )
        row.save(force_insert=True)
    scene.ids["token"] = link_token(Link("visitor", scene.house.practice.pk, row.pk))
    scene.typed = {}


type Row = tuple[str, dict[str, Any]]
COUNTS = "it is counted by four rates, looked for among what is free, kept and mailed"
BOOKS = "somebody new becomes a client, is found by their name, and is booked as in the portal"
GETS: tuple[Row, ...] = (
    ("visitor_booking", {"before": may_pick, "who": "anonymous"}),
    ("visitor_link", {"before": has_link, "who": "anonymous"}),
)
POSTS: tuple[Row, ...] = (
    ("visitor_booking", {"before": may_pick, "status": 200, "most": 25, "because": COUNTS}),
    ("visitor_link", {"before": has_link, "most": 32, "because": BOOKS}),
)
