"""One response as it is read: its score in words, its raw answers, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from clients.intake.rules import goal_words
from clients.measures.rules import (
    Answer,
    Change,
    Instrument,
    Mode,
    Rater,
    Stage,
    instrument_of,
    score,
)
from practice.core.addresses import address_of


@dataclass(frozen=True)
class Told:
    """One response as it is read; `mode` None: it stands in the intake. `change` from the start.

    `entered_by`: who of the practice wrote it down, where one response is read.
    """

    id: UUID | None
    instrument_code: str
    version: str
    rater: Rater
    stage: Stage
    asked_on: date
    answered_on: date
    answers: Sequence[Answer]
    mode: Mode | None
    is_baseline: bool
    change: Change | None = None
    entered_by: str = ""

    @cached_property
    def instrument(self) -> Instrument | None:
        """The instrument in the version that was answered; None for one nobody knows any more."""
        return instrument_of(self.instrument_code, self.version)

    @cached_property
    def score(self) -> float | None:
        """Computed from what was answered, each time."""
        return score(self.instrument, self.answers) if self.instrument else None

    @property
    def shown(self) -> str:
        """The score as people read it: 4.3 of 10, +3, much improved."""
        instrument, number = self.instrument, self.score
        if instrument is None or number is None:
            return "–"
        if instrument.steps:
            return instrument.steps[round(number) - instrument.low]
        if instrument.low < 0:
            return f"{number:+g}".replace("-", "−").replace("+0", "0")
        return floatformat(number, -1)

    @property
    def url(self) -> str:
        """Its page; what stands in the intake has none."""
        return address_of("measure_response", self.id) if self.id else ""

    @property
    def when(self) -> str:
        """What it belongs to in the course of work."""
        return _(self.stage.label) if self.id else _("In the intake")

    @property
    def moved(self) -> str:
        """How far from where it began, in words; a dash where nothing says so."""
        better = self.change.better if self.change else None
        if better is None:
            return "–"
        points = {"n": floatformat(abs(better), -1)}
        if better > 0:
            return _("%(n)s better") % points
        return _("%(n)s worse") % points if better < 0 else _("the same")

    @property
    def verdict(self) -> str:
        """What the change means; a dash where nothing says so."""
        return _(self.change.verdict.label) if self.change else "–"

    @property
    def raw(self) -> list[tuple[str, int]]:
        """Each question in words with the number that was given."""
        instrument = self.instrument
        texts = {item.code: item.text for item in instrument.items} if instrument else {}
        return [(texts.get(item, goal_words(item)), number) for item, number in self.answers]
