"""Letters and posture photos of the demo, drawn by code: nobody stood before a camera for them."""

import io
from collections.abc import Sequence

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from clients.files.rules import PostureView
from clients.files.services import LetterData, PhotoData, add_letter, add_photo
from clients.records.models import Client
from clients.records.queries import open_episode_of
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.data.demo.scene import Scene

SIZE = (900, 1200)
WALL, FLOOR, SKIN, CLOTH = (214, 206, 192), (158, 142, 122), (176, 138, 112), (84, 98, 112)
GIVEN = "Samuel"
# Days ago, view, and how far the figure leans and how high one shoulder stands, in dots.
PHOTOS = (
    (80, PostureView.FRONT, 34, 40),
    (80, PostureView.LEFT, 70, 0),
    (12, PostureView.FRONT, 6, 10),
    (12, PostureView.LEFT, 14, 0),
)
LETTER = (
    "Canyon Family Practice",
    "",
    "To whom it may concern,",
    "",
    "nothing stands in the way of gentle movement lessons.",
    "Please let us know if anything changes.",
    "",
    "A doctor of the demo",
)


def _limb(draw: ImageDraw.ImageDraw, points: list[tuple[int, int]], width: int) -> None:
    colour = CLOTH if width > 40 else SKIN
    draw.line(points, fill=colour, width=width, joint="curve")
    for x, y in points:
        draw.ellipse((x - width // 2, y - width // 2, x + width // 2, y + width // 2), fill=colour)


def figure(view: PostureView, lean: int, tilt: int) -> bytes:
    """Somebody standing before a wall, who leans and holds one shoulder up."""
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 1040, *SIZE), fill=FLOOR)
    draw.line((450, 0, 450, 1040), fill=(196, 188, 172), width=3)
    chest, hips = (450 + lean, 430), (450 - lean // 3, 680)
    apart = 70 if view in {PostureView.FRONT, PostureView.BACK} else 14
    for side in (-1, 1):
        _limb(draw, [(hips[0] + side * apart // 2, 690), (450 + side * apart, 1080)], 62)
        up = tilt * (side > 0)
        shoulder = (chest[0] + side * apart * 5 // 4, 350 - up)
        _limb(
            draw,
            [shoulder, (shoulder[0] + side * apart // 3, 540 - up // 2), (shoulder[0], 690)],
            38,
        )
    _limb(draw, [(chest[0], 380), chest, hips], 150 if apart > 20 else 110)
    head = (chest[0] + lean // 2, 230 - tilt // 4)
    _limb(draw, [head, (chest[0], 330)], 40)
    draw.ellipse((head[0] - 62, head[1] - 80, head[0] + 62, head[1] + 70), fill=SKIN)
    to = io.BytesIO()
    picture.save(to, "JPEG", quality=85)
    return to.getvalue()


def typed_page(lines: Sequence[str]) -> bytes:
    """A page with a few lines, as a PDF."""
    page = Image.new("RGB", (1240, 1754), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(36)
    for number, line in enumerate(lines):
        draw.text((160, 240 + 70 * number), line, fill=(30, 30, 30), font=font)
    to = io.BytesIO()
    page.save(to, "PDF", resolution=150)
    return to.getvalue()


def keep_pictures(scene: Scene) -> None:
    """Let the practitioner keep a letter that is shared, and photos from before and after."""
    actor = scene.staff.practitioner
    with scene.at(82, 11), acting(actor):
        client = Client.objects.visible_to(actor).get(given_name=GIVEN)
        kept = ContentFile(typed_page(LETTER), name="From the doctor.pdf")
        said = LetterData(title="From the doctor", is_shared=True)
        add_letter(actor=actor, client=client, upload=kept, said=said)
    for days, view, lean, tilt in PHOTOS:
        with scene.at(days, 12), acting(actor):
            photo = PhotoData(
                view=view,
                taken_on=today_in(actor.zone),
                episode=open_episode_of(actor, client.pk),
            )
            kept = ContentFile(figure(view, lean, tilt), name=f"{view.value}.jpg")
            add_photo(actor=actor, client=client, upload=kept, said=photo)
