"""The movement library: built-in movements are copied into each practice."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.symptoms.models import Retirable


class Movement(Retirable):
    """One movement to practise. `steps` is one round of {kind, words, seconds}; `targets` a list of
    {muscle_group, place} by code; `frees` and `integrates` weigh 0 to 3."""

    subject = "movement"
    name = models.CharField(_("name"), max_length=120)
    aliases = models.JSONField(default=list)
    summary = models.CharField(_("in a sentence"), max_length=300, blank=True)
    start_position = models.CharField(max_length=30)
    variants = ArrayField(models.CharField(max_length=20), default=list)
    sides = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    cycles = models.PositiveSmallIntegerField(_("rounds"), default=1)
    start = models.TextField(_("how to begin"), blank=True)
    steps = models.JSONField(default=list)
    frees = models.PositiveSmallIntegerField()
    integrates = models.PositiveSmallIntegerField()
    targets = models.JSONField(default=list)
    contraindications = ArrayField(models.CharField(max_length=40), default=list)
    drawing = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200)
    rights = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "built_in_code"), name="one_movement_a_code"
            ),
            models.CheckConstraint(
                condition=models.Q(frees__lte=3, integrates__lte=3), name="weights_0_to_3"
            ),
        )

    def __str__(self) -> str:
        return self.name
