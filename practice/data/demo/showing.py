"""The first demo practice shows itself: its page, two people, a lesson, its own words in a mail."""

from datetime import date, timedelta

from django.core.files.base import ContentFile

from practice.core.actor import Actor, acting
from practice.core.clock import today_in
from practice.data.demo.picturing import typed_page
from practice.data.demo.scene import Scene
from practice.outbox.texts.rules import OwnText
from practice.outbox.texts.services import word_text
from sessions.credentials.services import CredentialData, add_credential
from sessions.hours.models import Service
from sessions.public_page.services import PageData, ProfileData, save_page, save_profile

SLUG = "linden-somatics"
ABOUT = (
    "Quiet lessons on Juniper Lane in Santa Fe, New Mexico. Wear what you can move in; nothing is"
    " asked of you that you would not do by yourself.\n\nParking is behind the house."
)
OWNER = ProfileData(
    is_shown=True,
    about="I came to this work from dance, and still teach as slowly as I can.",
    modalities=("hanna", "structural"),
    practising_since=1990,
    affiliations=("On staff at a community hospital’s wellness center, 1997–1999",),
    publications=("How slow is slow? Journal of Somatic Movement, 1996, 6(1), p. 30",),
)
PRACTITIONER = ProfileData(
    is_shown=True,
    modalities=("hanna",),
    practising_since=2014,
)

HELD_BY_OWNER = (
    CredentialData(
        name="Certified in Hanna Somatic Education",
        issuer="Novato Institute",
        awarded_year=1990,
        is_public=True,
    ),
    CredentialData(
        name="Certified in the Rolf Method of Structural Integration",
        awarded_year=1994,
        awarded_month=6,
        is_public=True,
    ),
)
HELD = CredentialData(
    name="Certified in Hanna Somatic Education",
    issuer="Novato Institute",
    awarded_year=2014,
    is_public=True,
)
CERTIFICATE = (
    "Novato Institute",
    "",
    "Kara has finished the training",
    "in Hanna Somatic Education.",
    "",
    "A teacher of the demo",
)

REMINDER = OwnText(
    "A slow moment, {first_name}?",
    "Dear {first_name},\n\nyour few minutes are waiting. Nothing to achieve: begin where it is"
    " easy, and stop while it is still pleasant.\n\nWarmly, Olive and Kara",
)


def _that_end(today: date) -> tuple[CredentialData, ...]:
    """One that ends before long, and one that ended."""
    first_aid = CredentialData(
        name="First aid course",
        issuer="Canyon Road fire station",
        awarded_year=(today - timedelta(days=700)).year,
        expires_on=today + timedelta(days=30),
    )
    member = CredentialData(
        name="Registered movement teacher",
        issuer="A register of the demo",
        awarded_year=2016,
        expires_on=today - timedelta(days=60),
        is_public=True,
        evidence_url="https://example.com/register",
    )
    return first_aid, member


def _credentials(scene: Scene, owner: Actor) -> None:
    """What the two who are shown were awarded; of one a paper is kept."""
    staff = scene.staff
    for data in HELD_BY_OWNER:
        if staff.owner.membership_id is not None:
            add_credential(actor=owner, member_id=staff.owner.membership_id, data=data)
    hers = staff.practitioner.membership_id
    if hers is not None:
        kept = ContentFile(typed_page(CERTIFICATE), name="certificate.pdf")
        add_credential(actor=owner, member_id=hers, data=HELD, upload=kept)
        for data in _that_end(today_in(owner.zone)):
            add_credential(actor=owner, member_id=hers, data=data)


def show_ourselves(scene: Scene) -> None:
    """Open the page, say who is on it, and let new people book a first lesson."""
    staff = scene.staff
    with acting(staff.owner) as owner:
        page = PageData(slug=SLUG, is_open=True, about=ABOUT, shows_contact=True)
        save_page(actor=owner, data=page)
        for told, profile in ((staff.owner, OWNER), (staff.practitioner, PRACTITIONER)):
            if told.membership_id is not None:
                save_profile(actor=owner, member_id=told.membership_id, data=profile)
        _credentials(scene, owner)
        word_text(actor=owner, code="practice_reminder", language="en", text=REMINDER, version=0)
        rows = Service.objects.visible_to(owner, "service.write")
        rows.filter(built_in_code="first_lesson").update(is_visitor_bookable=True)
