"""The first demo practice shows itself: its page, two people, a lesson, its own words in a mail."""

from practice.core.actor import acting
from practice.data.demo.scene import Scene
from practice.outbox.texts.rules import OwnText
from practice.outbox.texts.services import word_text
from sessions.hours.models import Service
from sessions.public_page.services import PageData, ProfileData, save_page, save_profile

SLUG = "linden-somatics"
ABOUT = (
    "Quiet lessons on Canyon Road in Santa Fe, New Mexico. Wear what you can move in; nothing is"
    " asked of you that you would not do by yourself.\n\nParking is behind the house."
)
OWNER = ProfileData(
    is_shown=True,
    about="I came to this work from dance, and still teach as slowly as I can.",
    credentials=(
        "Certified in Hanna Somatic Education, Novato Institute, 1990",
        "Certified in the Rolf Method of Structural Integration, 1994",
    ),
    modalities=("hanna", "structural"),
    practising_since=1990,
    affiliations=("On staff at a community hospital’s wellness center, 1997–1999",),
    publications=("How slow is slow? Journal of Somatic Movement, 1996, 6(1), p. 30",),
)
PRACTITIONER = ProfileData(
    is_shown=True,
    credentials=("Certified in Hanna Somatic Education, 2014",),
    modalities=("hanna",),
    practising_since=2014,
)

REMINDER = OwnText(
    "A slow moment, {first_name}?",
    "Dear {first_name},\n\nyour few minutes are waiting. Nothing to achieve: begin where it is"
    " easy, and stop while it is still pleasant.\n\nWarmly, Olive and Kara",
)


def show_ourselves(scene: Scene) -> None:
    """Open the page, say who is on it, and let new people book a first lesson."""
    staff = scene.staff
    with acting(staff.owner) as owner:
        page = PageData(slug=SLUG, is_open=True, about=ABOUT, shows_contact=True)
        save_page(actor=owner, data=page)
        for told, profile in ((staff.owner, OWNER), (staff.practitioner, PRACTITIONER)):
            if told.membership_id is not None:
                save_profile(actor=owner, member_id=told.membership_id, data=profile)
        word_text(actor=owner, code="practice_reminder", language="en", text=REMINDER, version=0)
        rows = Service.objects.visible_to(owner, "service.write")
        rows.filter(built_in_code="first_lesson").update(is_visitor_bookable=True)
