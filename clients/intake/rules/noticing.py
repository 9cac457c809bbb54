"""What is checked of symptoms, of what is sensed, and of posture and movement."""

from collections.abc import Iterator, Mapping

from clients.intake.rules.answers import IntakeStep
from clients.intake.rules.moments import is_moment
from clients.intake.rules.parts import (
    AGAIN,
    Missing,
    is_number_or_none,
    is_one_of,
    is_one_or_none,
    listed,
    mapping,
    not_a_list,
    unseen,
)
from clients.symptoms.rules import (
    BODY_REGIONS_BY_CODE,
    INTAKE_SYMPTOMS,
    MOVEMENT_QUALITIES,
    PLACES,
    POSTURE_SIGNS,
    Onset,
    PostureGrade,
    SensationClarity,
    SensationQuality,
    Side,
    is_own,
)

SEVERITY_MIN, SEVERITY_MAX = 0, 10  # NPRS
WHEN = "Please write a year, or a month and a year: 2019, or 5/2019."

_SYMPTOM_CODES = frozenset(s.code for s in INTAKE_SYMPTOMS)
_SIGN_CODES = frozenset(s.code for s in POSTURE_SIGNS)
_QUALITY_CODES = frozenset(s.code for s in MOVEMENT_QUALITIES)


def missing_symptoms(answers: Mapping[str, object]) -> Iterator[Missing]:
    """Each report: a code, a side; all else may be left open, and is never preset."""
    yield from not_a_list(answers, IntakeStep.SYMPTOMS)
    for index, entry in enumerate(listed(answers.get("symptoms"))):
        yield from _symptom(mapping(entry), f"symptoms.{index}")


def _symptom(symptom: Mapping[str, object], at: str) -> Iterator[Missing]:
    step = IntakeStep.SYMPTOMS
    code, own = symptom.get("code"), is_own(symptom.get("code"))
    if not own and not is_one_of(code, _SYMPTOM_CODES):  # whose own it is, the service looks up
        yield Missing(step, f"{at}.code", "Please choose from the list.")
    has_side = not own or symptom.get("sided") is not False
    if has_side and not is_one_of(symptom.get("side"), set(Side)):
        yield Missing(step, f"{at}.side", "Please say on which side.")
    if not is_number_or_none(symptom.get("severity"), SEVERITY_MIN, SEVERITY_MAX):
        message = f"Please choose {SEVERITY_MIN} to {SEVERITY_MAX}, or leave it open."
        yield Missing(step, f"{at}.severity", message)
    right = symptom.get("severity_right")
    if not is_number_or_none(right, SEVERITY_MIN, SEVERITY_MAX):
        message = f"Please choose {SEVERITY_MIN} to {SEVERITY_MAX}, or leave it open."
        yield Missing(step, f"{at}.severity_right", message)
    elif right is not None and symptom.get("side") != Side.BOTH:
        message = "Only what is on both sides has a number for the right."
        yield Missing(step, f"{at}.severity_right", message)
    if not is_one_or_none(symptom.get("quality"), set(SensationQuality)):
        yield Missing(step, f"{at}.quality", "Please choose how it feels.")
    if not is_one_or_none(symptom.get("onset"), set(Onset)):
        yield Missing(step, f"{at}.onset", "Please choose how it began.")
    since = symptom.get("since")
    if since not in (None, "") and not is_moment(since):
        yield Missing(step, f"{at}.since", WHEN)
    place = symptom.get("brought_on_by")
    if place is not None and not is_one_of(place, PLACES):
        yield Missing(step, f"{at}.brought_on_by", "Please choose when it comes.")


def missing_sensing(answers: Mapping[str, object]) -> Iterator[Missing]:
    """How clearly a place is felt; no answer to a place is none, and "cannot feel" is one."""
    step = IntakeStep.SENSING
    yield from unseen(answers, step, dict)
    for code, clarity in mapping(answers.get("sensing")).items():
        if not is_one_of(code, BODY_REGIONS_BY_CODE):
            yield Missing(step, f"sensing.{code}", "We do not know this place on the body.")
        elif not is_one_of(clarity, set(SensationClarity)):
            yield Missing(step, f"sensing.{code}", "Please choose how well you feel it.")


def missing_posture(answers: Mapping[str, object]) -> Iterator[Missing]:
    """Signs with a degree, and words for movement; all of it may be left open."""
    step = IntakeStep.POSTURE
    yield from unseen(answers, step, dict)
    posture = mapping(answers.get("posture"))
    signs, qualities = posture.get("signs", {}), posture.get("qualities", [])
    if not isinstance(signs, Mapping):
        yield Missing(step, "posture.signs", AGAIN)
    for code, grade in mapping(signs).items():
        if not is_one_of(code, _SIGN_CODES):
            yield Missing(step, f"posture.signs.{code}", "Please choose from the list.")
        elif not is_one_of(grade, set(PostureGrade)):
            yield Missing(step, f"posture.signs.{code}", "Please choose how much you notice it.")
    if not isinstance(qualities, list):
        yield Missing(step, "posture.qualities", AGAIN)
    for index, quality in enumerate(listed(qualities)):
        if not is_one_of(quality, _QUALITY_CODES):
            yield Missing(step, f"posture.qualities.{index}", "Please choose from the list.")
