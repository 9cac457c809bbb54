"""Who waits for time that gets free. Nothing of it is deleted."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.forms import WEEKDAYS
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.appointments.models import Appointment
from sessions.hours.models import Service
from sessions.waitlist.rules import WORDS_MOST, Ended, Part

PART_WORDS = {
    Part.MORNING: _("in the morning (until 12)"),
    Part.AFTERNOON: _("in the afternoon (12 to 17)"),
    Part.EVENING: _("in the evening (from 17)"),
}
ENDED_WORDS = {
    Ended.LEFT: _("left"),
    Ended.TAKEN_OFF: _("taken off by the practice"),
    Ended.BOOKED: _("booked meanwhile"),
    Ended.OVER: _("the time is over"),
    Ended.GONE: _("not offered any more"),
}


class WaitlistWish(TenantModel):
    """A client waits for a service since `made_at`, and keeps that place when they change it.

    Without `practitioner` with anybody; `place_ids` empty: at any place. What suits is days
    (Monday 0), parts of the day and from/until which day, by the clock of the place. `instead_of`:
    they have this one, and want something sooner. Without `made_by` the client said it, or their
    `guardian`.
    """

    subject = "appointment"
    client_path = "client__"
    client = TenantForeignKey(Client)
    service = TenantForeignKey(Service)
    practitioner = TenantForeignKey("practice.Membership", null=True)
    place_ids = ArrayField(models.UUIDField(), default=list)
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    parts = ArrayField(models.CharField(max_length=10))
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    instead_of = TenantForeignKey(Appointment, null=True)
    made_at = models.DateTimeField()
    made_by = TenantForeignKey("practice.Membership", null=True)
    guardian = TenantForeignKey("clients.Guardian", null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(
        max_length=10, blank=True, choices=[(why.value, ENDED_WORDS[why]) for why in Ended]
    )
    ended_words = models.CharField(max_length=WORDS_MOST, blank=True)
    ended_by = TenantForeignKey("practice.Membership", null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "client", "service"),
                condition=Q(ended_at=None),
                name="one_open_wish_a_service",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="wish_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="wish_until_after_since",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[0, 1, 2, 3, 4, 5, 6], weekdays__len__gte=1)
                & Q(parts__contained_by=[part.value for part in Part], parts__len__gte=1),
                name="wish_has_days",
            ),
            models.CheckConstraint(
                condition=Q(made_by=None) | Q(guardian=None), name="wish_of_one_side"
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "service", "made_at"),
                name="wish_waiting",
                condition=Q(ended_at=None),
            ),
            models.Index(fields=("practice", "client", "made_at"), name="wish_client"),
        )

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"

    @property
    def day_words(self) -> list[Promise | str]:
        """The days that suit; none where every day does."""
        if len(set(self.weekdays)) == len(WEEKDAYS):
            return []
        return [WEEKDAYS[day][1] for day in sorted(set(self.weekdays))]

    @property
    def part_words(self) -> list[Promise | str]:
        """The times of day that suit; none where every one does."""
        if len(set(self.parts)) == len(Part):
            return []
        return [PART_WORDS[part] for part in Part if part in self.parts]
