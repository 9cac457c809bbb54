"""Addresses of the dashboard."""

from django.urls import path

from practice.dashboard import views
from practice.dashboard.morning import views as morning

urlpatterns = [
    path("", views.today, name="today"),
    path("clients/<uuid:client_id>/", views.client_page, name="client_page"),
    path("episodes/<uuid:episode_id>/close/", views.episode_close, name="episode_close"),
    path("needs/<slug:need>/<uuid:about_id>/", views.need_aside, name="need_aside"),
    path("settings/today-by-mail/", morning.morning_mail, name="morning_mail"),
    path("l/no-morning/<str:token>/", morning.morning_off_link, name="morning_off_link"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
