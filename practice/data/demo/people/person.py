"""What the demo knows of one invented person."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from clients.records.rules import fold


class Stage(IntEnum):
    """How far somebody's story is told."""

    ENQUIRY = 0
    INVITED = 1
    INTAKE_DRAFT = 2
    INTAKE_SIGNED = 3
    ACCEPTED = 4
    FIRST_NOTE_OPEN = 5
    FREEING = 6
    RELEASED = 7
    INTEGRATING = 8
    MAINTAINING = 9
    ARCHIVED = 10


class Shape(StrEnum):
    """How ease goes over the months."""

    RISING = "rising"
    PLATEAU = "plateau"
    UNEVEN = "uneven"
    FLARE = "flare"
    REVERSION = "reversion"
    SILENT = "silent"


class Fate(StrEnum):
    """What becomes of the first program."""

    RUNS = "runs"
    CHANGED = "changed"
    PAUSED = "paused"
    RENEWED = "renewed"


class Teacher(StrEnum):
    """Who works with somebody."""

    OWNER = "owner"
    PRACTITIONER = "practitioner"
    TRAINEE = "trainee"


class Post(StrEnum):
    """How the mail server took the last reminder to somebody."""

    TAKEN = "taken"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    HELD = "held"


@dataclass(frozen=True, kw_only=True)
class Person:
    """One client. `began`, `closed` and `away` are days ago; `practises` the share of days.

    `releases`: the lesson in which something let go, and on which side. `asked`: the step of the
    intake and the question that is asked back on; `anew`: the concern as they then tell it.
    `again`: the concern as they tell it in a new intake, now. `asks_again`: for an invitation.
    """

    given: str
    family: str
    stage: Stage
    began: int
    zone: str = "America/Denver"
    called: str = ""
    pronouns: str = ""
    phone: str = ""
    born: int = 0
    teacher: Teacher = Teacher.PRACTITIONER
    concern: str = ""
    symptoms: tuple[tuple[str, str, int | None, str | None], ...] = ()
    tried: tuple[tuple[str, str, str, int | None], ...] = ()
    goals: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    decided: tuple[tuple[str, str, str, str], ...] = ()  # flag, choice, to whom, reason
    asked: tuple[str, str] | None = None
    anew: str = ""
    again: str = ""
    asks_again: bool = False
    words: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    side: str = "left"
    lessons: int = 0
    releases: tuple[tuple[int, str], ...] = ()
    at_home: bool = False
    shape: Shape = Shape.RISING
    fate: Fate = Fate.RUNS
    practises: float = 0.7
    twice_a_day: bool = False
    away: tuple[int, int] = (0, 0)
    closed: int = 20
    returned: str = ""
    addendum: str = ""
    post: Post = Post.TAKEN
    email_domain: str = "demo.example"

    @property
    def email(self) -> str:
        """An address that reaches nobody."""
        return f"{fold(self.given)}.{fold(self.family)}@{self.email_domain}".replace(" ", "-")
