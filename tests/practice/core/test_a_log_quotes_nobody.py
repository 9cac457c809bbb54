"""What an error says may quote what somebody typed: the log keeps its kind and its places."""

import json
import logging
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from practice.core.logs import JSONFormatter

TYPED = "a sharp pain since Tuesday"


def line_of(error: Exception) -> str:
    try:
        raise error
    except Exception:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "failed", (), sys.exc_info())
    return JSONFormatter().format(record)


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"invalid literal for int(): {TYPED!r}"),
        KeyError(TYPED),
        RuntimeError(TYPED),
        UnicodeDecodeError("utf-8", TYPED.encode(), 0, 1, TYPED),
        AssertionError(TYPED),
    ],
)
def test_words_are_left_out(error: Exception) -> None:
    told = json.loads(line_of(error))["error"]
    assert told.startswith(f"{type(error).__name__} at ")
    assert "test_a_log_quotes_nobody.py" in told
    assert TYPED not in told


def test_what_it_came_from_is_told_the_same_way() -> None:
    error = RuntimeError(TYPED)
    error.__cause__ = ValueError(TYPED)
    told = json.loads(line_of(error))["error"]
    assert "| from ValueError at" in told
    assert TYPED not in told


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError(111, "refused"), ImproperlyConfigured("SECRET_KEY is empty")]
)
def test_words_of_our_own_making_are_kept(error: Exception) -> None:
    assert f"{type(error).__name__}: {error} at " in json.loads(line_of(error))["error"]


class Quoting(AttributeError):
    """A kind of one that is on the list, with words of its own."""


def test_a_kind_of_a_known_one_is_not_known() -> None:
    assert TYPED not in line_of(Quoting(TYPED))


def test_a_secret_address_is_masked_there_too() -> None:
    told = line_of(AttributeError("no attribute at /l/practice/c2VjcmV0/"))
    assert "c2VjcmV0" not in told
    assert "/l/practice/" in told
