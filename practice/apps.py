"""The practice's app."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """The practice itself and the roof over the rooms."""

    name = "practice"
    label = "practice"

    def ready(self) -> None:
        """Say which mails the roof writes, and whom to wake."""
        # Without the app, a page that wakes the worker would ask a broker nobody named.
        import practice.config.celery  # noqa: F401, PLC0415
        from practice.outbox.kinds import register  # noqa: PLC0415 - models first
        from practice.team.emails import KIND, render_account  # noqa: PLC0415

        register(KIND, render_account)
