"""The Celery application. It wakes; PostgreSQL remembers."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practice.config.settings")
if not settings.configured:
    # Imported by the worker or beat themselves; the web and commands have their own role by now.
    os.environ.setdefault("SUPPLE_ROLE", "worker")

app = Celery("supple")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        *("practice.outbox", "clients.files", "sessions.busy_times", "sessions.programs"),
        *("sessions.reminders", "sessions.waitlist", "sessions.public_page.booking"),
        *("sessions.check_ins.mailing", "sessions.progress.radar"),
        "practice.dashboard.morning",
    ]
)
app.conf.beat_schedule = {
    "outbox": {
        "task": "practice.outbox.tasks.tick",
        "schedule": float(settings.SUPPLE_TICK_SECONDS),
        "options": {"expires": settings.SUPPLE_TICK_SECONDS},
    },
    "reminders": {
        "task": "sessions.reminders.tasks.plan",
        "schedule": float(settings.SUPPLE_TICK_SECONDS),
        "options": {"expires": settings.SUPPLE_TICK_SECONDS},
    },
    "waitlist": {
        "task": "sessions.waitlist.tasks.settle",
        "schedule": float(settings.SUPPLE_TICK_SECONDS),
        "options": {"expires": settings.SUPPLE_TICK_SECONDS},
    },
    "passed_programs": {
        "task": "sessions.programs.tasks.end",
        "schedule": float(settings.SUPPLE_TICK_SECONDS),
        "options": {"expires": settings.SUPPLE_TICK_SECONDS},
    },
    "small_pictures": {
        "task": "clients.files.tasks.make_small",
        "schedule": float(settings.SUPPLE_TICK_SECONDS),
        "options": {"expires": settings.SUPPLE_TICK_SECONDS},
    },
    "busy_times": {
        "task": "sessions.busy_times.tasks.read",
        "schedule": float(settings.SUPPLE_TICK_SECONDS),
        "options": {"expires": settings.SUPPLE_TICK_SECONDS},
    },
    "unconfirmed_visitors": {
        "task": "sessions.public_page.booking.tasks.forget",
        "schedule": 3600.0,
        "options": {"expires": 1800},
    },
    "check_ins": {
        "task": "sessions.check_ins.mailing.tasks.ask",
        "schedule": 900.0,
        "options": {"expires": 600},
    },
    "radar": {
        "task": "sessions.progress.radar.tasks.judge",
        "schedule": 900.0,
        "options": {"expires": 600},
    },
    "mornings": {
        "task": "practice.dashboard.morning.tasks.plan",
        "schedule": float(settings.SUPPLE_TICK_SECONDS),
        "options": {"expires": settings.SUPPLE_TICK_SECONDS},
    },
    "swept_files": {
        "task": "clients.files.tasks.sweep",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600},
    },
}
