"""Places in tests: one that says where it is, with words that nothing else in the tests says."""

from dataclasses import replace
from typing import Any

from practice.core.actor import acting
from practice.core.models import Place
from practice.team.services import PlaceData, edit_place
from tests.cast import House

STREET, TOWN, FIND = "12 Juniper Lane", "Quince Hollow", "Ring at the side door, step-free."
SPOKEN = "Linden house, 12 Juniper Lane, Quince Hollow, New Mexico, United States"
LINES = ["Linden house", STREET, f"{TOWN}, New Mexico", "United States"]
SAID = PlaceData(
    name="The studio",
    timezone="America/Denver",
    address=f"Linden house\n{STREET}",
    town=TOWN,
    region="New Mexico",
    country="US",
    directions=FIND,
)


def put_where(house: House, place: Place, **more: Any) -> Place:
    """The owner says where a place is."""
    with acting(house.boss) as boss:
        data = replace(SAID, name=place.name, timezone=place.timezone, **more)
        return edit_place(actor=boss, place=place, data=data)
