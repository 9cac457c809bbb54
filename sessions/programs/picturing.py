"""A practice's own pictures of its own movements, made ready to be printed."""

import io
from base64 import b64encode
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from PIL import Image

from clients.files.store import log, pieces
from practice.core.actor import Actor
from sessions.movements.media.queries import media_of
from sessions.movements.media.rules import MediaKind
from sessions.movements.models import MovementMedia
from sessions.programs.models import ProgramItem

WIDEST, HIGHEST = 900, 560  # dots: a third of a page, sharp; a tall one takes no more than a wide
QUALITY = 82


class Picture(NamedTuple):
    """What stands where a drawing would: an SVG that holds it, and what it shows in words."""

    svg: str
    alt: str


def pictures_of(actor: Actor, items: Iterable[ProgramItem]) -> dict[UUID, Picture]:
    """The first picture of each movement that the practice wrote itself and has one of."""
    own = {item.movement.pk for item in items if item.movement_id and item.movement.is_own}
    found: dict[UUID, Picture] = {}
    for movement_id, beside in media_of(actor, own).items():
        media = next((one.media for one in beside if one.kind == MediaKind.PICTURE), None)
        if media and (svg := _as_svg(media)):
            found[movement_id] = Picture(svg, media.title)
    return found


def _as_svg(media: MovementMedia) -> str:
    """It small enough for paper; "" where its bytes are gone, which is no reason not to print."""
    try:
        whole = io.BytesIO(b"".join(pieces(media.stored_as, 0, media.size)))
        with Image.open(whole) as opened:
            opened.thumbnail((WIDEST, HIGHEST))
            width, height = opened.size
            small = io.BytesIO()
            opened.convert("RGB").save(small, "JPEG", quality=QUALITY)
    except OSError:
        log.exception("a movement's picture cannot be printed")
        return ""
    room = max(width, height * WIDEST // HIGHEST)  # beside a tall one is room, as on the page
    held = b64encode(small.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {room} {height}">'
        f'<image x="{(room - width) // 2}" width="{width}" height="{height}"'
        f' href="data:image/jpeg;base64,{held}"/></svg>'
    )
