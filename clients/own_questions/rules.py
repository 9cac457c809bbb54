"""Questions of a practice's own: their kinds and limits, and what is an answer. Plain Python.

The limits are ours: what a person still fills in on a phone, and a page still carries.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple, Self

from clients.symptoms.rules import Word

QUESTIONS_MOST = 20
A_SCREEN = 5  # questions that stand on one screen of the intake
WORDING_LENGTH, HELP_LENGTH, END_LENGTH = 200, 300, 40
OPTIONS_FEWEST, OPTIONS_MOST, OPTION_LENGTH = 2, 10, 80
ANSWER_LENGTH = 1000
SCALE_TOP = 10
EARLIEST_YEAR = 1900


class Kind(Word):
    """How a question is answered."""

    TEXT = "text", "In their own words"
    CHOICE = "choice", "One of several"
    SCALE = "scale", "A number from 0 to 10"
    YES_NO = "yes_no", "Yes or no"
    DATE = "date", "A date"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `code` names it in every version, so that answers can be compared.

    `options` belong to a choice, `low` and `high` are the words at a scale's ends, `future` says
    whether a date may lie ahead. `needed`: without an answer nothing is signed.
    """

    code: str
    kind: str
    wording: str
    help: str = ""
    options: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    needed: bool = False
    future: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read it as JSON keeps it."""
        return cls(**{**stored, "options": tuple(stored["options"])})

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {**asdict(self), "options": list(self.options)}


@dataclass(frozen=True, slots=True)
class Form:
    """A published version of a practice's questions, in their order."""

    id: str
    version: int
    questions: tuple[Question, ...]

    def by_code(self) -> dict[str, Question]:
        """Its questions by their codes."""
        return {question.code: question for question in self.questions}


class Wrong(NamedTuple):
    """What keeps a question from being kept, and in which of its fields."""

    field: str
    message: str


def fitted(question: Question) -> Question:
    """Without what belongs to another kind, and without spaces around the words."""
    is_scale = question.kind == Kind.SCALE
    options = tuple(filter(None, (" ".join(option.split()) for option in question.options)))
    return Question(
        code=question.code,
        kind=question.kind,
        wording=" ".join(question.wording.split()),
        help=" ".join(question.help.split()),
        options=options if question.kind == Kind.CHOICE else (),
        low=question.low.strip() if is_scale else "",
        high=question.high.strip() if is_scale else "",
        needed=question.needed,
        future=question.future and question.kind == Kind.DATE,
    )


def wrong_in_question(question: Question) -> list[Wrong]:
    """Everything that keeps a fitted question from being kept."""
    return [*_wrong_words(question), *_wrong_kind(question)]


def _wrong_words(question: Question) -> Iterator[Wrong]:
    if not question.wording:
        yield Wrong("wording", "Write what you would like to ask.")
    if len(question.wording) > WORDING_LENGTH:
        yield Wrong("wording", f"Please keep it under {WORDING_LENGTH} letters.")
    if len(question.help) > HELP_LENGTH:
        yield Wrong("help", f"Please keep it under {HELP_LENGTH} letters.")


def _wrong_kind(question: Question) -> Iterator[Wrong]:
    if question.kind not in set(Kind):
        yield Wrong("kind", "Choose how it is answered.")
    if question.kind == Kind.CHOICE:
        yield from _wrong_options(question.options)
    if question.kind == Kind.SCALE:
        for field, words in (("low", question.low), ("high", question.high)):
            if not words:
                yield Wrong(field, "Write what this end of the scale means.")
            if len(words) > END_LENGTH:
                yield Wrong(field, f"Please keep it under {END_LENGTH} letters.")


def _wrong_options(options: Sequence[str]) -> Iterator[Wrong]:
    if not OPTIONS_FEWEST <= len(options) <= OPTIONS_MOST:
        words = f"Write {OPTIONS_FEWEST} to {OPTIONS_MOST} answers to choose from, one a line."
        yield Wrong("options", words)
    long = [option for option in options if len(option) > OPTION_LENGTH]
    if long:
        words = f"Please keep each answer under {OPTION_LENGTH} letters: “{long[0][:20]}…”"
        yield Wrong("options", words)
    if len({option.casefold() for option in options}) < len(options):
        yield Wrong("options", "Two of these answers are the same.")


def moved(questions: Sequence[Question], code: str, by: int) -> list[Question]:
    """The questions with one of them a place up (-1) or down (1), as far as there is room."""
    found = list(questions)
    at = next((n for n, question in enumerate(found) if question.code == code), None)
    if at is not None and 0 <= at + by < len(found):
        found[at], found[at + by] = found[at + by], found[at]
    return found


def screens_of(questions: Sequence[Question]) -> list[tuple[Question, ...]]:
    """The questions a screen at a time."""
    return [tuple(questions[n : n + A_SCREEN]) for n in range(0, len(questions), A_SCREEN)]


def wrong_answer(question: Question, value: object, today: date) -> str:
    """What is wrong with an answer, or ""; None was left open, which is for `needed` to say."""
    match question.kind:
        case _ if value is None:
            return ""
        case Kind.TEXT:
            return _wrong_text(value)
        case Kind.CHOICE:
            return "" if value in question.options else "Please choose one of these."
        case Kind.SCALE:
            is_number = isinstance(value, int) and not isinstance(value, bool)
            within = is_number and 0 <= value <= SCALE_TOP  # type: ignore[operator]
            return "" if within else f"Please choose 0 to {SCALE_TOP}, or leave it open."
        case Kind.YES_NO:
            return "" if isinstance(value, bool) else "Please answer yes or no."
    return _wrong_date(value, None if question.future else today)


def _wrong_text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        return "Please write it in words, or leave it open."
    return "" if len(value) <= ANSWER_LENGTH else f"Please keep it under {ANSWER_LENGTH} letters."


def day_of(value: object) -> date | None:
    """The day that is kept as "2019-05-30"; None for anything else."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day and day.isoformat() == value and day.year >= EARLIEST_YEAR else None


def _wrong_date(value: object, latest: date | None) -> str:
    day = day_of(value)
    if day is None:
        return "Please write a date, or leave it open."
    return "This is still to come. Please write when it was." if latest and day > latest else ""


def answer_words(question: Question, value: object) -> str:
    """An answer as people read it; "" for one that was left open."""
    if value is None:
        return ""
    if question.kind == Kind.YES_NO:
        return "Yes" if value is True else "No"
    if question.kind == Kind.SCALE:
        return f"{value} of {SCALE_TOP} (0 {question.low}, {SCALE_TOP} {question.high})"
    return str(value)


def kind_words(question: Question) -> str:
    """How a question is answered, in a line."""
    parts = {
        Kind.CHOICE.value: " · ".join(question.options),
        Kind.SCALE.value: f"0 {question.low} to {SCALE_TOP} {question.high}",
        Kind.DATE.value: "it may lie ahead" if question.future else "not in the future",
    }
    return ": ".join(filter(None, (Kind(question.kind).label, parts.get(question.kind, ""))))


def count_words(question: Question, counted: Sequence[tuple[str, int]]) -> str:
    """How a question was answered, in a line: how often each, and a scale's mean."""
    total = sum(times for _answer, times in counted)
    if not total or question.kind in {Kind.TEXT, Kind.DATE}:
        return f"answered {total} times" if total != 1 else "answered once"
    each = " · ".join(f"{answer} {times}×" for answer, times in counted)
    if question.kind != Kind.SCALE:
        return each
    mean = sum(int(answer) * times for answer, times in counted) / total
    return f"{each}; {mean:.1f} of {SCALE_TOP} on average"
