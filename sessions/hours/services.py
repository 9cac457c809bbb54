"""Writes of services and hours."""

from clients.records.rules import fold
from practice.core.actor import Actor
from sessions.hours.models import Service
from sessions.hours.rules import SERVICES

VERSION = 1


def copy_services(actor: Actor) -> None:
    """Copy the built-in services into a new practice."""
    Service._base_manager.bulk_create(
        Service(
            practice_id=actor.practice_id,
            built_in_code=ours.code,
            built_in_version=VERSION,
            name=ours.name,
            folded=fold(ours.name),
            kind=ours.kind.value,
            minutes=ours.minutes,
            buffer_after_minutes=ours.buffer_after_minutes,
        )
        for ours in SERVICES
    )
