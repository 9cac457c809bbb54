"""Public pages in tests: one that shows the practitioner and one service."""

from dataclasses import replace
from typing import Any

from practice.core.actor import acting
from sessions.credentials.models import Credential
from sessions.credentials.services import CredentialData, add_credential
from sessions.hours.models import Service
from sessions.public_page.models import PublicPage
from sessions.public_page.services import PageData, ProfileData, save_page, save_profile
from tests.cast import House
from tests.clients.files.making import a_pdf, sent

PROFILE = ProfileData(
    is_shown=True,
    about="I teach slowly.",
    modalities=["hanna", "structural"],
    other_work=["Folk dance"],
    practising_since=1990,
    affiliations=["On staff at a community hospital, 1997–1999"],
    publications=["Am. J. of Pain Management, Jan 1996, 6(1):30"],
)
CREDENTIAL = CredentialData(
    name="Certified in Hanna Somatic Education",
    issuer="Novato Institute",
    awarded_year=1990,
    is_public=True,
)


def put_credential(house: House, upload: Any = None, **more: Any) -> Credential:
    """The practitioner holds one; public unless said otherwise."""
    with acting(house.boss) as boss:
        data = replace(CREDENTIAL, **more)
        member_id = house.practitioner.pk
        return add_credential(actor=boss, member_id=member_id, data=data, upload=upload)


def chosen_paper(scene: Any) -> None:
    """A file that shows it was chosen on a page."""
    scene.typed["file"] = sent(a_pdf())


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
        add_credential(actor=boss, member_id=house.practitioner.pk, data=CREDENTIAL)
        lessons = Service.objects.visible_to(boss).filter(built_in_code="lesson")
        lessons.update(is_visitor_bookable=True, price=8500)
    return row
