"""Instruments as data: what is asked, on which scale, who may use it, and from when a change means
something. Nothing is here whose licence is unclear (the domain notes on measures, 3.1).
"""

from collections.abc import Mapping
from types import MappingProxyType

from clients.intake.rules import PSFS_VERSION
from clients.measures.rules.instrument import (
    Direction,
    Instrument,
    Item,
    Scoring,
    Size,
    Threshold,
    Worse,
)

GENERIC = "Generic question without an owner; the wording is ours"
OWN = "Ours"
NOT_VALIDATED = "Not validated: shown without a verdict."

SALAFFI = (
    "Salaffi et al. 2004, PMID 15207508 (825 people with chronic musculoskeletal pain); less than"
    " two points, within the error, is a little at most here"
)
NPRS_ERROR = (
    "Mirrors the two points of Salaffi et al. 2004, PMID 15207508; a smaller change lies within"
    " the error of 1.77 (doi 10.1055/a-1304-3677)"
)
ABBOTT = "Abbott & Schmitt 2014, doi 10.2519/jospt.2014.5248 (1,708 people)"
KAMPER = "Kamper, Maher & Mackay 2009, doi 10.1179/jmt.2009.17.3.163: 2 points of 11"
GUY = "NINDS Common Data Elements: much improved or better"

