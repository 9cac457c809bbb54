"""Addresses of the red-flag gate."""

from django.urls import path

from clients.red_flags import views

urlpatterns = [
    path("clients/<uuid:client_id>/safety/", views.safety_ask, name="safety_ask"),
    path("safety/<uuid:answer_id>/", views.red_flag_page, name="red_flag_page"),
]
