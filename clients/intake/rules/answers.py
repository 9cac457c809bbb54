"""The shape of an intake submission as JSON, and its steps in order."""

from typing import Any, NotRequired, TypedDict

from clients.symptoms.rules import Word


class IntakeStep(Word):
    """In the order they are asked."""

    CONTACT = "contact", "How to reach you"
    CONCERN = "concern", "What brings you"
    BODY = "body", "Where you feel it"
    SYMPTOMS = "symptoms", "What you notice"
    SENSING = "sensing", "How well you feel it"
    POSTURE = "posture", "How you stand and move"
    EARLIER_TREATMENTS = "earlier_treatments", "What you have tried"
    INJURIES = "injuries", "What your body went through"
    LIFE = "life", "Your days"
    DOCTORS = "doctors", "What doctors told you"
    GOALS = "goals", "What you would like"
    RED_FLAGS = "red_flags", "Safety first"
    OWN = "own", "Your practice also asks"
    CONSENT = "consent", "Agreement"


# What is asked in every practice; only a practice with questions of its own has the step OWN.
CORE_STEPS: tuple[IntakeStep, ...] = tuple(s for s in IntakeStep if s is not IntakeStep.OWN)


class ContactAnswers(TypedDict):
    """`timezone` is an IANA name; only `given_name` and `timezone` must be filled."""

    given_name: str
    family_name: str
    preferred_name: str
    phone: str
    timezone: str


class BodyAnswers(TypedDict):
    """Codes of body regions: where it hurts, and where it is held."""

    hurts: list[str]
    held: list[str]


class SymptomAnswer(TypedDict):
    """`severity` 0 to 10, None while not answered; `brought_on_by` a place's code or None.

    `since` is a moment ("2019" or "2019-05"). An answer to version 2 lacks it, and how it feels and
    began. On both sides, `severity_right` is how strong it is on the right where that differs;
    `severity` is the left's then. One of a practice's own keeps the `label` it was told under, and
    whether it is `sided`.
    """

    code: str
    side: str
    severity: int | None
    brought_on_by: str | None
    quality: NotRequired[str]
    onset: NotRequired[str]
    since: NotRequired[str]
    severity_right: NotRequired[int | None]
    label: NotRequired[str]
    sided: NotRequired[bool]


class PostureAnswers(TypedDict):
    """`signs`: code of a posture sign to its degree; `qualities`: codes of movement's qualities."""

    signs: dict[str, str]
    qualities: list[str]


class EarlierTreatmentAnswer(TypedDict):
    """`relief_days`: how long the relief lasted, in days; None if there was none or unknown.

    `happened` is a moment. An answer to version 2 lacks the last two.
    """

    approach: str
    what: str
    relief_extent: str
    relief_days: int | None
    who: NotRequired[str]
    happened: NotRequired[str]


class InjuryAnswer(TypedDict):
    """`kind` of an injury, operation or accident; `side` may be ""; `happened` a moment or ""."""

    kind: str
    what: str
    side: str
    happened: str


class LifeAnswers(TypedDict):
    """`stress` 0 none to 10, `sleep` 0 to 10 fully rested, None while not answered."""

    occupation: str
    habits: str
    stress: int | None
    sleep: int | None
    breathing: str
    breathing_where: str


class DoctorsAnswers(TypedDict):
    """What doctors gave a name to, and the medicine that is taken, in the client's words."""

    findings: str
    medication: str


class GoalAnswer(TypedDict):
    """`activity` is a pick's code or the client's words; `ability` 0 cannot to 10 as before."""

    activity: str
    ability: int | None


class OwnAnswers(TypedDict):
    """`form` is the id of a version, `questions` as it asks them, `answers` by their codes."""

    form: str
    version: int
    questions: list[dict[str, Any]]
    answers: dict[str, str | int | bool | None]


class IntakeAnswers(TypedDict):
    """`sensing`: code of a body region to how clearly it is felt.

    `goals` told to version 2 are words alone; `red_flags` are code to "yes"/"no".
    """

    contact: ContactAnswers
    concern: str
    body: BodyAnswers
    symptoms: list[SymptomAnswer]
    sensing: dict[str, str]
    posture: PostureAnswers
    earlier_treatments: list[EarlierTreatmentAnswer]
    injuries: list[InjuryAnswer]
    life: LifeAnswers
    doctors: DoctorsAnswers
    goals: list[GoalAnswer]
    red_flags: dict[str, str]
    own: NotRequired[OwnAnswers]
    consents: dict[str, bool]
    signature: str


def empty_answers() -> IntakeAnswers:
    """A fresh draft: nothing preset."""
    return IntakeAnswers(
        contact=ContactAnswers(
            given_name="", family_name="", preferred_name="", phone="", timezone=""
        ),
        concern="",
        body=BodyAnswers(hurts=[], held=[]),
        symptoms=[],
        sensing={},
        posture=PostureAnswers(signs={}, qualities=[]),
        earlier_treatments=[],
        injuries=[],
        life=LifeAnswers(
            occupation="", habits="", stress=None, sleep=None, breathing="", breathing_where=""
        ),
        doctors=DoctorsAnswers(findings="", medication=""),
        goals=[],
        red_flags={},
        consents={},
        signature="",
    )
