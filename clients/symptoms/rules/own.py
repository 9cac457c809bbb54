"""Symptoms that a practice adds to the catalogue: their codes and limits."""

from clients.symptoms.rules.catalogue import SymptomCategory

OWN_PREFIX = "own_"  # no code of ours begins so
OWN_SOURCE = "the practice"
OWN_MOST = 40  # symptoms of a practice's own that are offered at once
OWN_LENGTH = 60  # two lines on a phone
OWN_CATEGORIES = (SymptomCategory.PAIN, SymptomCategory.MOVEMENT, SymptomCategory.VISCERAL)


def is_own(code: object) -> bool:
    """Whether a code names a symptom of a practice's own."""
    return isinstance(code, str) and code.startswith(OWN_PREFIX)
