"""Addresses of the client's pages."""

from django.urls import path

from practice.portal import media, views

urlpatterns = [
    path("portal/", views.portal_home, name="portal_home"),
    path("portal/choose/", views.portal_choose, name="portal_choose"),
    path("portal/media/<uuid:practised_media_id>/", media.portal_media, name="portal_media"),
    path(
        "portal/media/<uuid:practised_media_id>/page/",
        media.portal_media_page,
        name="portal_media_page",
    ),
    path("portal/practice/<uuid:home_program_id>/", views.portal_practice, name="portal_practice"),
]
