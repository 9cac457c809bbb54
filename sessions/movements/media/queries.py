"""Reads of what belongs to a movement beside its words: one door, and lists of it."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import Left
from django.http import Http404

from practice.core.actor import Actor
from practice.core.elsewhere import host_of
from sessions.movements.media.rules import MediaKind
from sessions.movements.models import MovementMedia

FIRST_LETTERS = 160  # of what is said in it, beside a movement; all of it has a page


class ShownMedia:
    """One of them as a page shows it: `said` is what is said in it, or how that begins."""

    def __init__(self, media: MovementMedia, said: str) -> None:
        self.media = media
        self.kind = MediaKind(media.kind).value
        self.host = host_of(media.url)
        self.said = said
        self.goes_on = False

    @classmethod
    def beside(cls, media: MovementMedia, begins: str) -> "ShownMedia":
        """It with its first letters; `begins` has one more where there is more."""
        shown = cls(media, begins)
        if len(begins) > FIRST_LETTERS:
            shown.said = begins[:FIRST_LETTERS].rsplit(maxsplit=1)[0]
            shown.goes_on = True
        return shown


def media_of(actor: Actor, movement_ids: Collection[UUID]) -> dict[UUID, list[ShownMedia]]:
    """What belongs to these movements, in the order it came, each with the first letters of what
    is said in it. One statement, none for none."""
    if not movement_ids:
        return {}
    found: dict[UUID, list[ShownMedia]] = {}
    rows = MovementMedia.objects.visible_to(actor).filter(movement_id__in=movement_ids)
    short: Any = rows.defer("transcript").annotate(begins=Left("transcript", FIRST_LETTERS + 1))
    for media in short.order_by("movement_id", "id"):
        shown = ShownMedia.beside(media, media.begins)
        found.setdefault(media.movement_id, []).append(shown)
    return found


def others_beside(actor: Actor, media: MovementMedia) -> list[tuple[UUID, str]]:
    """What else belongs to its movement: id and what it shows."""
    rows = MovementMedia.objects.visible_to(actor).filter(movement_id=media.movement_id)
    return list(rows.exclude(pk=media.pk).order_by("id").values_list("pk", "title"))


def whole(actor: Actor, media: MovementMedia) -> dict[str, Any]:
    """One of them with all that is said in it, and what else there is: for its own page."""
    return {
        "movement": media.movement,
        "media": [ShownMedia(media, media.transcript)],
        "others": others_beside(actor, media),
    }


def get_media(actor: Actor, media_id: UUID, action: str = "movement.read") -> MovementMedia:
    """The one door to a picture, a sound, a video or a link of the practice's library.

    In the portal `sessions.programs` narrows it to what a program of theirs has.
    """
    rows = MovementMedia.objects.visible_to(actor, action).select_related("movement")
    found = rows.by_id(media_id)
    if found is None:
        raise Http404("media")
    return found


def count_media(actor: Actor, movement_id: UUID) -> int:
    """How many a movement has."""
    return MovementMedia.objects.visible_to(actor).filter(movement_id=movement_id).count()


def bytes_kept(actor: Actor) -> int:
    """How many bytes belong to movements of the practice."""
    rows = MovementMedia.objects.visible_to(actor)
    return int(rows.aggregate(all=Sum("size"))["all"] or 0)


def names_known(actor: Actor, names: Sequence[str]) -> set[str]:
    """Which of these names of the store belong to a movement."""
    rows = MovementMedia.objects.visible_to(actor).filter(stored_as__in=names)
    return set(rows.values_list("stored_as", flat=True))
