"""manage.py bench_people: the practices and logins of an empty bench database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from practice.config.bench.accounts import SMALL_PRACTICES
from practice.config.bench.people import make_people


class Command(BaseCommand):
    """For bin/bench alone; what grows comes after it, by seed.sql."""

    help = "Found the practices of an empty bench database."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many beside the measured one."""
        parser.add_argument("--practices", type=int, default=SMALL_PRACTICES)

    def handle(self, *args: Any, **options: Any) -> None:
        """Found them."""
        make_people(options["practices"])
