"""Addresses."""

from django.urls import path

from clients.texts import views

urlpatterns = [
    path("settings/texts/", views.text_list, name="text_list"),
    path("settings/texts/<uuid:document_id>/", views.text_page, name="text_page"),
    path("settings/texts/<uuid:document_id>/edit/", views.text_edit, name="text_edit"),
]
