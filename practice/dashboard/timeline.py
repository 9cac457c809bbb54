"""The timeline of a client's page: lines of a few kinds, the newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class Kind(StrEnum):
    """What a line of the timeline tells of; the word stands in the address."""

    LESSON = "lesson"
    RELEASE = "release"
    PRACTICE = "practice"
    FELT = "felt"
    PROGRAM = "program"
    INTAKE = "intake"
    PERSON = "person"
    WORK = "work"
    SAFETY = "safety"
    FILE = "file"
    MEASURE = "measure"
    AGREEMENT = "agreement"
    RECORD = "record"


KIND_WORDS = {
    Kind.LESSON: gettext_lazy("Lessons"),
    Kind.RELEASE: gettext_lazy("Releases"),
    Kind.PRACTICE: gettext_lazy("Practice"),
    Kind.FELT: gettext_lazy("What is felt"),
    Kind.PROGRAM: gettext_lazy("Home programs"),
    Kind.INTAKE: gettext_lazy("Intakes"),
    Kind.PERSON: gettext_lazy("Notes on the person"),
    Kind.WORK: gettext_lazy("Work"),
    Kind.SAFETY: gettext_lazy("Safety"),
    Kind.FILE: gettext_lazy("Letters and photos"),
    Kind.MEASURE: gettext_lazy("Measures"),
    Kind.AGREEMENT: gettext_lazy("Agreements"),
    Kind.RECORD: gettext_lazy("Records made one"),
}


@dataclass(frozen=True)
class Way:
    """One way to narrow the timeline, as a link."""

    name: str | Promise
    url: str
    current: bool
    count: int | None = None


class Entry(NamedTuple):
    """One line of the timeline."""

    at: date
    kind: str
    title: str | Promise
    url: str = ""
    after: str = ""
    quote: str = ""
    text: str = ""

    @property
    def when(self) -> str:
        """The day as people read it."""
        return date_format(self.at, "SHORT_DAY_FORMAT")


def newest_first(told: Iterable[Iterable[Entry]], most: int) -> list[Entry]:
    """The newest of several kinds, `most` at most.

    Each kind comes with its newest first, or nearly: no more of it are made than are shown.
    """
    by_day = attrgetter("at")
    kinds = (one if isinstance(one, Iterator) else sorted_back(one) for one in told)
    return sorted_back(islice(merge(*kinds, key=by_day, reverse=True), most))


def sorted_back(entries: Iterable[Entry]) -> list[Entry]:
    """By day, the newest first; of one day as they came."""
    return sorted(entries, key=attrgetter("at"), reverse=True)
