"""The list of clients takes whatever stands in its address."""

import pytest

from clients.records.models import Client
from tests.cast import House, sign_in


@pytest.mark.parametrize(
    "query", ["q=a%00b", "after=a%00|7", "after=a%00", "state=%00", "mine=%00"]
)
def test_an_address_that_no_browser_sends_is_no_fault(
    linden: House, nora: Client, query: str
) -> None:
    browser = sign_in("owner@linden.example")
    assert browser.get(f"/clients/?{query}").status_code in {200, 404}


def test_what_can_be_read_still_narrows(linden: House, nora: Client) -> None:
    browser = sign_in("owner@linden.example")
    assert "Nora" in browser.get("/clients/?q=nor&state=%00").content.decode()
    assert "Nora" not in browser.get("/clients/?q=zoe&state=%00").content.decode()
    assert browser.get("/clients/?q=a%00b").status_code == 404
