"""Whatever a text is like, each line of a mail ends with both signs."""

from quopri import decodestring

import pytest

from practice.outbox.sending.lines import words

LONG = "Dreißig Übungen für größere Spürräume, " * 5
TEXTS = {
    "one long line": LONG,
    "a long line at last": f"Hello\n{LONG}",
    "a long line with an end": f"{LONG}\n",
    "blanks at the end": f"{LONG}x \t",
    "lines of every kind": "one\rtwo\r\nthree\n.\n\nfour",
    "short": "Ü",
    "nothing": "",
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_line_feed_stands_alone(name: str) -> None:
    body = words("plain", TEXTS[name]).body
    rest = body.replace(b"\r\n", b"")
    assert b"\n" not in rest
    assert b"\r" not in rest
    assert all(len(line) <= 76 for line in body.split(b"\r\n"))
    meant = TEXTS[name].replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    assert decodestring(body).decode().replace("\r\n", "\n") == meant
