"""Two people change one record: both versions are shown, and saving again is a decision."""

import re
from typing import Any

from clients.records.models import Client
from clients.records.queries import get_client
from clients.records.services import ClientData, edit_client
from practice.core.actor import Actor, acting
from tests.cast import House, sign_in

ZONE = "America/Denver"


def _between(boss: Actor, nora: Client) -> None:
    data = ClientData(given_name="Honora", timezone=ZONE, phone="+1 303 555 0100")
    edit_client(actor=boss, client=nora, data=data, version=nora.version)


def test_both_are_shown_and_the_second_save_keeps_what_was_typed(
    linden: House, nora: Client
) -> None:
    browser = sign_in("practitioner@linden.example")
    typed: dict[str, Any] = {"given_name": "Norah", "timezone": ZONE, "version": nora.version}
    with acting(linden.boss) as boss:
        _between(boss, nora)
    answer = browser.post(f"/clients/{nora.pk}/edit/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Honora" in page
    assert "+1 303 555 0100" in page
    assert 'value="Norah"' in page
    with acting(linden.boss) as boss:
        stored = get_client(boss, nora.pk)
    assert stored.given_name == "Honora"
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    assert int(found[1]) == stored.version

    assert (
        browser.post(f"/clients/{nora.pk}/edit/", typed | {"version": found[1]}).status_code == 302
    )
    with acting(linden.boss) as boss:
        assert get_client(boss, nora.pk).given_name == "Norah"
