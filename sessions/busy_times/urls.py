"""Addresses of one's other calendars."""

from django.urls import path

from sessions.busy_times import views

_ONE = "settings/calendar/busy/<uuid:busy_calendar_id>/"
urlpatterns = [
    path("settings/calendar/busy/", views.busy_calendar_list, name="busy_calendar_list"),
    path(_ONE, views.busy_calendar_edit, name="busy_calendar_edit"),
    path(f"{_ONE}remove/", views.busy_calendar_remove, name="busy_calendar_remove"),
    path(f"{_ONE}read/", views.busy_calendar_read, name="busy_calendar_read"),
]
