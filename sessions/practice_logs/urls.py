"""Addresses of practice logs."""

from django.urls import path

from sessions.practice_logs import phone, portal

urlpatterns = [
    path("l/practice/<str:token>/", portal.practice_link, name="practice_link"),
    path("l/logs/", phone.phone_log, name="phone_log"),
    path("portal/logs/<uuid:log_id>/", portal.portal_log_edit, name="portal_log_edit"),
]
