"""Addresses of files."""

from django.urls import path

from clients.files import portal, views

urlpatterns = [
    path("clients/<uuid:client_id>/files/", views.client_files, name="client_files"),
    path("clients/<uuid:client_id>/letters/new/", views.letter_new, name="letter_new"),
    path("clients/<uuid:client_id>/photos/new/", views.photo_new, name="photo_new"),
    path("clients/<uuid:client_id>/photos/compare/", views.photo_compare, name="photo_compare"),
    path("files/<uuid:file_id>/", views.file_page, name="file_page"),
    path("files/<uuid:file_id>/content/", views.file_content, name="file_content"),
    path("files/<uuid:file_id>/small/", views.file_small, name="file_small"),
    path("files/<uuid:file_id>/share/", views.file_share, name="file_share"),
    path("files/<uuid:file_id>/delete/", views.file_delete, name="file_delete"),
    path("portal/files/", portal.portal_files, name="portal_files"),
    path("portal/photos/compare/", portal.portal_photo_compare, name="portal_photo_compare"),
    path(
        "portal/files/<uuid:file_id>/content/",
        portal.portal_file_content,
        name="portal_file_content",
    ),
    path("portal/files/<uuid:file_id>/small/", portal.portal_file_small, name="portal_file_small"),
    path(
        "portal/files/<uuid:file_id>/delete/", portal.portal_file_delete, name="portal_file_delete"
    ),
]
