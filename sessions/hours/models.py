"""Tables of services, and of the hours that somebody works: by the week, by the day, and off.

Their times are local: of the place's zone, online of the practice's. That hours of one person do
not overlap is held by exclusion constraints of migration 0027, also across places.
"""

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.symptoms.models import HAS_OWN_CODE, Retirable
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.hours.rules import (
    AHEAD_DAYS_LEAST,
    AHEAD_DAYS_MOST,
    BUFFER_MOST,
    MINUTES_LEAST,
    MINUTES_MOST,
    NAME_LENGTH,
    Modality,
    ServiceKind,
    TimeOffReason,
)

REMINDERS = [48, 3]


def usual_reminders() -> list[int]:
    """Hours before an appointment at which it is recalled, unless the practice says otherwise."""
    return list(REMINDERS)


class Service(Retirable):
    """What can be booked. `price` counts the minor unit of the practice's currency (cents), None
    where none is said; `places`: how many people; buffers are kept free before and after.

    A client books it from `lead_hours` to `ahead_days` ahead, and cancels it without a word until
    `cancellation_hours` before. `version` counts changes.
    """

    subject = "service"
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    folded = models.CharField(max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=ServiceKind.choices())
    # "" where it is not said.
    modality = models.CharField(
        _("way of working"),
        max_length=20,
        choices=Modality.choices(),
        blank=True,
        default="",
        db_default="",
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    buffer_before_minutes = models.PositiveSmallIntegerField(default=0, db_default=0)
    buffer_after_minutes = models.PositiveSmallIntegerField(default=0, db_default=0)
    price = models.PositiveIntegerField(_("price"), null=True)
    places = models.PositiveSmallIntegerField(_("places"), default=1, db_default=1)
    is_online = models.BooleanField(_("online"), default=False, db_default=False)
    lead_hours = models.PositiveSmallIntegerField(default=24, db_default=24)
    ahead_days = models.PositiveSmallIntegerField(default=60, db_default=60)
    cancellation_hours = models.PositiveSmallIntegerField(default=24, db_default=24)
    reminder_hours = ArrayField(
        models.PositiveSmallIntegerField(), default=usual_reminders, db_default=REMINDERS
    )
    is_client_bookable = models.BooleanField(default=True, db_default=True)
    # By somebody who is no client yet, on the public page.
    is_visitor_bookable = models.BooleanField(default=False, db_default=False)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "built_in_code"), name="one_service_a_code"
            ),
            models.UniqueConstraint(
                fields=("practice", "folded"),
                condition=Q(retired_at=None),
                name="one_service_a_name",
            ),
            models.CheckConstraint(condition=HAS_OWN_CODE, name="own_service_has_own_code"),
            models.CheckConstraint(
                condition=Q(minutes__range=(MINUTES_LEAST, MINUTES_MOST))
                & Q(buffer_before_minutes__lte=BUFFER_MOST)
                & Q(buffer_after_minutes__lte=BUFFER_MOST)
                & Q(ahead_days__range=(AHEAD_DAYS_LEAST, AHEAD_DAYS_MOST)),
                name="service_minutes_in_range",
            ),
            models.CheckConstraint(
                condition=Q(places=1) | Q(kind="group_class", places__gte=1),
                name="service_places_of_a_class",
            ),
        )

    def __str__(self) -> str:
        return self.name


class WeeklyHours(TenantModel):
    """When somebody works on a weekday (0 Monday to 6 Sunday), at a place or online (None).

    `since` and `until` are its first and last day, None for ever.
    """

    subject = "hours"
    practitioner = TenantForeignKey("practice.Membership")
    place = TenantForeignKey("practice.Place", null=True)
    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekly_hours_weekday"),
            models.CheckConstraint(
                condition=Q(begins__lt=F("ends")), name="weekly_hours_end_later"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(since__lte=F("until")),
                name="weekly_hours_until_after_since",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "practitioner", "weekday"), name="weekly_hours_whose"),
        )

    def __str__(self) -> str:
        return f"{self.weekday} {self.begins}–{self.ends}"


class DayHours(TenantModel):
    """Hours of one day, in place of the weekly ones of that person and place; closed: none."""

    subject = "hours"
    practitioner = TenantForeignKey("practice.Membership")
    place = TenantForeignKey("practice.Place", null=True)
    on = models.DateField()
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    is_closed = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(is_closed=True, begins=None, ends=None)
                | Q(
                    is_closed=False,
                    begins__isnull=False,
                    ends__isnull=False,
                    begins__lt=F("ends"),
                ),
                name="day_hours_closed_or_end_later",
            ),
        )
        indexes = (models.Index(fields=("practice", "practitioner", "on"), name="day_hours_whose"),)

    def __str__(self) -> str:
        return f"{self.on}"


class TimeOff(TenantModel):
    """Somebody is away, wherever they work: the half-open range of instants, and as it was meant.

    Whole days have no times. `last_day` is the last day off, `last_time` when it ends there.
    """

    subject = "hours"
    practitioner = TenantForeignKey("practice.Membership")
    during = DateTimeRangeField()
    first_day = models.DateField()
    first_time = models.TimeField(null=True)
    last_day = models.DateField()
    last_time = models.TimeField(null=True)
    zone = models.CharField(max_length=64)
    reason = models.CharField(max_length=12, choices=TimeOffReason.choices())

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(during__isempty=False)
                & Q(during__lower_inf=False)
                & Q(during__upper_inf=False)
                & Q(first_day__lte=F("last_day")),
                name="time_off_ends_later",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "practitioner", "last_day"), name="time_off_whose"),
        )

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day}"


class HolidaySetting(TenantModel):
    """Whether a place closes on public holidays, and on those of which country and region; the row
    without a place is the practice's, for every place that says nothing of its own.

    `country` is ISO 3166-1, `region` ISO 3166-2 without it; "" where it follows from the zone.
    """

    subject = "hours"
    place = TenantForeignKey("practice.Place", null=True)
    is_closed = models.BooleanField(default=False)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "place"),
                name="one_holiday_setting_a_place",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.country} {self.region}"
