"""The sessions' app."""

from django.apps import AppConfig

from practice.core.built_ins import register


class SessionsConfig(AppConfig):
    """What happens with clients. The label keeps clear of Django's own sessions."""

    name = "sessions"
    label = "care_sessions"

    def ready(self) -> None:
        """Say what each new practice gets a copy of, and which mails this room writes."""
        from sessions.movements.services import copy_library  # noqa: PLC0415 - models first

        register("movements", copy_library)
