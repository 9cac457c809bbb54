"""manage.py demo: fill an empty database with the demo practices, or keep the ones it holds."""

import json
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from practice.core.models import User
from practice.data.demo.build import Login, build_demo, emails
from practice.team.queries import installation

REFUSED = 3  # the exit code for a database that holds anything else


class Command(BaseCommand):
    """Prints the logins and writes them to $SUPPLE_HOME/demo.json."""

    help = "Fill an empty database with the demo practices; keep them at a restart."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, or keep, or refuse."""
        path = settings.SUPPLE_HOME / "demo.json"
        found = installation()
        if found.others:
            words = "This database holds a practice that is no demo. Nothing was changed."
            raise CommandError(words, returncode=REFUSED)
        logins = self._known(path) if found.demos else None
        if logins is None:
            logins = self._new_logins()
            with transaction.atomic():
                if found.demos:
                    self._reset(logins)
                else:
                    self.stdout.write("Building the demo practices …")
                    build_demo(logins)
        told = {"base_url": settings.SUPPLE_BASE_URL, **logins}
        path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
        path.chmod(0o600)
        for name, login in logins.items():
            self.stdout.write(f"  {name:<20} {login['email']:<40} {login['password']}")
        self.stdout.write(f"These logins are kept in {path}")

    @staticmethod
    def _known(path: Any) -> dict[str, Login] | None:
        if not path.is_file():
            return None
        told = json.loads(path.read_text(encoding="utf-8"))
        return {name: told[name] for name in emails()}

    @staticmethod
    def _new_logins() -> dict[str, Login]:
        return {
            name: Login(email=email, password=secrets.token_urlsafe(12))
            for name, email in emails().items()
        }

    @staticmethod
    def _reset(logins: dict[str, Login]) -> None:
        for login in logins.values():
            user = User.objects.get(email=login["email"])
            user.set_password(login["password"])
            user.save(update_fields=["password"])
