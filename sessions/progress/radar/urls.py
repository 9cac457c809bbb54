"""Addresses of the radar."""

from django.urls import path

from sessions.progress.radar import views

urlpatterns = [
    path("radar/", views.radar, name="radar"),
    path("radar/calibration/", views.radar_calibration, name="radar_calibration"),
    path("settings/radar/", views.radar_settings, name="radar_settings"),
    path("clients/<uuid:client_id>/radar/", views.client_radar, name="client_radar"),
]
