"""The sessions' app."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """What happens with clients. The label keeps clear of Django's own sessions."""

    name = "sessions"
    label = "care_sessions"
