"""Tables of calendars that somebody is busy by: where they are read, and when they say busy."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.busy_times.rules import NAME_LENGTH, Fault

FAULT_WORDS = {
    Fault.NOT_FOUND: _("There is nothing at this address any more."),
    Fault.REFUSED: _("The calendar is not open to whoever has the address. Make it so there."),
    Fault.UNREACHABLE: _("The other side did not answer as it should."),
    Fault.NOT_PUBLIC: _("The address is not public: it leads into a network of its own."),
    Fault.NOT_SECURE: _("The other side has no secure address (https) with a valid certificate."),
    Fault.REDIRECTS: _("It leads on to other addresses too many times."),
    Fault.TOO_LARGE: _("The calendar is too large: more than 5 MB."),
    Fault.TOO_SLOW: _("The other side was too slow."),
    Fault.NOT_A_CALENDAR: _("What stands there is no calendar."),
    Fault.TOO_MUCH: _("The calendar has too many times, or repeats in a way that has no end."),
    Fault.LOST: _("The address cannot be read back. Give it again."),
}


class BusyCalendar(TenantModel):
    """Where a member's other calendar is read: the address is a secret, and kept `sealed`.

    `due_at`: when it is read next; `read_at` when it was read last, `whole_at` when all of it.
    It leaves no trail: what is removed is gone.
    """

    subject = "hours"
    member = TenantForeignKey("practice.Membership")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    host = models.CharField(max_length=255)
    sealed = models.TextField()
    added_at = models.DateTimeField()
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    whole_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(
        max_length=16, blank=True, choices=[(one.value, FAULT_WORDS[one]) for one in Fault]
    )
    odd = models.PositiveIntegerField(default=0)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("practice", "member"), name="busy_calendar_member"),
            models.Index(fields=("due_at",), name="busy_calendar_due"),
        )

    def __str__(self) -> str:
        return self.name


class BusyTime(TenantModel):
    """From when to when a practitioner is busy by a calendar of theirs; nothing says for what."""

    subject = "hours"
    calendar = TenantForeignKey(BusyCalendar, related_name="busytime")
    practitioner = TenantForeignKey("practice.Membership")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="busy_time_ends_later"
            ),
        )
        indexes = (
            models.Index(fields=("practice", "practitioner", "ends_at"), name="busy_time_whose"),
            models.Index(fields=("practice", "calendar"), name="busy_time_calendar"),
        )

    def __str__(self) -> str:
        return f"{self.starts_at}–{self.ends_at}"
