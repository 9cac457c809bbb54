"""Print the one-time address at which the first practice is set up."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from practice.team.services import make_setup_link


class Command(BaseCommand):
    """Make a new link; an older one stops working."""

    help = "Print the one-time address at which the first practice is set up."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print the address, or say that Supple is set up."""
        secret = make_setup_link()
        if secret is None:
            self.stdout.write("Supple is set up. Sign in at " + settings.SUPPLE_BASE_URL + "/")
            return
        address = settings.SUPPLE_BASE_URL + reverse("set_up", kwargs={"token": secret})
        self.stdout.write(
            f"Nothing is set up yet. Begin here, within a day; the link works once:\n{address}"
        )
