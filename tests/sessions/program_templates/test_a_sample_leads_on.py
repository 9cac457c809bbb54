"""Who practises a sample is told in the portal where the full program is: a plain link."""

import pytest

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import now
from sessions.program_templates.models import ProgramTemplate
from sessions.program_templates.services import add_template
from tests.cast import House, sign_in
from tests.sessions.program_templates.writing import data
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db
LINK = "https://www.example.org/full"


@pytest.mark.parametrize(
    ("tier", "link", "retired", "told"),
    [
        ("sample", LINK, False, True),
        ("full", LINK, False, False),
        ("sample", "", False, False),
        ("sample", LINK, True, False),
    ],
)
def test_the_portal_says_where_it_goes_on(
    linden: House, nora: Client, tier: str, link: str, retired: bool, told: bool
) -> None:
    with acting(linden.boss) as boss:
        template = add_template(actor=boss, data=data(boss, tier=tier, link=link))
        if retired:
            ProgramTemplate.objects.visible_to(boss).filter(pk=template.pk).update(retired_at=now())
        program = building.running(boss, nora)
        program.made_from = template
        program.save(update_fields=["made_from"])

    page = sign_in("nora@clients.example").get("/portal/").content.decode()

    assert ("Your practitioner recommends" in page) is told
    plain = f'<a href="{LINK}" target="_blank" rel="noopener noreferrer external">'
    assert (plain in page) is told
    assert ("This leads to another site, example.org" in page) is told
    assert "<iframe" not in page
