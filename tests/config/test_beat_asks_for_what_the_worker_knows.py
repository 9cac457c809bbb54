"""Each task that beat asks for is one that a worker has, started by itself as in real life."""

import json
import subprocess
import sys
from pathlib import Path

from practice.config.celery import app

ROOT = Path(__file__).parents[2]
KNOWN = """
import json
from practice.config.celery import app
app.loader.import_default_modules()
print(json.dumps(sorted(app.tasks)))
"""


def test_a_worker_knows_every_task_of_beat() -> None:
    asked = {entry["task"] for entry in app.conf.beat_schedule.values()}
    worker = [sys.executable, "-W", "ignore", "-c", KNOWN]
    said = subprocess.run(worker, cwd=ROOT, capture_output=True, text=True, check=True)
    known = set(json.loads(said.stdout.splitlines()[-1]))
    assert "practice.outbox.tasks.tick" in asked
    assert asked - known == set()
