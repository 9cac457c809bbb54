"""The clients' app."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Who the client is."""

    name = "clients"
    label = "clients"
