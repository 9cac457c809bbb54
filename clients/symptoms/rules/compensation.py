"""What other groups do when one is held: muscles never work alone (seed rows 22, 48)."""

from dataclasses import dataclass

from clients.symptoms.rules.words import Word


class Compensation(Word):
    """Others make up for it by tightening or by letting go (seed row 48)."""

    TIGHTEN = "tighten", "tends to tighten"
    RELAX = "relax", "tends to go slack"


@dataclass(frozen=True, slots=True)
class CompensationLink:
    """When `primary` is held, `secondary` is worth a look; both are codes of muscle groups.

    `source` is a row of the article's table, or says that the link is our own choice.
    """

    primary: str
    secondary: str
    direction: Compensation
    source: str


_TIGHTEN, _RELAX = Compensation.TIGHTEN, Compensation.RELAX
_OURS = "our choice, after seed row 48 and general anatomy"

COMPENSATION_LINKS: tuple[CompensationLink, ...] = (
    CompensationLink("iliopsoas", "hamstrings", _TIGHTEN, "seed row 22"),
    CompensationLink("iliopsoas", "abdominal_wall", _TIGHTEN, "seed row 65"),
    CompensationLink("iliopsoas", "back_extensors", _TIGHTEN, _OURS),
    CompensationLink("iliopsoas", "gluteals", _RELAX, _OURS),
    CompensationLink("iliacus", "hamstrings", _TIGHTEN, "seed rows 7, 22"),
    CompensationLink("abdominal_wall", "diaphragm", _TIGHTEN, "seed row 67"),
    CompensationLink("back_extensors", "abdominal_wall", _RELAX, _OURS),
    CompensationLink("quadratus_lumborum", "abductors", _RELAX, _OURS),
    CompensationLink("hamstrings", "calves", _TIGHTEN, _OURS),
    CompensationLink("chest", "upper_back", _RELAX, _OURS),
    CompensationLink("shoulders", "neck", _TIGHTEN, _OURS),
)
