"""What a card to understand by is, what makes one fit to hand out, and when next steps are said."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

OWN_WORDS = "own words"
OURS = "Supple"
TITLE_LENGTH, SUMMARY_LENGTH, BODY_LENGTH, POINT_LENGTH = 80, 200, 4000, 90
MOST_POINTS = 8
PICTURE_WORDS = 200
MOST_CARDS = 200  # own ones that are offered at once: a library, not an archive
# A tired reader takes in about 200 words a minute (our first version).
WORDS_A_MINUTE = 200
# Portal home says it on the day of the first release and this many days after (our first version).
SAID_FOR_DAYS = 14

# What the drawings of ours show; each is a partial in templates/understanding/drawings.
DRAWINGS: Mapping[str, str] = MappingProxyType(
    {
        "psoas_free_and_tight": "Two people standing, the psoas free and tight",
        "muscles_remember": "Riding a bicycle",
        "core_and_sleeve": "The trunk, its core and its sleeve",
        "tone_that_fits": "Lying, sitting, standing, climbing stairs",
        "why_no_stretching": "A muscle that is pulled, and one that lets go",
        "free_then_integrate": "From lying to walking",
        "what_you_do_not_feel_yet": "A silent place in the back",
    }
)

_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_NOT_OUR_WORDS = re.compile(
    r"\b(treat|cure|fix|diagnos|prescri|patient|exercise|workout|guarantee)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class BuiltInCard:
    """A card in our own words; `healthy` and `tight` are points of two columns.

    `drawing` names a partial in templates/understanding/drawings.
    """

    code: str
    title: str
    summary: str
    body: str
    drawing: str
    source: str
    healthy: tuple[str, ...] = ()
    tight: tuple[str, ...] = ()
    author: str = OURS
    licence: str = OWN_WORDS
    offered_to_all: bool = False
    version: int = 1

    @property
    def words(self) -> int:
        """How many words there are to read."""
        return len(
            " ".join((self.title, self.summary, self.body, *self.healthy, *self.tight)).split()
        )


def points(text: str) -> list[str]:
    """A column's points: one a line, without what people put before each."""
    lines = (line.strip().removeprefix("-").removeprefix("•").strip() for line in text.splitlines())
    return [line for line in lines if line]


def with_scheme(link: str) -> str:
    """An address as people write it, with what stands before it on the web."""
    link = link.strip()
    return f"https://{link}" if link and "://" not in link and ":" not in link else link


def problems(card: BuiltInCard) -> list[str]:
    """What keeps a card from being handed out, in words; empty when nothing does."""
    return [*_name_problems(card), *_length_problems(card), *_word_problems(card)]


def _name_problems(card: BuiltInCard) -> Iterator[str]:
    if not _CODE.fullmatch(card.code):
        yield f"The code {card.code!r} is not lower case with underscores."
    if card.drawing not in DRAWINGS:
        yield f"There is no drawing {card.drawing!r}."
    for what, text in (("title", card.title), ("source", card.source), ("author", card.author)):
        if not text.strip():
            yield f"The {what} is empty."
    if card.licence != OWN_WORDS:
        yield f"The licence is {card.licence!r}, not {OWN_WORDS!r}."
    if card.version < 1:
        yield "The version is below 1."
    if bool(card.healthy) is not bool(card.tight):
        yield "One column stands alone."


def _length_problems(card: BuiltInCard) -> Iterator[str]:
    if card.words > WORDS_A_MINUTE:
        yield f"It has {card.words} words, more than are read in a minute."
    if len(card.title) > TITLE_LENGTH or len(card.summary) > SUMMARY_LENGTH:
        yield "Its title or its sentence is too long."
    for point in (*card.healthy, *card.tight):
        if len(point) > POINT_LENGTH:
            yield f"Too long for a column: {point!r}"


def _word_problems(card: BuiltInCard) -> Iterator[str]:
    for text in (card.summary, *card.body.split("\n\n")):
        if not text.endswith((".", "?")):
            yield f"Not a whole sentence: {text!r}"
    for text in (card.title, card.summary, card.body, *card.healthy, *card.tight):
        if found := _NOT_OUR_WORDS.search(text):
            yield f"Not our word, {found.group()!r}, in: {text!r}"
