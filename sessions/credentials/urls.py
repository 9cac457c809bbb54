"""Addresses of credentials."""

from django.urls import path

from sessions.credentials import views

_ONE = "settings/public-page/credentials/<uuid:credential_id>/"
urlpatterns = [
    path(
        "settings/public-page/<uuid:teacher_id>/credentials/new/",
        views.credential_new,
        name="credential_new",
    ),
    path(_ONE, views.credential_edit, name="credential_edit"),
    path(f"{_ONE}move/", views.credential_move, name="credential_move"),
    path(f"{_ONE}remove/", views.credential_remove, name="credential_remove"),
    path(f"{_ONE}evidence/", views.credential_evidence, name="credential_evidence"),
]
