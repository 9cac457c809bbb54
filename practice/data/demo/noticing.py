"""How the people of the demo say that it feels and began, and how they stand and move."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from clients.symptoms.rules import SENSED_REGIONS
from practice.data.demo.marks import body_of
from practice.data.demo.people import Person

# Symptom: (how it feels, posture signs that go with it, words for moving).
_SAYS: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "groin_pain": ("ache", ("pelvic_imbalance",), ("awkward",)),
        "groin_pull": ("pull", ("pelvis_top_forward",), ("labored",)),
        "deep_pelvic_pain": ("unclear", ("pelvic_imbalance",), ("heavy",)),
        "deep_belly_ache": ("ache", ("belly_protrudes",), ("heavy",)),
        "lumbopelvic_pain": ("seizing", ("excess_lumbar_curve",), ("labored",)),
        "lumbosacral_pain": ("ache", ("excess_lumbar_curve", "buttocks_back"), ()),
        "pelvic_seizing": ("seizing", ("pubes_back",), ("chunky",)),
        "restricted_stride": ("absent", ("pelvis_top_forward",), ("uneconomical",)),
        "tight_hamstrings": ("pull", ("shortened_spine",), ("uneconomical",)),
        "chronic_constipation": ("unclear", ("belly_protrudes",), ()),
        "cannot_stand_erect": ("distorted", ("shortened_spine", "distorted_curves"), ("awkward",)),
    }
)
_ONSETS = ("gradual", "sudden", "after_event", "unknown")
_CLARITIES = ("absent", "unclear", "clear", "distorted")


def _number(person: Person) -> int:
    """The same for the same person, however often the demo is made."""
    return sum(map(ord, person.given + person.family))


def symptoms_of(person: Person, year: int) -> list[dict[str, Any]]:
    """Each symptom in full; `year` is the one in which they answer."""
    number = _number(person)
    return [
        {
            **dict(zip(("code", "side", "severity", "brought_on_by"), symptom, strict=True)),
            "quality": _SAYS[symptom[0]][0],
            "onset": _ONSETS[(number + place) % len(_ONSETS)],
            "since": str(year - 1 - (number + place) % 7),
        }
        for place, symptom in enumerate(person.symptoms)
    ]


def sensing_of(person: Person) -> dict[str, str]:
    """How clearly they feel the core, least where it is held."""
    held = body_of(person)["held"]
    return {
        code: _CLARITIES[place % 2] if code in held else _CLARITIES[(_number(person) + place) % 4]
        for place, code in enumerate(SENSED_REGIONS)
    }


def posture_of(person: Person) -> dict[str, Any]:
    """Signs and words that go with their symptoms."""
    told = [_SAYS[code] for code, *_rest in person.symptoms]
    signs = dict.fromkeys((sign for _q, signs, _w in told for sign in signs), "clearly")
    signs.setdefault("belly_protrudes", "a_little")
    signs.setdefault("distorted_curves", "cannot_tell")
    signs.setdefault("pubes_back", "not_at_all")
    return {
        "signs": signs,
        "qualities": list(dict.fromkeys(word for _q, _s, words in told for word in words)),
    }
