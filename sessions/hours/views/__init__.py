"""Pages of services and hours, under the settings."""

from sessions.hours.views.hours import (
    day_hours_new,
    day_hours_remove,
    holiday_page,
    hours_page,
    online_room,
    time_off_new,
    time_off_remove,
)
from sessions.hours.views.services import (
    service_edit,
    service_list,
    service_new,
    service_retire,
)

__all__ = [
    "day_hours_new",
    "day_hours_remove",
    "holiday_page",
    "hours_page",
    "online_room",
    "service_edit",
    "service_list",
    "service_new",
    "service_retire",
    "time_off_new",
    "time_off_remove",
]
