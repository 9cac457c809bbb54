"""Own words name what is on the list, are filled in one pass, and run nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.outbox.texts.rules import (
    OwnText,
    Unfillable,
    filled,
    has_loose_brace,
    named_in,
    unknown_in,
    words_of,
)

VALUES = {"first_name": "Nora", "practice": "Linden"}


def test_each_name_gets_its_value() -> None:
    assert filled("Dear {first_name}, of {practice}", VALUES) == "Dear Nora, of Linden"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{surname}", ["{surname}"]),
        ("{first_name.__class__}", ["{first_name.__class__}"]),
        ("{0} {}", ["{0}", "{}"]),
        ("{first_name!r} {First_Name}", ["{first_name!r}", "{First_Name}"]),
        ("{{first_name}}", []),
    ],
)
def test_what_is_not_on_the_list_is_refused(text: str, wrong: list[str]) -> None:
    assert unknown_in(text, VALUES) == wrong
    with pytest.raises(Unfillable):
        filled(text, VALUES)


@pytest.mark.parametrize("text", ["{", "}", "{first_name", "first_name}", "{first\n_name}"])
def test_a_brace_by_itself_is_refused(text: str) -> None:
    assert has_loose_brace(text)
    with pytest.raises(Unfillable):
        filled(text, VALUES)


def test_a_brace_in_a_name_stays_one() -> None:
    assert filled("Dear {first_name}", {"first_name": "{practice}"}) == "Dear {practice}"


def test_a_name_of_several_lines_adds_none() -> None:
    own = OwnText("For {first_name}", "Dear {first_name},\n\nCome.")
    said = words_of(own, {"first_name": "Nora\r\nBcc: x@example.com"})
    assert said.subject == "For Nora Bcc: x@example.com"
    assert said.greeting == "Dear Nora Bcc: x@example.com"
    assert said.paragraphs == ["Come."]


@given(st.text(max_size=80), st.text(max_size=20))
def test_whatever_is_typed_is_filled_or_refused(text: str, name: str) -> None:
    try:
        said = filled(text, {"first_name": name})
    except Unfillable:
        assert set(text) & set("{}")
    else:
        assert said == text.replace("{first_name}", " ".join(name.split()))


def test_names_are_found_as_whole_words() -> None:
    assert named_in("Do the arch & Flatten.", ["Arch & Flatten", "Flat", ""]) == ["Arch & Flatten"]
