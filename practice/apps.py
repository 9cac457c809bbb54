"""The practice's app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeConfig(AppConfig):
    """The practice itself and the roof over the rooms."""

    name = "practice"
    label = "practice"

    def ready(self) -> None:
        """Say which mails the roof writes, and whom to wake."""
        # Without the app, a page that wakes the worker would ask a broker nobody named.
        import practice.config.celery  # noqa: F401, PLC0415
        from practice.dashboard.morning.emails import render_morning  # noqa: PLC0415 - models first
        from practice.dashboard.morning.services import KIND as MORNING  # noqa: PLC0415
        from practice.outbox.kinds import register, register_people  # noqa: PLC0415
        from practice.team.emails import KIND, render_account, render_staff_invitation  # noqa: PLC0415
        from practice.team.queries import team_names  # noqa: PLC0415

        register(KIND, render_account)
        register("staff_invitation", render_staff_invitation, _("colleague’s invitation"))
        register(MORNING, render_morning, _("Today by mail"))
        register_people("team", team_names)