NPRS = Instrument(
    code="nprs",
    version="1",
    name="Pain, average of 7 days (NPRS)",
    direction=Direction.DOWN,
    scoring=Scoring.NUMBER,
    low=0,
    high=10,
    ends=("no pain", "the worst you can imagine"),
    items=(Item("average", "How much pain have you had over the last 7 days, on average?"),),
    recall="The last 7 days",
    licence=GENERIC,
    source="Numeric pain rating scale 0–10",
    validated=True,
    thresholds=(
        Threshold(Size.SMALL, 1, 15, SALAFFI),
        Threshold(Size.LARGE, 2, 33, SALAFFI, least=2),
    ),
    worse=Worse(2, NPRS_ERROR),
)
NPRS_NOW = Instrument(
    code="nprs_now",
    version="1",
    name="Pain now (NPRS)",
    direction=Direction.DOWN,
    scoring=Scoring.NUMBER,
    low=0,
    high=10,
    ends=("no pain", "the worst you can imagine"),
    items=(Item("now", "How much pain do you have right now?"),),
    recall="Now",
    licence=GENERIC,
    source="Numeric pain rating scale 0–10",
    validated=True,
    why_no_verdict="A moment says too little: the thresholds are for the average of 7 days.",
)
PSFS = Instrument(
    code="psfs",
    version=PSFS_VERSION,
    name="Activities (PSFS)",
    direction=Direction.UP,
    scoring=Scoring.MEAN,
    low=0,
    high=10,
    ends=("unable", "able as before"),
    items=(),
    stem="How well does this go today?",
    recall="Today",
    licence="Free of cost; the activities are the client’s own",
    source="Patient-Specific Functional Scale, Stratford 1995 (its version 2.0 turns the scale)",
    validated=True,
    thresholds=(
        Threshold(Size.SMALL, 1.3, None, ABBOTT),
        Threshold(Size.MEDIUM, 2.3, None, ABBOTT),
        Threshold(Size.LARGE, 2.7, None, ABBOTT),
    ),
    worse=Worse(1.3, f"Mirrors the small change of {ABBOTT}"),
    by_activity=True,
)
GRC = Instrument(
    code="grc",
    version="1",
    name="Change on the whole (GRC)",
    direction=Direction.UP,
    scoring=Scoring.NUMBER,
    low=-5,
    high=5,
    ends=("very much worse", "completely well"),
    items=(Item("change", "Compared with when this work began: how is it now, on the whole?"),),
    recall="Since the work began",
    licence=GENERIC,
    source="Global rating of change, 11 steps, as reviewed by Kamper, Maher & Mackay 2009",
    validated=True,
    thresholds=(Threshold(Size.PLAIN, 2, None, KAMPER),),
    worse=Worse(2, KAMPER),
    judges_change=True,
)
PGIC = Instrument(
    code="pgic",
    version="1",
    name="Impression of change (PGIC)",
    direction=Direction.DOWN,
    scoring=Scoring.NUMBER,
    low=1,
    high=7,
    ends=("very much improved", "very much worse"),
    items=(Item("change", "Since this work began, on the whole I am:"),),
    steps=(
        "very much improved",
        "much improved",
        "minimally improved",
        "no change",
        "minimally worse",
        "much worse",
        "very much worse",
    ),
    recall="Since the work began",
    licence="Public domain (NINDS Common Data Elements)",
    source="Patient global impression of change, 7 steps",
    validated=True,
    thresholds=(Threshold(Size.PLAIN, 2, None, GUY),),
    worse=Worse(2, f"Mirrors {GUY}"),
    judges_change=True,
)
SRBAI = Instrument(
    code="srbai",
    version="2012",
    name="How much it is a habit (SRBAI)",
    direction=Direction.UP,
    scoring=Scoring.MEAN,
    low=1,
    high=7,
    ends=("strongly disagree", "strongly agree"),
    stem="Practising my movements is something …",
    items=(
        Item("automatically", "… I do automatically."),
        Item("remember", "… I do without having to consciously remember."),
        Item("thinking", "… I do without thinking."),
        Item("realize", "… I start doing before I realize I’m doing it."),
    ),
    recall="Now",
    licence="Open access, CC BY 2.0: cited here, and only the behaviour it asks about is ours",
    source=(
        "Gardner, Abraham, Lally & de Bruijn 2012, doi 10.1186/1479-5868-9-102; its four questions"
        " come from the Self-Report Habit Index, Verplanken & Orbell 2003"
    ),
    validated=True,
    why_no_verdict="How a habit grows differs from person to person: no threshold is known.",
)
EASE = Instrument(
    code="ease",
    version="1",
    name="Ease",
    direction=Direction.UP,
    scoring=Scoring.NUMBER,
    low=0,
    high=10,
    ends=("no ease at all", "complete ease"),
    items=(Item("ease", "How easy does it feel in your body right now?"),),
    recall="Now",
    licence=OWN,
    source=OWN,
    validated=False,
    why_no_verdict=NOT_VALIDATED,
)
OPEN_CORE = Instrument(
    code="open_core",
    version="1",
    name="Open core",
    direction=Direction.UP,
    scoring=Scoring.NUMBER,
    low=0,
    high=10,
    ends=("closed, held", "open, at rest"),
    items=(Item("core", "Deep inside, close to the spine: how open does it feel?"),),
    recall="Now",
    licence=OWN,
    source=OWN,
    validated=False,
    why_no_verdict=NOT_VALIDATED,
)
FREE_SLEEVE = Instrument(
    code="free_sleeve",
    version="1",
    name="Free sleeve",
    direction=Direction.UP,
    scoring=Scoring.NUMBER,
    low=0,
    high=10,
    ends=("tight all around", "free all around"),
    items=(Item("sleeve", "The muscles around, close to the skin: how free do they feel?"),),
    recall="Now",
    licence=OWN,
    source=OWN,
    validated=False,
    why_no_verdict=NOT_VALIDATED,
)

INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType(
    {
        one.code: one
        for one in (
            NPRS,
            NPRS_NOW,
            PSFS,
            GRC,
            PGIC,
            SRBAI,
            EASE,
            OPEN_CORE,
            FREE_SLEEVE,
        )
    }
)
# What was asked in an earlier version stays here, so that it can still be scored.
FORMER: tuple[Instrument, ...] = ()

# Judgements of one change that two people make: neither sees the other's before both are in. An
# impression of change says the same as the global rating, and is shut with it.
JUDGED_BY_CLIENT: tuple[str, ...] = (GRC.code, PGIC.code)
JUDGED_BY_PRACTITIONER: tuple[str, ...] = (GRC.code,)


def instrument_of(code: str, version: str) -> Instrument | None:
    """The instrument as it was in a version; None for one that nobody knows any more."""
    known = (*INSTRUMENTS.values(), *FORMER)
    return next((one for one in known if (one.code, one.version) == (code, version)), None)
