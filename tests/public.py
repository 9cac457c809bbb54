"""Public pages in tests: one that shows the practitioner and one service."""

from typing import Any

from practice.core.actor import acting
from sessions.hours.models import Service
from sessions.public_page.models import PublicPage
from sessions.public_page.services import PageData, ProfileData, save_page, save_profile
from tests.cast import House

PROFILE = ProfileData(
    is_shown=True,
    about="I teach slowly.",
    credentials=["Certified in Hanna Somatic Education, 1990"],
    modalities=["hanna", "structural"],
    other_work=["Folk dance"],
    practising_since=1990,
    affiliations=["On staff at a community hospital, 1997–1999"],
    publications=["Am. J. of Pain Management, Jan 1996, 6(1):30"],
)


def put_public(house: House, **more: Any) -> PublicPage:
    """The practice's page is open, shows the practitioner, and lets visitors book a lesson."""
    told: dict[str, Any] = {
        "slug": house.practice.slug,
        "is_open": True,
        "about": "Near the river.",
    } | more
    with acting(house.boss) as boss:
        row = save_page(actor=boss, data=PageData(**told))
        save_profile(actor=boss, member_id=house.practitioner.pk, data=PROFILE)
        lessons = Service.objects.visible_to(boss).filter(built_in_code="lesson")
        lessons.update(is_visitor_bookable=True, price=8500)
    return row
