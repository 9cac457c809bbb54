"""Time that got free, and to whom it was offered. Nothing of either is deleted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.clock import now
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.rules import AHEAD, is_late
from sessions.waitlist.models.wishes import WaitlistWish
from sessions.waitlist.offers.rules import OfferState, Withdrawn

STATE_WORDS = {
    OfferState.OFFERED: _("offered"),
    OfferState.TAKEN: _("taken"),
    OfferState.DECLINED: _("declined"),
    OfferState.EXPIRED: _("not answered in time"),
    OfferState.WITHDRAWN: _("taken back"),
}
BADGES = {OfferState.OFFERED: "watch", OfferState.TAKEN: "settled"}
WHY_WORDS = {
    Withdrawn.BY_PRACTICE: _("by the practice"),
    Withdrawn.FILLED: _("somebody else has this time"),
    Withdrawn.ENDED: _("they wait no more"),
    Withdrawn.GONE: _("not offered any more"),
}


class FreedTime(TenantModel):
    """Time of somebody that a step let go (`freed_at`: it can be taken back no more).

    It is offered to who waits until `over_at`: taken, or nobody is left whom it suits.
    """

    subject = "appointment"
    client_path = "step__appointment__client__"
    step = TenantForeignKey(AppointmentChange)
    practitioner = TenantForeignKey("practice.Membership")
    place = TenantForeignKey("practice.Place", null=True)
    zone = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    freed_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "step"), name="one_freed_time_a_step"),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="freed_time_ends_later"
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "starts_at"), name="freed_open", condition=Q(over_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class WaitlistOffer(TenantModel):
    """That one start was offered to who waits, `until` when, and what became of it.

    It takes no time of anybody. Without `freed` the practice (`made_by`) offered it by hand.
    `to_be_called`: no mail goes to them, somebody calls. Settled without `settled_by` by the
    client, or their `guardian`, where it was taken or declined; otherwise by the worker.
    """

    subject = "appointment"
    client_path = "client__"
    client = TenantForeignKey(Client)
    wish = TenantForeignKey(WaitlistWish)
    freed = TenantForeignKey(FreedTime, null=True)
    practitioner = TenantForeignKey("practice.Membership")
    place = TenantForeignKey("practice.Place", null=True)
    zone = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(
        max_length=10,
        default=OfferState.OFFERED.value,
        choices=[(state.value, STATE_WORDS[state]) for state in OfferState],
    )
    made_at = models.DateTimeField()
    made_by = TenantForeignKey("practice.Membership", null=True)
    until = models.DateTimeField()
    to_be_called = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    settled_by = TenantForeignKey("practice.Membership", null=True)
    guardian = TenantForeignKey("clients.Guardian", null=True)
    why = models.CharField(
        max_length=12, blank=True, choices=[(why.value, WHY_WORDS[why]) for why in Withdrawn]
    )
    appointment = TenantForeignKey(Appointment, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "freed", "wish"), name="one_offer_a_freed_time_and_wish"
            ),
            models.UniqueConstraint(
                fields=("practice", "wish"),
                condition=Q(state=OfferState.OFFERED.value),
                name="one_open_offer_a_wish",
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.OFFERED.value, settled_at=None)
                | (~Q(state=OfferState.OFFERED.value) & Q(settled_at__isnull=False)),
                name="offer_is_settled_once",
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.TAKEN.value, appointment__isnull=False)
                | (~Q(state=OfferState.TAKEN.value) & Q(appointment=None)),
                name="offer_taken_is_booked",
            ),
            models.CheckConstraint(
                condition=(Q(state=OfferState.WITHDRAWN.value) & ~Q(why=""))
                | (~Q(state=OfferState.WITHDRAWN.value) & Q(why="")),
                name="offer_withdrawn_says_why",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at"), until__lte=F("starts_at")),
                name="offer_stands_until_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | Q(guardian=None), name="offer_of_one_side"
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "until"),
                name="offer_open",
                condition=Q(state=OfferState.OFFERED.value),
            ),
            models.Index(fields=("practice", "wish", "made_at"), name="offer_wish"),
            models.Index(fields=("practice", "client", "made_at"), name="offer_client"),
        )

    @property
    def later(self) -> Appointment | None:
        """What they have already of the same service, later than this, and could give back."""
        had: Appointment | None = self.wish.instead_of
        if had is None or had.state not in set(AHEAD) or had.starts_at <= self.starts_at:
            return None
        return had

    @property
    def later_is_late(self) -> bool:
        """Whether giving that back now would count as cancelled late."""
        had = self.later
        return had is not None and is_late(had.starts_at, now(), had.policy["cancellation_hours"])

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether nothing became of it yet."""
        return self.state == OfferState.OFFERED

    @property
    def badge(self) -> str:
        """How a page marks where it stands."""
        return BADGES.get(OfferState(self.state), "")
