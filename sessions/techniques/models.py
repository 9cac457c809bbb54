"""Techniques and the lessons that are taught with them: each practice has its own copy."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.symptoms.models import HAS_OWN_CODE, MuscleGroup, OwnWord, Retirable
from clients.symptoms.rules import Position, Side
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.evaluations.rules import ReflexPattern
from sessions.movements.models import Movement


class Technique(OwnWord):
    """A way of working, with whom it comes from; `hands_on`: it needs the client's agreement to
    touch."""

    name = models.CharField(_("name"), max_length=60)
    lineage = models.CharField(_("comes from"), max_length=80, blank=True)
    hands_on = models.BooleanField(_("done with the hands"), default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "built_in_code"), name="one_technique_a_code"
            ),
            models.UniqueConstraint(fields=("practice", "folded"), name="one_technique_a_name"),
            models.CheckConstraint(condition=HAS_OWN_CODE, name="own_technique_has_own_code"),
        )

    def __str__(self) -> str:
        return self.name


class LessonProtocol(Retirable):
    """A lesson as somebody taught it; `order` is its number in that lineage."""

    name = models.CharField(_("name"), max_length=80)
    lineage = models.CharField(_("comes from"), max_length=80, blank=True)
    reflex = models.CharField(
        _("reflex"), max_length=20, blank=True, choices=ReflexPattern.choices()
    )
    order = models.PositiveSmallIntegerField(_("number in its lineage"), null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "built_in_code"), name="one_protocol_a_code"
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProtocolLine(TenantModel):
    """One line of a protocol: what it puts into a note, to be changed there freely."""

    subject = "vocabulary"
    protocol = TenantForeignKey(LessonProtocol)
    position = models.PositiveSmallIntegerField()
    technique = TenantForeignKey(Technique)
    muscle_group = TenantForeignKey(MuscleGroup, null=True)
    movement = TenantForeignKey(Movement, null=True)
    side = models.CharField(max_length=10, blank=True, choices=Side.choices())
    place = models.CharField(max_length=30, blank=True, choices=Position.choices())
    repetitions = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "protocol", "position"), name="one_protocol_line_a_position"
            ),
            models.CheckConstraint(
                condition=Q(muscle_group__isnull=False, movement__isnull=True)
                | Q(muscle_group__isnull=True, movement__isnull=False),
                name="protocol_line_muscle_or_movement",
            ),
            models.CheckConstraint(
                condition=Q(repetitions__isnull=True) | Q(repetitions__range=(1, 99)),
                name="protocol_line_1_to_99",
            ),
        )

    def __str__(self) -> str:
        return f"{self.protocol_id} {self.position}"
