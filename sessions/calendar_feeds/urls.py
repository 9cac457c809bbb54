"""Addresses of calendar addresses."""

from django.urls import path

from sessions.calendar_feeds import portal, views

urlpatterns = [
    path("settings/calendar/", views.calendar_feed, name="calendar_feed"),
    path("settings/calendar/end/", views.calendar_feed_end, name="calendar_feed_end"),
    path("portal/appointments/calendar/", portal.portal_calendar_feed, name="portal_calendar_feed"),
    path(
        "portal/appointments/calendar/end/",
        portal.portal_calendar_feed_end,
        name="portal_calendar_feed_end",
    ),
    path("l/calendar/<str:token>.ics", views.calendar_feed_link, name="calendar_feed_link"),
]
