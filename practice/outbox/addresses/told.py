"""What a provider tells of a mail that it took: it came back for good, or is not wanted there.

What came back for another reason than its address (full, a policy) failed, and marks nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason

from practice.outbox.addresses.rules import Why, speaks_of_address


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event about one mail of ours, by the name that the provider gave it.

    Without `why` it came back, and that says nothing of the address.
    """

    practice_id: UUID
    message_id: UUID
    provider_id: str
    address: str
    why: Why | None
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


def _of_address(provider: str, event: AnymailTrackingEvent) -> bool:
    """Whether what came back for good did so for its address. A status decides that they pass on;
    without one those are believed that tell a missing mailbox from a full one by themselves."""
    words = f"{event.mta_response or ''} {event.description or ''}"
    said = speaks_of_address(words)
    return provider != "mailgun" if said is None else said


def told(provider: str, event: AnymailTrackingEvent) -> Told | None:
    """What follows from an event; None where nothing does, or it is about no mail of ours."""
    why: Why | None
    if event.event_type == EventType.COMPLAINED:
        why = Why.COMPLAINED
    elif _for_good(provider, event):
        why = Why.BOUNCED if _of_address(provider, event) else None
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
