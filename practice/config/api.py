"""Addresses of the API, version 1."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from clients.records.api import ClientView

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path(
        "clients/",
        ClientView.as_view({"get": "list", "post": "create"}),
        name="api_client_list",
    ),
    path(
        "clients/<uuid:client_id>/",
        ClientView.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api_client",
    ),
]
