"""Addresses of merges."""

from django.urls import path

from clients.merging import views

urlpatterns = [
    path("clients/duplicates/", views.duplicate_list, name="duplicate_list"),
    path("clients/<uuid:client_id>/merge/", views.merge_choose, name="merge_choose"),
    path("clients/<uuid:client_id>/merge/<uuid:other_id>/", views.merge_new, name="merge_new"),
    path("clients/merges/<uuid:merge_id>/", views.merge_page, name="merge_page"),
    path("clients/merges/<uuid:merge_id>/undo/", views.merge_undo, name="merge_undo"),
]
