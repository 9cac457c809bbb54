"""Which public holidays close a place: its own word, else the practice's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from practice.core.actor import Actor
from sessions.hours.models import HolidaySetting
from sessions.hours.public_holidays import country_of, holidays_between


def holiday_setting(actor: Actor) -> HolidaySetting | None:
    """What the practice said about public holidays, for every place that says nothing itself."""
    return HolidaySetting.objects.visible_to(actor).filter(place=None).first()


@dataclass(frozen=True)
class HolidayRule:
    """Of which country and region a place keeps the public holidays, and whether it closes."""

    is_closed: bool
    country: str
    region: str

    def days(self, first: date, last: date) -> Mapping[date, str]:
        """The days on which the place is closed, with their names."""
        if not self.is_closed:
            return {}
        return holidays_between(self.country, self.region, first, last)


def holiday_rules(actor: Actor, zones: Mapping[UUID | None, str]) -> dict[UUID | None, HolidayRule]:
    """What holds for each place of `zones` (None: online): its own word, else the practice's.

    A country that nobody named is the one that the place's zone lies in. One statement.
    """
    rows = HolidaySetting.objects.visible_to(actor)
    said = {row.place_id: (row.is_closed, row.country, row.region) for row in rows}
    return {place_id: rule_of(said, place_id, zone) for place_id, zone in zones.items()}


def rule_of(
    said: Mapping[UUID | None, tuple[bool, str, str]], place_id: UUID | None, zone: str
) -> HolidayRule:
    """What holds for a place; `said`: whether it closes, country and region, of each that has a
    word of its own, and of the practice as None."""
    is_closed, country, region = said.get(place_id) or said.get(None) or (False, "", "")
    return HolidayRule(is_closed, country or country_of(zone), region)
