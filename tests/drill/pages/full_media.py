"""A practice with all the pictures, sounds and videos that fit beside its movements."""

from itertools import product
from typing import Any

from clients.records.models import Client, Episode
from practice.core.actor import acting
from practice.core.clock import now
from sessions.movements.library import MOVEMENTS
from sessions.movements.media.rules import LONGEST_TRANSCRIPT, MEDIA_MOST
from sessions.movements.models import MovementMedia
from sessions.programs.models import HomeProgram
from sessions.programs.rules import TOTAL_SOFT_CAP
from sessions.programs.services import activate_program, create_program
from tests.cast import House
from tests.clients.files.making import keep
from tests.full import LINE
from tests.sessions.movements.writing import SOUND
from tests.sessions.programs import building

TITLE = 100  # letters: what is told in words weighs as much as it says


def practised(house: House, client: Client, episode: Episode) -> HomeProgram:
    """A program of as many movements as are kept easily, those that say most, each with all that
    fits beside it and words to each."""
    most = sorted(MOVEMENTS, key=lambda one: -sum(len(step.words) + 300 for step in one.steps))
    with acting(house.boss) as boss:
        items = [
            building.item(boss, one.code, note=LINE, unlock_reason=LINE)
            for one in most[:TOTAL_SOFT_CAP]
        ]
        data = building.data(*items, cue=LINE, note_to_client=LINE, many_reason=LINE)
        made = create_program(actor=boss, episode=episode, data=data)
        for item, number in product(items, range(MEDIA_MOST)):
            _media(house, item.movement, f"{number} {LINE * 4}"[:TITLE])
        return activate_program(actor=boss, home_program=made)


def _media(house: House, movement: Any, title: str) -> None:
    MovementMedia(
        practice_id=house.practice.pk,
        movement=movement,
        kind="audio",
        title=title,
        transcript=(f"{LINE} " * LONGEST_TRANSCRIPT)[:LONGEST_TRANSCRIPT],
        stored_as=keep(house, SOUND),
        content_type="audio/mpeg",
        size=len(SOUND),
        added_at=now(),
        added_by=house.owner,
    ).save(force_insert=True)


def heard(house: House) -> MovementMedia:
    """One of them."""
    with acting(house.boss) as boss:
        return MovementMedia.objects.visible_to(boss).order_by("id")[0]
