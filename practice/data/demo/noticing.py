"""How the people of the demo say that it feels and began, how they move, and what was before."""

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


_HAPPENED = (
    ("accident", "Off the bicycle, on the hip", "right"),
    ("surgery", "Appendix taken out", "right"),
    ("injury", "Ankle sprained on the stairs", "left"),
    ("surgery", "A birth by section", "middle"),
    ("accident", "Run into from behind, in the car", "both"),
)
_DAYS = (
    ("Office, at two screens", "Leaning on the left elbow", "held", "Under the ribs"),
    ("Nurse on nights", "Lifting from the bed, always from the right", "cannot_tell", ""),
    ("Teacher", "Standing on one leg at the board", "free", ""),
    ("Driver", "Sitting with the wallet under one side", "held", "Below the navel"),
)
_WITH_WHOM = ("In the village", "Somebody a friend knew", "At the gym", "")


def tried_by(person: Person, year: int) -> list[dict[str, Any]]:
    """What they tried before, with whom and when."""
    number = _number(person)
    keys = ("approach", "what", "relief_extent", "relief_days")
    return [
        {
            **dict(zip(keys, tried, strict=True)),
            "who": _WITH_WHOM[(number + place) % len(_WITH_WHOM)],
            "happened": str(year - 1 - (number + place) % 4),
        }
        for place, tried in enumerate(person.tried)
    ]


def injuries_of(person: Person, year: int) -> list[dict[str, str]]:
    """What happened to every second of them."""
    number = _number(person)
    if number % 2:
        return []
    kind, what, side = _HAPPENED[number // 2 % len(_HAPPENED)]
    return [{"kind": kind, "what": what, "side": side, "happened": str(year - 3 - number % 20)}]


def life_of(person: Person) -> dict[str, Any]:
    """Their days; whoever is tired leaves a rating open."""
    number = _number(person)
    occupation, habits, breathing, where = _DAYS[number % len(_DAYS)]
    return {
        "occupation": occupation,
        "habits": habits,
        "stress": 2 + number % 7,
        "sleep": None if number % 5 == 0 else 3 + number % 6,
        "breathing": breathing,
        "breathing_where": where,
    }


def doctors_of(person: Person) -> dict[str, str]:
    """What a doctor named, for one in four."""
    told = _number(person) % 4 == 0
    return {
        "findings": "Nothing on the pictures, they said" if told else "",
        "medication": "Something against the ache, now and then" if told else "",
    }


def goals_of(person: Person) -> list[dict[str, Any]]:
    """Their goals and the two aims of the work, with how well each goes."""
    wanted = dict.fromkeys((*person.goals, "economical_movement", "easy_balance"))
    number = _number(person)
    return [
        {"activity": goal, "ability": None if place == 4 else 1 + (number + 3 * place) % 6}
        for place, goal in enumerate(list(wanted)[:5])
    ]
