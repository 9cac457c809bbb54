"""Addresses of the client's pages."""

from django.urls import path

from practice.portal import media, offline, views

urlpatterns = [
    path("portal/", views.portal_home, name="portal_home"),
    path("portal/choose/", views.portal_choose, name="portal_choose"),
    path("portal/worker.js", offline.portal_worker, name="portal_worker"),
    path("portal/offline/", offline.portal_offline, name="portal_offline"),
    path("portal/movements.json", offline.portal_library, name="portal_library"),
    path("portal/media/<uuid:practised_media_id>/", media.portal_media, name="portal_media"),
    path(
        "portal/media/<uuid:practised_media_id>/page/",
        media.portal_media_page,
        name="portal_media_page",
    ),
    path("portal/practice/<uuid:home_program_id>/", views.portal_practice, name="portal_practice"),
]
