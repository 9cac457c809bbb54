"""Where somebody is on the arc: understand, free, integrate, maintain (seed rows 84 to 94)."""

from dataclasses import dataclass

from clients.symptoms.rules import Phase, Word


class StoneState(Word):
    """One stone of the arch."""

    DONE = "done", "Done"
    NOW = "now", "Now"
    OPEN = "open", "Open"
    LATER = "later", "Later"


@dataclass(frozen=True, slots=True)
class Stone:
    """One phase of the arc, and how it stands."""

    phase: Phase
    state: StoneState


def phase_of(*, started: bool, released: bool, integrating: bool, maintaining: bool) -> Phase:
    """The phase somebody is in. A release nothing integrates waits at *integrate*.

    `started`: a home program was begun; `integrating`: an integrate item is in an active program.
    """
    if maintaining:
        return Phase.MAINTAIN
    if released or integrating:
        return Phase.INTEGRATE
    return Phase.FREE if started else Phase.UNDERSTAND


def arc_of(
    *, started: bool, released: bool, integrating: bool, maintaining: bool
) -> tuple[Stone, ...]:
    """The four stones in order. *Open* is a release without integration: the arch lacks its key."""
    here = phase_of(
        started=started, released=released, integrating=integrating, maintaining=maintaining
    )
    phases = list(Phase)
    at = phases.index(here)
    is_open = here is Phase.INTEGRATE and not integrating
    now = StoneState.OPEN if is_open else StoneState.NOW
    return tuple(
        Stone(
            phase,
            StoneState.DONE if n < at else now if n == at else StoneState.LATER,
        )
        for n, phase in enumerate(phases)
    )
