"""The table of what visitors ask to book, until their address is confirmed and it is booked."""

from django.db import models
from django.db.models import Q

from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.hours.models import Service


class VisitorBooking(TenantModel):
    """A time that somebody picked on the public page. Nothing is booked by it, and nothing kept
    free, until the link of its mail is pressed.

    Who asks is known by what they typed, which is taken out once it is booked, and goes with the
    row where it never was. It leaves no trail for that reason.
    """

    subject = "appointment"
    service = TenantForeignKey(Service)
    practitioner = TenantForeignKey("practice.Membership")
    place = TenantForeignKey("practice.Place", null=True)
    starts_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    given_name = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    came_by = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    appointment = TenantForeignKey("care_sessions.Appointment", null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(appointment=None) | Q(email="", given_name="", phone=""),
                name="visitor_booking_keeps_nobody",
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "expires_at"),
                name="visitor_booking_over",
                condition=Q(appointment=None),
            ),
            models.Index(
                fields=("practice", "-starts_at"),
                name="visitor_booking_made",
                condition=Q(appointment__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
