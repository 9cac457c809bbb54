"""manage.py bench_people: the practices and logins of an empty bench database."""

from typing import Any

from django.core.management.base import BaseCommand

from practice.config.bench.people import make_people


class Command(BaseCommand):
    """For bin/bench alone; what grows comes after it, by seed.sql."""

    help = "Found the practices of an empty bench database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Found them."""
        make_people()
