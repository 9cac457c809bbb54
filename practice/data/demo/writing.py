"""What some clients and their practitioner wrote to each other."""

from clients.messages.queries import thread_of
from clients.messages.services import mark_read, send_message
from clients.records.models import Client
from practice.core.actor import Actor, acting, system_actor
from practice.data.demo.mailing import carry
from practice.data.demo.scene import Scene

ANSWERS_WITHIN = "We answer within two working days."
# Whose thread, days ago, hour, whether the client writes, what; the other side reads all but the
# last, which waits.
WRITTEN = (
    (
        "Samuel",
        9,
        18,
        True,
        "The side curl goes well lying down. On a chair I lose the slow part. Shall I leave the"
        " chair out for now?",
    ),
    (
        "Samuel",
        8,
        12,
        False,
        "Yes, leave it out until we meet. Lying down, and half as slow again.",
    ),
    ("Noor", 4, 20, True, "I rowed twice this week, and my back was quiet the day after."),
    ("Samuel", 1, 20, True, "A question before Thursday: may I walk to the lesson, or drive?"),
)


def write_messages(scene: Scene) -> None:
    """A question and its answer, one that needs none, and one that waits."""
    for written in WRITTEN:
        given, days, hour, by_client, said = written
        staff = scene.staff.practitioner
        with acting(staff):
            client = Client.objects.visible_to(staff).filter(given_name=given).first()
        if client is None:
            continue
        hers = Scene.as_client(client)
        writer, reader = (hers, staff) if by_client else (staff, hers)
        with scene.at(days, hour), acting(writer):
            send_message(actor=writer, client=client, said=said)
        with scene.at(days, hour + 1):
            carry(system_actor(staff.practice_id))
        if written is not WRITTEN[-1]:
            with scene.at(days, hour + 2):
                _read(reader, client)


def _read(reader: Actor, client: Client) -> None:
    with acting(reader):
        new = thread_of(reader, client.pk, client.called).new
        if new is not None:
            since, through = new
            mark_read(actor=reader, client_id=client.pk, since=since, through=through)
