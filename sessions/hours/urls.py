"""Addresses of services and hours."""

from django.urls import path

from sessions.hours import views

urlpatterns = [
    path("settings/services/", views.service_list, name="service_list"),
    path("settings/services/new/", views.service_new, name="service_new"),
    path("settings/services/<uuid:service_id>/", views.service_edit, name="service_edit"),
    path(
        "settings/services/<uuid:service_id>/retire/", views.service_retire, name="service_retire"
    ),
    path("settings/hours/", views.hours_page, name="hours_page"),
    path("settings/hours/online/", views.online_room, name="online_room"),
    path("settings/hours/days/", views.day_hours_new, name="day_hours_new"),
    path(
        "settings/hours/days/<uuid:day_hours_id>/remove/",
        views.day_hours_remove,
        name="day_hours_remove",
    ),
    path("settings/hours/off/", views.time_off_new, name="time_off_new"),
    path(
        "settings/hours/off/<uuid:time_off_id>/remove/",
        views.time_off_remove,
        name="time_off_remove",
    ),
    path("settings/holidays/", views.holiday_page, name="holiday_page"),
]
