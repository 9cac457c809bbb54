"""A practice's own points and thresholds."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Practice
from sessions.progress.radar.models import RadarSettings
from sessions.progress.radar.queries import in_force
from sessions.progress.radar.rules import changed_in, wrong_in
from sessions.progress.radar.services.running import begin_anew


@transaction.atomic
def change_settings(*, actor: Actor, values: Mapping[str, int]) -> bool:
    """Keep what differs from the house's; today's run begins anew. False where nothing changed."""
    actor.require("settings.write")
    wrong = wrong_in(values)
    if wrong is not None:
        words = _(wrong.message) % {"low": wrong.low, "high": wrong.high}
        raise DomainError(words, field=wrong.name)
    return _keep(actor, changed_in(values))


@transaction.atomic
def back_to_defaults(*, actor: Actor) -> bool:
    """Count as the house does; the version grows, since verdicts name it."""
    actor.require("settings.write")
    return _keep(actor, {})


def _keep(actor: Actor, changed: Mapping[str, int]) -> bool:
    Practice.objects.select_for_update().get(pk=actor.practice_id)  # one change at a time
    rows = RadarSettings.objects.visible_to(actor, "settings.write")
    found = rows.first()
    if changed == (found.changed if found else {}):
        return False
    version = found.version if found else 0
    RadarSettings._base_manager.update_or_create(
        practice_id=actor.practice_id,
        defaults={
            "changed": dict(changed),
            "version": version + 1,
            "changed_at": now(),
            "changed_by_id": cast(UUID, actor.membership_id),
        },
    )
    begin_anew(actor, in_force(actor).today)
    return True
