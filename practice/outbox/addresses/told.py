"""What a provider tells of a mail that it took: it came back for good, or is not wanted there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason

from practice.outbox.addresses.rules import Why


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event about one mail of ours, by the name that the provider gave it."""

    practice_id: UUID
    message_id: UUID
    provider_id: str
    address: str
    why: Why
    detail: str


# How each says that a mailbox is not there and will not be, and not only full or slow: their own
# words, since "bounced" means both for some.
_FOR_GOOD: Mapping[str, tuple[str, frozenset[str]]] = {
    "postmark": ("Type", frozenset({"HardBounce", "BadEmailAddress"})),
    "brevo": ("event", frozenset({"hard_bounce", "invalid_email"})),
}


def _for_good(provider: str, event: AnymailTrackingEvent) -> bool:
    if event.event_type not in {EventType.BOUNCED, EventType.REJECTED}:
        return False
    said: Any = event.esp_event or {}
    if provider in _FOR_GOOD:
        name, words = _FOR_GOOD[provider]
        return said.get(name) in words
    if provider == "resend":
        bounce = (said.get("data") or {}).get("bounce") or {}
        return bounce.get("type") == "Permanent"
    return event.reject_reason in {RejectReason.BOUNCED, RejectReason.INVALID}


def told(provider: str, event: AnymailTrackingEvent) -> Told | None:
    """What follows from an event; None where nothing does, or it is about no mail of ours."""
    if event.event_type == EventType.COMPLAINED:
        why = Why.COMPLAINED
    elif _for_good(provider, event):
        why = Why.BOUNCED
    else:
        return None
    try:
        ours = event.metadata or {}
        practice_id, message_id = UUID(str(ours["practice"])), UUID(str(ours["mail"]))
    except (KeyError, TypeError, ValueError):
        return None
    if not event.message_id or not event.recipient:
        return None
    return Told(
        practice_id=practice_id,
        message_id=message_id,
        provider_id=str(event.message_id),
        address=str(event.recipient),
        why=why,
        detail=str(event.mta_response or event.description or ""),
    )
