"""Rules of own words: placeholders by name from a list, filled in one pass. No template engine."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

SUBJECT_LENGTH = 120
BODY_LENGTH = 2000
_NAMED = re.compile(r"\{([a-z_]+)\}")
_ANY = re.compile(r"\{[^{}\n]{0,40}\}")


class Unfillable(ValueError):
    """A text names what there is no value for, or has a brace too many."""


@dataclass(frozen=True, slots=True)
class OwnText:
    """What a practice says instead of Supple, with its placeholders; "" leaves that to Supple."""

    subject: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Own words as one mail says them; the body's first line is how it greets."""

    subject: str
    body: str

    @property
    def greeting(self) -> str:
        """The first line, without the comma that a heading does not have."""
        return self.body.partition("\n")[0].strip().removesuffix(",")

    @property
    def paragraphs(self) -> list[str]:
        """What follows it, parted by empty lines."""
        rest = self.body.partition("\n")[2]
        return [part.strip("\n") for part in re.split(r"\n\s*\n", rest) if part.strip()]


def unknown_in(text: str, allowed: Collection[str]) -> list[str]:
    """Placeholders of a text that there are none of, as they stand there, each once."""
    found = (m for m in _ANY.findall(text) if m[1:-1] not in allowed)
    return list(dict.fromkeys(found))


def has_loose_brace(text: str) -> bool:
    """Whether a brace opens or closes nothing."""
    return any(brace in _ANY.sub("", text) for brace in "{}")


def _one_line(value: str) -> str:
    return " ".join(value.split())


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values, which are put in as they are: a brace in a name stays one."""
    if has_loose_brace(text) or unknown_in(text, values):
        raise Unfillable
    return _NAMED.sub(lambda found: _one_line(values[found[1]]), text)


def words_of(own: OwnText, values: Mapping[str, str]) -> OwnWords:
    """Own words for one mail; Unfillable when they ask for what it does not have."""
    return OwnWords(_one_line(filled(own.subject, values)), filled(own.body, values).strip())


def named_in(text: str, names: Collection[str]) -> list[str]:
    """Which of these names a text says, as whole words, whatever their case."""
    said = text.casefold()
    return [
        name
        for name in dict.fromkeys(names)
        if name.strip() and re.search(rf"(?<!\w){re.escape(name.strip().casefold())}(?!\w)", said)
    ]
