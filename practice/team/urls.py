"""Addresses."""

from django.urls import path

from practice.team import views

urlpatterns = [
    path("settings/", views.settings_home, name="settings_home"),
    path("settings/tokens/", views.token_list, name="token_list"),
    path("settings/tokens/<uuid:token_id>/revoke/", views.token_revoke, name="token_revoke"),
    path("set-up/<str:token>/", views.set_up, name="set_up"),
    path("practices/choose/", views.practice_choose, name="practice_choose"),
]
