"""Whether somebody responded to the work on the whole, and how many did: the domain notes, 3.2."""

from collections.abc import Sequence
from dataclasses import dataclass

from clients.measures.rules.instruments import GRC, NPRS, PSFS
from clients.measures.rules.scoring import PERCENT, towards
from clients.symptoms.rules import Word


class Response(Word):
    """Whether somebody responded to the work, on the whole."""

    IMPROVED = "improved", "Improved"
    WORSE = "worse", "Worse"
    UNCHANGED = "unchanged", "Neither improved nor worse"
    NOT_MEASURED = "not_measured", "Not measured enough"


@dataclass(frozen=True, slots=True)
class ResponderRule:
    """When somebody counts as improved: the domain notes, 3.2. Whoever counts may name others."""

    nprs_points: float = 2
    nprs_percent: float = 30
    psfs_points: float = 2.3
    grc_points: float = 2
    at_least: int = 2


RESPONDER_RULE = ResponderRule()


@dataclass(frozen=True, slots=True)
class Measured:
    """First and last scores of a course of work; None where nothing was measured."""

    nprs: tuple[float, float] | None = None
    psfs: tuple[float, float] | None = None
    grc: float | None = None


def _pain(rule: ResponderRule, was: float, now: float) -> int:
    """1 better, −1 worse, 0 neither: both by points and by percent of what it was."""
    better = towards(NPRS, was, now)
    far = abs(better) >= rule.nprs_points
    enough = was == 0 or abs(better) / was * PERCENT >= rule.nprs_percent
    return (1 if better > 0 else -1) if far and enough else 0


def _points(better: float, needed: float) -> int:
    return (better >= needed) - (-better >= needed)


def signs_of(measured: Measured, rule: ResponderRule = RESPONDER_RULE) -> dict[str, int]:
    """By instrument, as far as it was measured: 1 better by the rule, −1 worse, 0 neither."""
    signs = {}
    if measured.nprs is not None:
        signs[NPRS.code] = _pain(rule, *measured.nprs)
    if measured.psfs is not None:
        signs[PSFS.code] = _points(towards(PSFS, *measured.psfs), rule.psfs_points)
    if measured.grc is not None:
        signs[GRC.code] = _points(towards(GRC, 0, measured.grc), rule.grc_points)
    return signs


def responded(measured: Measured, rule: ResponderRule = RESPONDER_RULE) -> Response:
    """Improved: `at_least` two of pain, activities and the rating of change. Worse: any reversed.

    What went the wrong way is said first, whatever else improved.
    """
    signs = [*signs_of(measured, rule).values()]
    if -1 in signs:
        return Response.WORSE
    if signs.count(1) >= rule.at_least:
        return Response.IMPROVED
    return Response.UNCHANGED if len(signs) >= rule.at_least else Response.NOT_MEASURED


@dataclass(frozen=True, slots=True)
class Tally:
    """How many began, how many were measured, how many are missing, and how it went."""

    enrolled: int
    measured: int
    missing: int
    improved: int
    worse: int

    @property
    def unchanged(self) -> int:
        """How many were measured and neither improved nor got worse."""
        return self.measured - self.improved - self.worse

    @property
    def at_most(self) -> int:
        """How many improved if all the missing ones did."""
        return self.improved + self.missing


def tally(responses: Sequence[Response]) -> Tally:
    """Count them all: a share without its missing ones flatters."""
    missing = responses.count(Response.NOT_MEASURED)
    return Tally(
        enrolled=len(responses),
        measured=len(responses) - missing,
        missing=missing,
        improved=responses.count(Response.IMPROVED),
        worse=responses.count(Response.WORSE),
    )
