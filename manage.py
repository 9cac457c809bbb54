#!/usr/bin/env python
"""Supple's command line: finds the database, the key and the environment by itself."""

import os
import sys
from pathlib import Path

OWNER_COMMANDS = {
    "migrate",
    "makemigrations",
    "sqlmigrate",
    "showmigrations",
    "squashmigrations",
    "dbshell",
    "createcachetable",
}


def main() -> None:
    """Run one management command, by default with the worker's database role."""
    venv_python = Path(__file__).parent / ".venv" / "bin" / "python"
    if "SUPPLE_IN_VENV" not in os.environ and venv_python.exists():
        os.environ["SUPPLE_IN_VENV"] = "1"
        if Path(sys.prefix).resolve() != venv_python.parent.parent.resolve():
            os.execv(str(venv_python), [str(venv_python), *sys.argv])  # noqa: S606 - itself
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practice.config.settings")
    os.environ.setdefault("SUPPLE_ROLE", "owner" if command in OWNER_COMMANDS else "worker")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
