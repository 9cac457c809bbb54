"""Addresses of handing over."""

from django.urls import path

from clients.hand_overs import views

urlpatterns = [
    path("clients/hand-over/", views.hand_overs, name="hand_overs"),
    path(
        "clients/hand-over/<uuid:hand_over_id>/undo/", views.hand_over_undo, name="hand_over_undo"
    ),
]
