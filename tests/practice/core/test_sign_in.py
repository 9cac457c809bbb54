"""The cast can be built, and signing in works."""

from tests.cast import House, sign_in


def test_the_owner_signs_in(linden: House) -> None:
    sign_in("owner@linden.example")
