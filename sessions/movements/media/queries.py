"""Reads of what belongs to a movement beside its words: one door, and lists of it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.http import Http404

from practice.core.actor import Actor
from practice.core.elsewhere import host_of
from sessions.movements.media.rules import MediaKind
from sessions.movements.models import MovementMedia


class ShownMedia:
    """One of them as a page shows it."""

    def __init__(self, media: MovementMedia) -> None:
        self.media = media
        self.kind = MediaKind(media.kind).value
        self.host = host_of(media.url)


def media_of(actor: Actor, movement_ids: Collection[UUID]) -> dict[UUID, list[ShownMedia]]:
    """What belongs to these movements, in the order it came. One statement, none for none."""
    if not movement_ids:
        return {}
    found: dict[UUID, list[ShownMedia]] = {}
    rows = MovementMedia.objects.visible_to(actor).filter(movement_id__in=movement_ids)
    for media in rows.order_by("movement_id", "id"):
        found.setdefault(media.movement_id, []).append(ShownMedia(media))
    return found


def get_media(actor: Actor, media_id: UUID, action: str = "movement.read") -> MovementMedia:
    """The one door to a picture, a sound, a video or a link of the practice's library.

    In the portal `sessions.programs` narrows it to what a program of theirs has.
    """
    rows = MovementMedia.objects.visible_to(actor, action).select_related("movement")
    found = rows.filter(pk=media_id).first()
    if found is None:
        raise Http404("media")
    return found


def count_media(actor: Actor, movement_id: UUID) -> int:
    """How many a movement has."""
    return MovementMedia.objects.visible_to(actor).filter(movement_id=movement_id).count()


def names_known(actor: Actor, names: Sequence[str]) -> set[str]:
    """Which of these names of the store belong to a movement."""
    rows = MovementMedia.objects.visible_to(actor).filter(stored_as__in=names)
    return set(rows.values_list("stored_as", flat=True))
