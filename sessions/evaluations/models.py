"""The position–transition matrix: what was found where, before and after."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from clients.symptoms.models import MuscleGroup
from clients.symptoms.rules import Side, ToneFit, place_choices
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.appointments.models import Session

MOMENTS = (("before", _("before")), ("after", _("after")))


class PositionTransitionAssessment(TenantModel):
    """One look at how a client holds and moves; belongs to one note."""

    subject = "note"
    client_path = "client__"
    client = TenantForeignKey(Client)
    session = TenantForeignKey(Session)

    def __str__(self) -> str:
        return f"{self.session_id}"


class AssessmentCell(TenantModel):
    """One muscle group, side and place at one moment. Tone 0–10, judged for that place.

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

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "assessment", "muscle_group", "side", "place", "moment"),
                name="one_cell_a_place",
            ),
            models.CheckConstraint(
                condition=(models.Q(tone__isnull=True) | models.Q(tone__range=(0, 10)))
                & (models.Q(pain__isnull=True) | models.Q(pain__range=(0, 10))),
                name="cell_0_to_10",
            ),
            models.CheckConstraint(
                condition=models.Q(tone__isnull=False)
                | models.Q(pain__isnull=False)
                | ~models.Q(tone_fit=""),
                name="cell_says_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.side} {self.moment}"
