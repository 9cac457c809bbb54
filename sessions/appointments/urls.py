"""Addresses of booked time."""

from django.urls import path

from sessions.appointments import portal, views
from sessions.appointments.classes import portal as of_clients
from sessions.appointments.classes import views as classes
from sessions.appointments.series import views as series

urlpatterns = [
    path("calendar/", views.calendar_page, name="calendar"),
    path("calendar/new/", views.appointment_new, name="appointment_new"),
    path("calendar/series/", series.appointment_series_new, name="appointment_series_new"),
    path(
        "appointments/<uuid:appointment_id>/series/move/",
        series.appointment_series_move,
        name="appointment_series_move",
    ),
    path(
        "appointments/<uuid:appointment_id>/series/cancel/",
        series.appointment_series_cancel,
        name="appointment_series_cancel",
    ),
    path(
        "appointments/<uuid:appointment_id>/series/undo/",
        series.appointment_series_undo,
        name="appointment_series_undo",
    ),
    path("appointments/<uuid:appointment_id>/", views.appointment_page, name="appointment_page"),
    path(
        "appointments/<uuid:appointment_id>/step/",
        views.appointment_step,
        name="appointment_step",
    ),
    path(
        "appointments/<uuid:appointment_id>/move/",
        views.appointment_move,
        name="appointment_move",
    ),
    path(
        "appointments/<uuid:appointment_id>/cancel/",
        views.appointment_cancel,
        name="appointment_cancel",
    ),
    path(
        "appointments/<uuid:appointment_id>/put-right/",
        views.appointment_put_right,
        name="appointment_put_right",
    ),
    path("appointments/<uuid:appointment_id>/why/", views.appointment_why, name="appointment_why"),
    path(
        "appointments/<uuid:appointment_id>/undo/",
        views.appointment_undo,
        name="appointment_undo",
    ),
    path("classes/new/", classes.class_new, name="class_new"),
    path("classes/<uuid:class_id>/", classes.class_page, name="class_page"),
    path("classes/<uuid:class_id>/join/", classes.class_join, name="class_join"),
    path("classes/<uuid:class_id>/step/", classes.class_step, name="class_step"),
    path("classes/<uuid:class_id>/change/", classes.class_change, name="class_change"),
    path("classes/<uuid:class_id>/cancel/", classes.class_cancel, name="class_cancel"),
    path("classes/<uuid:class_id>/undo/", classes.class_undo, name="class_undo"),
    path("portal/classes/", of_clients.portal_classes, name="portal_classes"),
    path(
        "portal/classes/<uuid:open_class_id>/join/",
        of_clients.portal_class_join,
        name="portal_class_join",
    ),
    path(
        "l/appointment-reminders-off/<str:token>/",
        portal.appointment_reminders_off_link,
        name="appointment_reminders_off_link",
    ),
    path("portal/appointments/", portal.portal_appointments, name="portal_appointments"),
    path(
        "portal/appointments/new/",
        portal.portal_appointment_new,
        name="portal_appointment_new",
    ),
    path(
        "portal/appointments/<uuid:appointment_id>/move/",
        portal.portal_appointment_move,
        name="portal_appointment_move",
    ),
    path(
        "portal/appointments/<uuid:appointment_id>/confirm/",
        portal.portal_appointment_confirm,
        name="portal_appointment_confirm",
    ),
    path(
        "portal/appointments/<uuid:appointment_id>/cancel/",
        portal.portal_appointment_cancel,
        name="portal_appointment_cancel",
    ),
    path(
        "portal/appointments/<uuid:appointment_id>/undo/",
        portal.portal_appointment_undo,
        name="portal_appointment_undo",
    ),
]
