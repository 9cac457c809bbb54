"""Addresses of the API, version 1."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from clients.measures.api import MeasureDueView, MeasureView
from clients.records.api import ClientView
from clients.sensing.api import SensationView
from sessions.appointments.api import AppointmentView, FreeSlotView
from sessions.hours.api import ServiceView, TimeOffView, WeekView
from sessions.practice_logs.api import PracticeLogView
from sessions.programs.api import HomeProgramView
from sessions.progress.course.api import ProgressView
from sessions.progress.radar.api import RadarView
from sessions.reminders.api import ReminderView

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path(
        "clients/",
        ClientView.as_view({"get": "list", "post": "create"}),
        name="api_client_list",
    ),
    path(
        "clients/<uuid:client_id>/",
        ClientView.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api_client",
    ),
    path(
        "clients/<uuid:client_id>/progress/",
        ProgressView.as_view({"get": "retrieve"}),
        name="api_client_progress",
    ),
    path(
        "clients/<uuid:client_id>/radar/",
        RadarView.as_view({"get": "retrieve"}),
        name="api_client_radar",
    ),
    path(
        "home-programs/",
        HomeProgramView.as_view({"get": "list", "post": "create"}),
        name="api_home_program_list",
    ),
    path(
        "home-programs/<uuid:home_program_id>/",
        HomeProgramView.as_view({"get": "retrieve"}),
        name="api_home_program",
    ),
    path(
        "home-programs/<uuid:home_program_id>/activate/",
        HomeProgramView.as_view({"post": "activate"}),
        name="api_home_program_activate",
    ),
    path(
        "home-programs/<uuid:home_program_id>/pause/",
        HomeProgramView.as_view({"post": "pause"}),
        name="api_home_program_pause",
    ),
    path(
        "home-programs/<uuid:home_program_id>/resume/",
        HomeProgramView.as_view({"post": "resume"}),
        name="api_home_program_resume",
    ),
    path(
        "practice-logs/",
        PracticeLogView.as_view({"get": "list", "post": "create"}),
        name="api_practice_log_list",
    ),
    path(
        "practice-logs/<uuid:log_id>/",
        PracticeLogView.as_view({"get": "retrieve"}),
        name="api_practice_log",
    ),
    path(
        "measures/",
        MeasureView.as_view({"get": "list", "post": "create"}),
        name="api_measure_list",
    ),
    path("measures/due/", MeasureDueView.as_view({"get": "list"}), name="api_measure_due"),
    path(
        "measures/<uuid:response_id>/",
        MeasureView.as_view({"get": "retrieve"}),
        name="api_measure",
    ),
    path("sensations/", SensationView.as_view({"get": "list"}), name="api_sensation_list"),
    path(
        "sensations/<uuid:report_id>/",
        SensationView.as_view({"get": "retrieve"}),
        name="api_sensation",
    ),
    path(
        "services/",
        ServiceView.as_view({"get": "list", "post": "create"}),
        name="api_service_list",
    ),
    path(
        "services/<uuid:service_id>/",
        ServiceView.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api_service",
    ),
    *(
        path(
            f"services/<uuid:service_id>/{act}/",
            ServiceView.as_view({"post": act}),
            name=f"api_service_{act}",
        )
        for act in ("retire", "offer")
    ),
    path(
        "weekly-hours/",
        WeekView.as_view({"get": "retrieve", "put": "update"}),
        name="api_weekly_hours",
    ),
    path(
        "time-off/",
        TimeOffView.as_view({"get": "list", "post": "create"}),
        name="api_time_off_list",
    ),
    path(
        "time-off/<uuid:time_off_id>/",
        TimeOffView.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_time_off",
    ),
    path("free-slots/", FreeSlotView.as_view({"get": "list"}), name="api_free_slots"),
    path(
        "appointments/",
        AppointmentView.as_view({"get": "list", "post": "create"}),
        name="api_appointment_list",
    ),
    path(
        "appointments/<uuid:appointment_id>/",
        AppointmentView.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api_appointment",
    ),
    *(
        path(
            f"appointments/<uuid:appointment_id>/{act}/",
            AppointmentView.as_view({"post": act.replace("-", "_")}),
            name=f"api_appointment_{act.replace('-', '_')}",
        )
        for act in (
            *("confirm", "arrive", "finish", "no-show", "why"),
            *("cancel", "put-right", "undo"),
        )
    ),
    path("reminders/", ReminderView.as_view({"get": "list"}), name="api_reminder_list"),
    path(
        "reminders/<uuid:plan_id>/",
        ReminderView.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api_reminder",
    ),
]
