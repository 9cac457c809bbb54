"""Whoever opens the link of a mail acts as its client alone, or as the guardian it went to."""

from clients.guardians.queries import is_guardian
from clients.records.models import Client
from practice.core.actor import Actor, SuppleRequest, enter_as
from practice.core.links import Link
from practice.core.locales import use_locale
from practice.core.models import Practice
from practice.core.rules import Role


def enter_by_link(
    request: SuppleRequest, system: Actor, link: Link, client: Client, practice: Practice
) -> tuple[Actor, bool]:
    """Act as them from here on; False if it is theirs no more: a guardian's part has ended."""
    is_theirs = link.to is None or is_guardian(system, client.pk, link.to)
    actor = Actor(
        practice_id=practice.pk,
        role=Role.GUARDIAN if link.to else Role.CLIENT,
        client_id=client.pk,
        guardian_id=link.to,
        name=client.called,
        practice_name=practice.name,
        zone=client.timezone,
        locale=practice.locale,
        request_id=request.request_id,
    )
    enter_as(actor)
    request.actor = actor
    use_locale(actor)
    return actor, is_theirs
