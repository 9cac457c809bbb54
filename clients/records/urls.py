"""Addresses of the client record."""

from django.urls import path

from clients.records import portal, tagging, views

urlpatterns = [
    path("clients/", views.client_list, name="client_list"),
    path("clients/new/", views.client_new, name="client_new"),
    path("clients/<uuid:client_id>/edit/", views.client_edit, name="client_edit"),
    path("clients/<uuid:client_id>/tags/", views.client_tags, name="client_tags"),
    path("clients/<uuid:client_id>/state/", views.client_state, name="client_state"),
    path("clients/<uuid:client_id>/episodes/new/", views.episode_new, name="episode_new"),
    path("clients/<uuid:client_id>/invite/", views.client_invite, name="client_invite"),
    path(
        "clients/<uuid:client_id>/invitation/withdraw/",
        views.client_invitation_withdraw,
        name="client_invitation_withdraw",
    ),
    path("settings/tags/", tagging.tag_list, name="tag_list"),
    path("settings/tags/<uuid:tag_id>/", tagging.tag_edit, name="tag_edit"),
    path("settings/tags/<uuid:tag_id>/remove/", tagging.tag_remove, name="tag_remove"),
    path("l/invitation/<str:token>/", portal.invitation_accept, name="invitation_accept"),
]
