"""The position–transition matrix: what was found where, before and after."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from clients.symptoms.models import MuscleGroup
from clients.symptoms.rules import (
    FINDINGS_AT,
    SensationClarity,
    Side,
    ToneFit,
    place_choices,
)
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.appointments.authors import NoteManager
from sessions.appointments.models import Session
from sessions.evaluations.amnesia import Control, LettingGo, Sense
from sessions.evaluations.findings import HEIGHT_UNITS, FindingKind

MOMENTS = (("before", _("before")), ("after", _("after")))
SENSATIONS = [word.value for word in SensationClarity]


def _to_ten(*names: str) -> models.Q:
    fine = models.Q()
    for name in names:
        fine &= models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__range": (0, 10)})
    return fine


def _findings_belong() -> models.Q:
    fine = models.Q(findings=[])
    for place, found in FINDINGS_AT.items():
        if found:
            codes = [one.code for one in found]
            fine |= models.Q(place=place.value, findings__contained_by=codes)
    return fine


class PositionTransitionAssessment(TenantModel):
    """One look at how a client holds and moves; belongs to one note."""

    subject = "note"
    client_path = "client__"
    client = TenantForeignKey(Client)
    session = TenantForeignKey(Session)

    objects: ClassVar[NoteManager[Self]] = NoteManager("notes__")

    def __str__(self) -> str:
        return f"{self.session_id}"


class AssessmentCell(TenantModel):
    """One muscle group, side and place at one moment. Tone 0–10, judged for that place.

    `findings` are codes of what the place is looked at for.
    An absent row means *not looked at*.
    """

    subject = "note"
    client_path = "assessment__client__"
    assessment = TenantForeignKey(PositionTransitionAssessment)
    muscle_group = TenantForeignKey(MuscleGroup)
    side = models.CharField(max_length=10, choices=Side.choices())
    place = models.CharField(max_length=30, choices=place_choices())
    moment = models.CharField(max_length=10, choices=MOMENTS)
    tone = models.PositiveSmallIntegerField(null=True)
    tone_fit = models.CharField(max_length=10, blank=True, choices=ToneFit.choices())
    pain = models.PositiveSmallIntegerField(null=True)
    effort = models.PositiveSmallIntegerField(null=True)
    sensation = models.CharField(
        max_length=10, blank=True, choices=SensationClarity.choices(), default="", db_default=""
    )
    findings = ArrayField(models.CharField(max_length=40), default=list, db_default=[], blank=True)

    objects: ClassVar[NoteManager[Self]] = NoteManager("assessment__notes__")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "assessment", "muscle_group", "side", "place", "moment"),
                name="one_cell_a_place",
            ),
            models.CheckConstraint(
                condition=_to_ten("tone", "pain", "effort"), name="cell_0_to_10"
            ),
            models.CheckConstraint(
                condition=models.Q(sensation__in=["", *SENSATIONS]), name="cell_sensation"
            ),
            models.CheckConstraint(condition=_findings_belong(), name="cell_findings_belong"),
            models.CheckConstraint(
                condition=models.Q(tone__isnull=False)
                | models.Q(pain__isnull=False)
                | models.Q(effort__isnull=False)
                | ~models.Q(tone_fit="")
                | ~models.Q(sensation="")
                | ~models.Q(findings=[]),
                name="cell_says_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.side} {self.moment}"


class Finding(TenantModel):
    """One thing that was seen: a reflex, a posture sign, a word of quality, breath, alternation,
    height, full stature. `value` is on the kind's scale, and empty where it was only ticked.

    An absent row means *not looked at*. What there is to look at is in `findings.LOOKS`.
    """

    subject = "note"
    client_path = "assessment__client__"
    assessment = TenantForeignKey(PositionTransitionAssessment)
    kind = models.CharField(max_length=20, choices=FindingKind.choices())
    code = models.CharField(max_length=40)
    side = models.CharField(max_length=10, blank=True, choices=Side.choices())
    value = models.PositiveSmallIntegerField(null=True)

    objects: ClassVar[NoteManager[Self]] = NoteManager("assessment__notes__")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "assessment", "kind", "code", "side"), name="one_finding_a_look"
            ),
            models.UniqueConstraint(
                fields=("practice", "assessment"),
                condition=models.Q(kind="height"),
                name="one_height_a_look",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="quality", value__isnull=True)
                | models.Q(value__isnull=False)
                & (
                    models.Q(kind__in=("reflex", "posture", "alternation"), value__range=(0, 3))
                    | models.Q(kind="breathing", value__range=(0, 1))
                    | models.Q(kind="full_stature", value__range=(0, 10))
                    | models.Q(kind="height", code="cm", value__range=HEIGHT_UNITS["cm"])
                    | models.Q(kind="height", code="in", value__range=HEIGHT_UNITS["in"])
                ),
                name="finding_on_its_scale",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="alternation", side__in=("left", "right"))
                | models.Q(kind="reflex", code="trauma", side__in=("left", "right"))
                | models.Q(kind="reflex", side__in=("left", "right", "both"))
                & ~models.Q(code="trauma")
                | models.Q(kind="breathing", side__in=("", "left", "right"))
                | ~models.Q(kind__in=("alternation", "reflex", "breathing")) & models.Q(side=""),
                name="finding_has_its_side",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.side}"


class SmaFinding(TenantModel):
    """Sensory-motor amnesia of one region and side: how it is sensed, moves and lets go.

    `region` is a region of the body map without its side; "" is what was not looked at.
    """

    subject = "note"
    client_path = "assessment__client__"
    assessment = TenantForeignKey(PositionTransitionAssessment)
    region = models.CharField(max_length=60)
    side = models.CharField(max_length=10, blank=True, choices=Side.choices())
    sense = models.CharField(max_length=10, blank=True, choices=Sense.choices())
    control = models.CharField(max_length=10, blank=True, choices=Control.choices())
    release = models.CharField(max_length=10, blank=True, choices=LettingGo.choices())

    objects: ClassVar[NoteManager[Self]] = NoteManager("assessment__notes__")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "assessment", "region", "side"), name="one_sma_a_region"
            ),
            models.CheckConstraint(
                condition=models.Q(sense__in=["", *(one.value for one in Sense)])
                & models.Q(control__in=["", *(one.value for one in Control)])
                & models.Q(release__in=["", *(one.value for one in LettingGo)])
                & models.Q(side__in=["", *(one.value for one in Side)]),
                name="sma_on_its_lists",
            ),
            models.CheckConstraint(
                condition=~models.Q(sense="", control="", release=""),
                name="sma_says_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.side}"
