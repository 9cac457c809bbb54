"""Which address people use, and whether it may be plain http."""

import socket

import pytest

from practice.config.up import CannotStart
from practice.config.up.address import base_url, ensure_port_is_free


@pytest.mark.parametrize(
    ("bind", "given", "expected"),
    [
        ("127.0.0.1", "", "http://127.0.0.1:8000"),
        ("localhost", "", "http://localhost:8000"),
        ("::1", "", "http://[::1]:8000"),
        ("127.0.0.1", "http://localhost:9000/", "http://localhost:9000"),
        ("127.0.0.1", "https://supple.example.org", "https://supple.example.org"),
        ("0.0.0.0", "https://supple.example.org/", "https://supple.example.org"),
    ],
)
def test_https_and_loopback_are_fine(bind: str, given: str, expected: str) -> None:
    assert base_url(bind=bind, port=8000, given=given, insecure=False) == expected


@pytest.mark.parametrize(
    ("bind", "given"),
    [
        ("0.0.0.0", ""),
        ("192.168.1.7", ""),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("127.0.0.1", "http://supple.example.org"),
    ],
)
def test_plain_http_for_others_needs_insecure(bind: str, given: str) -> None:
    with pytest.raises(CannotStart, match="--insecure"):
        base_url(bind=bind, port=8000, given=given, insecure=False)
    assert base_url(bind=bind, port=8000, given=given, insecure=True).startswith("http://")


@pytest.mark.parametrize("given", ["supple.example.org", "ftp://supple.example.org", "https://"])
def test_an_address_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(CannotStart, match="must look like"):
        base_url(bind="127.0.0.1", port=8000, given=given, insecure=True)


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port}"):
            ensure_port_is_free("127.0.0.1", port)
