"""Addresses of the public page."""

from django.urls import path

from sessions.public_page import portal, views
from sessions.public_page.booking import portal as booking

urlpatterns = [
    path("settings/public-page/", views.public_page_settings, name="public_page_settings"),
    path("settings/public-page/me/", views.own_public_profile, name="own_public_profile"),
    path("settings/public-page/<uuid:teacher_id>/", views.public_profile, name="public_profile"),
    path("p/<slug:slug>/", portal.public_page, name="public_page"),
    path("p/<slug:slug>/book/", booking.visitor_booking, name="visitor_booking"),
    path("l/visit/<str:token>/", booking.visitor_link, name="visitor_link"),
]
