"""The clients' app."""

from django.apps import AppConfig

from practice.core.built_ins import register


class ClientsConfig(AppConfig):
    """Who the client is."""

    name = "clients"
    label = "clients"

    def ready(self) -> None:
        """Say what each new practice gets a copy of, and which mails this room writes."""
        from clients.symptoms.services import copy_vocabulary  # noqa: PLC0415 - models first

        register("vocabulary", copy_vocabulary)
