"""Writes of services and hours."""

from sessions.hours.services.away import (
    TimeOffData,
    change_time_off,
    remove_time_off,
    take_time_off,
)
from sessions.hours.services.offering import (
    ServiceData,
    add_service,
    copy_services,
    edit_service,
    retire_service,
)
from sessions.hours.services.online import keep_online_room
from sessions.hours.services.working import (
    DayData,
    WeekRow,
    keep_holidays,
    keep_week,
    open_day,
    remove_day,
)

__all__ = [
    "DayData",
    "ServiceData",
    "TimeOffData",
    "WeekRow",
    "add_service",
    "change_time_off",
    "copy_services",
    "edit_service",
    "keep_holidays",
    "keep_online_room",
    "keep_week",
    "open_day",
    "remove_day",
    "remove_time_off",
    "retire_service",
    "take_time_off",
]
