"""What a practice teaches and looks at of its own, for walking every address."""

from datetime import time, timedelta
from typing import Any

from clients.symptoms.services import add_muscle_group
from practice.core.actor import acting
from practice.core.clock import now
from sessions.hours.models import DayHours, HolidaySetting, Service, WeeklyHours
from sessions.hours.services import TimeOffData, take_time_off
from sessions.techniques.services import add_technique, save_protocol
from sessions.understanding.picturing import keep_picture
from sessions.understanding.services import write_card
from tests.busy import put_busy
from tests.cast import House
from tests.clients.files.making import a_pdf, a_picture, sent
from tests.public import put_credential, put_public
from tests.sessions.understanding.making import A_CARD
from tests.unreachable import put_unreachable
from tests.worded import put_worded


def put_hours(house: House) -> dict[str, Any]:
    """A service, the practitioner's Mondays, a day of its own and time off."""
    whose, day = {"practitioner": house.practitioner}, now().date() + timedelta(days=30)
    put = {"practice": house.practice, **whose}
    with acting(house.boss) as boss:
        service = Service.objects.visible_to(boss).get(built_in_code="lesson")
        monday = {"weekday": 0, "begins": time(9), "ends": time(12)}
        WeeklyHours(**put, **monday).save(force_insert=True)
        closed = DayHours(**put, on=day, is_closed=True)
        closed.save(force_insert=True)
        HolidaySetting(practice=house.practice, is_closed=True).save(force_insert=True)
        data = TimeOffData(first_day=day, last_day=day, reason="training")
        off = take_time_off(actor=boss, practitioner_id=house.practitioner.pk, data=data)
    away = put_busy(house.actor(house.practitioner), day)
    put_public(house)
    held = put_credential(house, upload=sent(a_pdf()), awarded_month=5, awarded_day=4)
    made = {"service_id": service.pk, "day_hours_id": closed.pk, "time_off_id": off.pk}
    shown = {"teacher_id": house.practitioner.pk, "slug": house.practice.slug}
    made |= {"busy_calendar_id": away.pk, "credential_id": held.pk}
    return {**made, **shown, **put_worded(house)}


def put_taught(house: House) -> dict[str, Any]:
    """What the practice teaches and looks at of its own, by the names of their addresses."""
    hands: dict[str, Any] = {"name": "The hands", "lineage": "", "reflex": "", "order": None}
    with acting(house.boss) as boss:
        technique = add_technique(actor=boss, name="Rocking", lineage="", hands_on=True)
        protocol = save_protocol(actor=boss, protocol=None, **hands)
        jaw = add_muscle_group(actor=boss, name="Jaw", layer="sleeve")
        card = write_card(actor=boss, data=A_CARD)
        kept = sent(a_picture(), "jaw.jpg", "image/jpeg")
        keep_picture(actor=boss, card_id=card.pk, upload=kept, says="A jaw that hangs")
    return (
        put_hours(house)
        | put_unreachable(house)
        | {
            "technique_id": technique.pk,
            "protocol_id": protocol.pk,
            "muscle_group_id": jaw.pk,
            "card_id": card.pk,
        }
    )
