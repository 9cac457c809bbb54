"""What a practice teaches and looks at of its own, for walking every address."""

from typing import Any

from clients.symptoms.services import add_muscle_group
from practice.core.actor import acting
from sessions.techniques.services import add_technique, save_protocol
from sessions.understanding.picturing import keep_picture
from sessions.understanding.services import write_card
from tests.cast import House
from tests.clients.files.making import a_picture, sent
from tests.sessions.understanding.making import A_CARD


def put_taught(house: House) -> dict[str, Any]:
    """What the practice teaches and looks at of its own, by the names of their addresses."""
    hands: dict[str, Any] = {"name": "The hands", "lineage": "", "reflex": "", "order": None}
    with acting(house.boss) as boss:
        technique = add_technique(actor=boss, name="Rocking", lineage="", hands_on=True)
        protocol = save_protocol(actor=boss, protocol=None, **hands)
        jaw = add_muscle_group(actor=boss, name="Jaw", layer="sleeve")
        card = write_card(actor=boss, data=A_CARD)
        kept = sent(a_picture(), "jaw.jpg", "image/jpeg")
        keep_picture(actor=boss, card_id=card.pk, upload=kept, says="A jaw that hangs")
    return {
        "technique_id": technique.pk,
        "protocol_id": protocol.pk,
        "muscle_group_id": jaw.pk,
        "card_id": card.pk,
    }
