"""Where the people of the demo feel what they notice, on the body map."""

from collections.abc import Mapping
from types import MappingProxyType

from clients.symptoms.rules import BODY_REGIONS
from practice.data.demo.people import Person

# Symptom: (where it hurts, where it is held); "{}" is its side, or both if it has none.
_WHERE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "groin_pain": ("front_groin_{}_sleeve", ""),
        "groin_pull": ("front_groin_{}_core", "side_hip_{}_core"),
        "deep_pelvic_pain": ("front_pelvis_core", "front_belly_{}_core"),
        "deep_belly_ache": ("front_belly_{}_core", "front_diaphragm_core"),
        "lumbopelvic_pain": ("back_sacrum_core", "back_loin_{}_core"),
        "lumbosacral_pain": ("back_low_back_sleeve", ""),
        "pelvic_seizing": ("front_groin_{}_core", "front_pelvis_core"),
        "restricted_stride": ("", "front_groin_{}_sleeve"),
        "tight_hamstrings": ("", "back_thigh_{}_sleeve"),
        "chronic_constipation": ("front_lower_belly_sleeve", ""),
        "cannot_stand_erect": ("", "front_upper_belly_sleeve"),
    }
)


def body_of(person: Person) -> dict[str, list[str]]:
    """The marks that go with a person's symptoms."""
    found: dict[str, set[str]] = {"hurts": set(), "held": set()}
    for code, side, *_rest in person.symptoms:
        sides = (side,) if side in {"left", "right"} else ("left", "right")
        for mark, region in zip(found, _WHERE[code], strict=True):
            found[mark] |= {region.format(side) for side in sides if region}
    return {
        mark: [region.code for region in BODY_REGIONS if region.code in codes]
        for mark, codes in found.items()
    }
