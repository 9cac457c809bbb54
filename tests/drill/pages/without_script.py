"""The main forms in a browser without JavaScript, against the running server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from traceback import print_exc

from playwright.sync_api import Browser, Page, expect

from tests.drill.pages.demo import Demo, sign_in
from tests.drill.pages.serving import Server
from tests.test_access_matrix import addresses

ADDRESSES = {address.name: address for address in addresses()}


def main_forms(browser: Browser, server: Server, demo: Demo) -> int:
    """How many of the six do what they are for."""
    done = 0

    def path(who: str, name: str) -> str:
        found = demo.path(who, ADDRESSES[name])
        assert found is not None, f"{name}: nothing to fill it with"
        return server.base + found

    jobs: list[tuple[str, str, str, Callable[[Page], None]]] = [
        ("sign in", "practitioner", "today", _signed_in),
        ("search", "owner", "client_list", _search),
        ("client", "owner", "client_edit", _client),
        ("note", "practitioner", "session_new", _note),
        ("program", "owner", "program_edit", _program),
        ("log", "client", "portal_practice", _log),
    ]
    for name, who, address, job in jobs:
        try:
            with _signed(browser, server, demo.logins[who]) as page:
                page.goto(path(who, address))
                job(page)
            done += 1
        except Exception:  # the next one is tried all the same
            print(f"  without JavaScript: {name} as {who} failed")
            print_exc()
    return done


@contextmanager
def _signed(browser: Browser, server: Server, login: dict[str, str]) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1024, "height": 768}
    )
    context.set_default_timeout(10_000)
    sign_in(context, server.base, login)
    yield context.new_page()
    context.close()


def _signed_in(page: Page) -> None:
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def _search(page: Page) -> None:
    page.fill("[name=q]", "reyes")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("main tbody tr")).to_have_count(1)
    assert "q=reyes" in page.url


def _client(page: Page) -> None:
    page.fill("[name=preferred_name]", "Wren")
    page.locator("main form").filter(has=page.locator("[name=preferred_name]")).get_by_role(
        "button", name="Save"
    ).click()
    expect(page.locator("main")).to_contain_text("Wren")
    assert "edit" not in page.url


def _note(page: Page) -> None:
    page.locator("main form button[type=submit]").last.click()
    page.fill("[name=clients_words]", "Three easy days.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("[name=clients_words]")).to_have_value("Three easy days.")
    page.reload()
    expect(page.locator("[name=clients_words]")).to_have_value("Three easy days.")


def _program(page: Page) -> None:
    page.locator("[name$=minutes]").first.fill("6")
    page.get_by_role("button", name="Keep the changes").click()
    expect(page.locator("main")).to_contain_text("6 min")
    assert "edit" not in page.url


def _log(page: Page) -> None:
    page.locator("[name=done][value=yes]").check(force=True)
    page.fill("[name=line]", "Slow, and no hurry.")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("Slow, and no hurry.")
