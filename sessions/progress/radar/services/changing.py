"""A practice's own points and thresholds."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.models import Practice
from sessions.progress.radar.models import RadarSettings
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
    practice = Practice.objects.select_for_update().get(pk=actor.practice_id)  # one at a time
    found = RadarSettings.objects.visible_to(actor, "settings.write").first()
    if changed == (found.changed if found else {}):
        return False
    row = found or RadarSettings(practice_id=actor.practice_id, version=0)
    row.changed, row.version, row.changed_at = dict(changed), row.version + 1, now()
    row.changed_by_id = cast(UUID, actor.membership_id)
    row.save(force_insert=found is None)
    begin_anew(actor, today_in(practice.timezone))
    return True
