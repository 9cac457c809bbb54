"""What repeats, as it was asked for; each of its times is an appointment of its own."""

from django.db import models
from django.db.models import Q

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel


class AppointmentSeries(TenantModel):
    """Every so many weeks from a day on, at one time by the clock of `zone`.

    It tells what was asked; what stands is told by its appointments, of which some were left out,
    moved or cancelled since.
    """

    subject = "appointment"
    client_path = "client__"
    client = TenantForeignKey(Client)
    first_day = models.DateField()
    local_time = models.TimeField()
    zone = models.CharField(max_length=64)
    every_weeks = models.PositiveSmallIntegerField()
    made_by = TenantForeignKey("practice.Membership")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(every_weeks__range=(1, 8)), name="series_weeks_in_range"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_day} + {self.every_weeks}"
