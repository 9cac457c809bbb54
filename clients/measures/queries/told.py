"""One response as it is read, with its score and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

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


@dataclass(frozen=True)
class Told:
    """One response as it is read; `mode` None: it stands in the intake. `change` from the start."""

    id: UUID | None
    instrument_code: str
    version: str
    rater: Rater
    stage: Stage
    asked_on: date
    answered_on: date
    answers: Sequence[Answer]
    mode: Mode | None
    entered_by: str
    is_baseline: bool
    change: Change | None = None

    @property
    def instrument(self) -> Instrument | None:
        """The instrument in the version that was answered; None for one nobody knows any more."""
        return instrument_of(self.instrument_code, self.version)

    @property
    def score(self) -> float | None:
        """Computed from what was answered, each time."""
        return score(self.answers) if self.instrument else None
