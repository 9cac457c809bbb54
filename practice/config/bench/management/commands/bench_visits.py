"""manage.py bench_visits: what bin/bench asks this database, as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from practice.config.bench.visits import planned_visits


class Command(BaseCommand):
    """Signs in, looks up what there is, and asks everything once while counting statements."""

    help = "Say what to ask this bench database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list."""
        self.stdout.write(json.dumps(planned_visits()))
