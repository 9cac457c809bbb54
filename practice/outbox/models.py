"""Every message that leaves, one row an occasion, and every attempt to send it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from practice.core.tenancy import TenantForeignKey, TenantModel
from practice.outbox.rules import Outcome, State

STATE_WORDS = {
    State.PLANNED: _("planned"),
    State.CLAIMED: _("being sent"),
    State.SENT: _("sent"),
    State.RETRY: _("waiting to try again"),
    State.FAILED: _("failed"),
    State.UNKNOWN: _("unknown whether it arrived"),
    State.EXPIRED: _("too late, not sent"),
    State.CANCELLED: _("no longer needed"),
    State.SUPPRESSED: _("not wanted"),
    State.HELD: _("held"),
}


class Message(TenantModel):
    """One intention to write to one person on one occasion.

    Rows hold ids, never texts: `subject_id` is what it is about (a program, an invitation, a
    user); `person_id` whom it is for; `recipient_id` whom it goes to where that is somebody else,
    such as a guardian. `secret` carries an encrypted one-time secret and is wiped
    on sending. `due_at`, when it was meant to leave, and `expires_at` are UTC; `try_at` is set on
    one that was put off: not before. `local_date` is the person's own day.
    """

    subject = "mail"
    kind = models.CharField(max_length=40)
    person_id = models.UUIDField()
    recipient_id = models.UUIDField(null=True)
    subject_id = models.UUIDField()
    channel = models.CharField(max_length=10, default="mail")
    local_date = models.DateField()
    slot = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField()
    try_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    state = models.CharField(
        max_length=20,
        default=State.PLANNED.value,
        choices=[(s.value, STATE_WORDS[s]) for s in State],
    )
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=120, blank=True)
    secret = models.TextField(blank=True)
    reason = models.CharField(max_length=200, blank=True)
    planned_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=(
                    "practice",
                    "kind",
                    "person_id",
                    "subject_id",
                    "local_date",
                    "slot",
                    "channel",
                    "recipient_id",
                ),
                name="one_message_an_occasion",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in State]), name="message_state_known"
            ),
        )
        indexes = (
            models.Index(
                fields=("due_at",),
                name="message_due",
                condition=models.Q(state__in=["planned", "retry"]),
            ),
            models.Index(
                fields=("lease_until",), name="message_leased", condition=models.Q(state="claimed")
            ),
            models.Index(
                fields=("practice", "state", "due_at"),
                name="message_waiting",
                condition=models.Q(state__in=["planned", "retry", "unknown", "held", "failed"]),
            ),
            models.Index(fields=("practice", "-due_at", "-id"), name="message_recent"),
            models.Index(fields=("practice", "person_id", "local_date"), name="message_person"),
            models.Index(fields=("practice", "subject_id"), name="message_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class DeliveryAttempt(TenantModel):
    """One try at sending. `data_at` is the server's 354, committed before the body is written."""

    subject = "mail"
    message = TenantForeignKey(Message)
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    data_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=20, blank=True, choices=[(o.value, o.value) for o in Outcome]
    )
    smtp_code = models.PositiveSmallIntegerField(null=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "message", "number"), name="one_row_an_attempt"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"
