"""Addresses of the red-flag gate."""

from django.urls import path

from clients.red_flags import views

urlpatterns = [
    path("safety/<uuid:answer_id>/", views.red_flag_page, name="red_flag_page"),
]
