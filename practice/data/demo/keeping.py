"""What the first practice keeps for itself: tags to sort clients by, phrases for notes, a card."""

from uuid import UUID

from clients.hand_overs.services import hand_over, undo_hand_over
from clients.mail_wishes.rules import MailKind
from clients.mail_wishes.services import say_wish
from clients.person_notes.services import correct_person_note, write_person_note
from clients.records.models import Client
from clients.records.services import add_tag, tag_client
from practice.core.actor import Actor, acting
from practice.data.demo.moving import keep_movements
from practice.data.demo.scene import Scene
from sessions.notes.services import add_phrase
from sessions.understanding.services import CardData, write_card

TAGS = {
    "At the wheel": ("Oluwaseun", "Tomas"),
    "Desk work": ("Kwabena", "Emeka"),
    "Makes music": ("Anselm", "Ingrid"),
    "On their feet all day": ("Diego", "Halima", "Samuel"),
    "Runs or rows": ("Dmitri", "Noor", "Yuki"),
    "Thursday group": ("Aroha", "Diego", "Ingrid", "Marta", "Noor", "Rafael", "Saoirse"),
}
PHRASES = {
    "observed": (
        "Head turns late.",
        "Left hip higher than the right.",
        "Shoulders rise with the breath.",
        "Walks with short steps.",
        "Weight on the right.",
    ),
    "sensed_by_hand": (
        "Does not let go when the leg is lowered.",
        "Lets go in steps, with shaking.",
        "Long and quiet to the touch.",
    ),
    "pattern": ("Braces before moving, and holds the breath.", "Leans to the right."),
    "retest": (
        "Comes to sitting without a pull.",
        "Same as before the lesson.",
        "Turns further, and easier.",
    ),
    "felt_change": ("Feels longer on one side.", "Feels no difference yet.", "Stands taller."),
    "home_movements": ("Once a day, lying down, slowly.", "Only as far as it is easy."),
    "plan": (
        "Integrate before anything new is freed.",
        "Look again at sitting.",
        "Slower, and fewer.",
    ),
}


# What somebody noted of a person: given name, days ago, the note, and what it was corrected to.
NOTED = (
    (
        "Marta",
        40,
        "Drives in from Taos: not before ten.",
        "Drives in from Taos: not before eleven.",
    ),
    ("Samuel", 60, "Prefers a call to a mail when a time has to move.", ""),
    ("Noor", 70, "Rows on Thursdays and Sundays; sore the day after.", ""),
    ("Diego", 20, "Comes straight from the kitchen. Have water ready.", ""),
)
CARD = CardData(
    title="Your phone and your neck",
    summary="Where the eyes go, the head follows, and the back goes along.",
    body="Hold your phone as you always do, and stay like that for three breaths. What has your "
    "back done by itself?\n\nNow let your eyes rise slowly to the horizon, and let the head go "
    "along. That is all. Do it when you think of it; nothing is counted.",
    source="Our lessons",
    author="Olive Marchetti",
    licence="own words",
    offered_to_all=True,
)


def hand_over_some(scene: Scene) -> None:
    """Two clients went from the practitioner to the owner, and one came back."""
    for given, is_back in (("Aroha", False), ("Marta", True)):
        staff = scene.staff
        with scene.at(12 if is_back else 30, 8), acting(staff.owner) as owner:
            client = Client.objects.visible_to(owner).get(given_name=given)
            to = staff.owner if client.assigned_to_id != staff.owner.membership_id else None
            made, _number = hand_over(
                actor=owner,
                from_id=client.assigned_to_id,
                to_id=(to or staff.practitioner).membership_id,
                client_ids=[client.pk],
            )
        if is_back:
            with scene.at(11, 8), acting(staff.owner) as owner:
                undo_hand_over(actor=owner, hand_over_id=made.pk)


def say_wishes(scene: Scene) -> None:
    """What some said about mails, as somebody wrote it down."""
    for given, days, about, wanted in (
        ("Marta", 45, MailKind.INTAKE, True),
        ("Noor", 50, MailKind.INTAKE, False),
    ):
        with scene.at(days, 9), acting(scene.staff.owner) as owner:
            client = Client.objects.visible_to(owner).get(given_name=given)
            say_wish(actor=owner, client_id=client.pk, about=about, wanted=wanted)


def note_persons(scene: Scene) -> None:
    """Let the practitioner note what belongs to no lesson, and correct one of them."""
    for given, days, about, corrected in NOTED:
        with scene.at(days, 9), acting(scene.staff.practitioner) as actor:
            client = Client.objects.visible_to(actor).get(given_name=given)
            note = write_person_note(actor=actor, client=client, about=about)
        if corrected:
            with scene.at(days - 3, 9), acting(scene.staff.practitioner) as actor:
                correct_person_note(actor=actor, person_note_id=note.pk, about=corrected, version=1)


def keep_words(owner: Actor) -> None:
    """Let the owner keep them, as on the settings' pages."""
    with acting(owner):
        has: dict[str, list[UUID]] = {}
        for name, people in TAGS.items():
            tag = add_tag(actor=owner, name=name)
            for given in people:
                has.setdefault(given, []).append(tag.pk)
        for client in Client.objects.visible_to(owner).filter(given_name__in=has):
            tag_client(actor=owner, client=client, tag_ids=has[client.given_name])
        for part, texts in PHRASES.items():
            for text in texts:
                add_phrase(actor=owner, part=part, text=text)
        write_card(actor=owner, data=CARD)
        keep_movements(owner)
