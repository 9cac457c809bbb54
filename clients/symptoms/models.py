"""Tables of the body's vocabulary and of what clients report in it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client, Episode
from clients.symptoms.rules import (
    BODY_REGIONS_BY_CODE,
    OWN_PREFIX,
    BodyLayer,
    BodyMark,
    BodyRegion,
    Onset,
    PostureGrade,
    SensationClarity,
    SensationQuality,
    Side,
    place_choices,
)
from practice.core.tenancy import TenantForeignKey, TenantModel


class BuiltIn(TenantModel):
    """A row copied into each new practice; `built_in_version` 0 is the practice's own."""

    subject = "vocabulary"
    built_in_code = models.CharField(max_length=60)
    built_in_version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class Retirable(BuiltIn):
    """One that a practice can retire: since `retired_at` it is offered no more, and what was
    written of it stays."""

    retired_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class OwnWord(Retirable):
    """One that a practice can add its own of: version 0, and a code that begins with "own_".

    `called` is the field of its name; `folded` keeps two of one name apart.
    """

    called: ClassVar[str] = "name"
    folded = models.CharField(max_length=120, blank=True, default="", db_default="")
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


HAS_OWN_CODE = models.Q(built_in_version=0, built_in_code__startswith=OWN_PREFIX) | models.Q(
    built_in_version__gt=0
) & ~models.Q(built_in_code__startswith=OWN_PREFIX)


class MuscleGroup(OwnWord):
    """A group of muscles, deep (core) or around it (sleeve)."""

    name = models.CharField(_("name"), max_length=80)
    aliases = ArrayField(models.CharField(max_length=80), default=list)
    layer = models.CharField(max_length=10)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "built_in_code"), name="one_muscle_group_a_code"
            ),
            models.UniqueConstraint(
                fields=("practice", "folded"),
                condition=models.Q(built_in_version=0),
                name="one_own_muscle_group_a_name",
            ),
            models.CheckConstraint(condition=HAS_OWN_CODE, name="own_muscle_group_has_own_code"),
        )

    def __str__(self) -> str:
        return self.name


class Symptom(OwnWord):
    """One entry of the catalogue; `source` is its row in the article the catalogue came from.

    `sided` False: it has no left or right.
    """

    called = "label"
    label = models.CharField(_("label"), max_length=160)
    kind = models.CharField(max_length=20)
    category = models.CharField(max_length=20)
    place = models.CharField(max_length=30, blank=True)
    mimics = models.BooleanField(default=False)
    ask_at_intake = models.BooleanField(default=False)
    source = models.CharField(max_length=80)
    sided = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "built_in_code"), name="one_symptom_a_code"
            ),
            models.UniqueConstraint(
                fields=("practice", "folded"),
                condition=models.Q(built_in_version=0),
                name="one_own_symptom_a_name",
            ),
            models.CheckConstraint(condition=HAS_OWN_CODE, name="own_symptom_has_own_code"),
        )

    def __str__(self) -> str:
        return self.label


class SymptomReport(TenantModel):
    """One symptom as a client told it: side, 0–10 or not answered, how it feels and began.

    `side` is "" for one that has no side. `since` is "2019" or "2019-05"; what was not said is "".
    """

    subject = "story"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode, null=True)
    symptom = TenantForeignKey(Symptom)
    side = models.CharField(max_length=10, choices=Side.choices())
    severity = models.PositiveSmallIntegerField(null=True)
    place = models.CharField(max_length=30, blank=True, choices=place_choices())
    quality = models.CharField(
        max_length=20, blank=True, choices=SensationQuality.choices(), default="", db_default=""
    )
    onset = models.CharField(
        max_length=20, blank=True, choices=Onset.choices(), default="", db_default=""
    )
    since = models.CharField(max_length=7, blank=True, default="", db_default="")
    reported_on = models.DateField()
    reported_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(severity__isnull=True) | models.Q(severity__range=(0, 10)),
                name="severity_0_to_10",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client", "-reported_at"), name="report_client"),
        )

    def __str__(self) -> str:
        return f"{self.symptom_id} {self.severity}"


class SignReport(TenantModel):
    """A posture sign with its degree, or a quality of movement, as a client notices it.

    `grade` of a quality is empty: it was ticked. What was not answered has no row.
    """

    subject = "story"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    symptom = TenantForeignKey(Symptom)
    grade = models.CharField(max_length=20, blank=True, choices=PostureGrade.choices())
    reported_on = models.DateField()

    class Meta:
        indexes = (models.Index(fields=("practice", "client"), name="sign_client"),)

    def __str__(self) -> str:
        return f"{self.symptom_id} {self.grade}"


class RegionReport(TenantModel):
    """What a client marked on a region of the body map: where it hurts, is held, how it is felt."""

    subject = "story"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    region = models.CharField(max_length=60)
    layer = models.CharField(max_length=10, choices=BodyLayer.choices())
    side = models.CharField(max_length=10, choices=Side.choices())
    mark = models.CharField(
        max_length=20, choices=[*BodyMark.choices(), *SensationClarity.choices()]
    )
    reported_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "episode", "region", "mark"), name="one_mark_a_region"
            ),
        )
        indexes = (models.Index(fields=("practice", "client", "episode"), name="region_client"),)

    def __str__(self) -> str:
        return f"{self.mark} {self.region}"

    @property
    def place(self) -> BodyRegion:
        """The region with its words."""
        return BODY_REGIONS_BY_CODE[self.region]
