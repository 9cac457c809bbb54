"""Addresses of the dashboard."""

from django.urls import path

from practice.dashboard import views

urlpatterns = [
    path("", views.today, name="today"),
    path("clients/<uuid:client_id>/", views.client_page, name="client_page"),
    path("episodes/<uuid:episode_id>/close/", views.episode_close, name="episode_close"),
    path("needs/<slug:need>/<uuid:about_id>/", views.need_aside, name="need_aside"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
