"""Every message that leaves, one row an occasion, and every attempt to send it."""

from collections.abc import Mapping
from uuid import UUID

from django.db import models
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from practice.core.tenancy import TenantForeignKey, TenantModel
from practice.outbox.rules import Outcome, State
from practice.outbox.texts.rules import OwnText

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
    # The practice's own words by their code; the sender puts them here, once for a whole batch.
    texts: Mapping[str, OwnText] = {}
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
    # Known well before it was due (rules.is_expected); the breaker counts the others.
    expected = models.BooleanField(default=True, db_default=True)
    # When somebody let it go: what is held afterwards holds it again, nothing before does.
    released_at = models.DateTimeField(null=True)

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
            # Whose turn it is: the next of each practice, and what somebody waits for.
            models.Index(
                "practice",
                Greatest("due_at", "try_at"),
                name="message_turn",
                condition=models.Q(state__in=["planned", "retry"], urgent=False),
            ),
            models.Index(
                Greatest("due_at", "try_at"),
                name="message_urgent",
                condition=models.Q(state__in=["planned", "retry"], urgent=True),
            ),
            models.Index(
                fields=("planned_at", "practice"),
                name="message_unexpected",
                condition=models.Q(expected=False, urgent=False, released_at=None),
            ),
            models.Index(
                fields=("settled_at", "state"),
                name="message_settled",
                condition=models.Q(settled_at__isnull=False),
            ),
            models.Index(
                fields=("state",),
                name="message_stands",
                condition=models.Q(state__in=["unknown", "held"]),
            ),
            models.Index(fields=("practice", "-due_at", "-id"), name="message_recent"),
            models.Index(fields=("practice", "person_id", "local_date"), name="message_person"),
            models.Index(fields=("practice", "subject_id"), name="message_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class DeliveryAttempt(TenantModel):
    """One try at sending. `data_at` is the server's 354, committed before the body is written.

    `provider_id` is what a provider calls the mail that it took.
    """

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
    provider_id = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "message", "number"), name="one_row_an_attempt"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"


EVERYBODY = UUID(int=0)  # the brake of all practices together


class Brake(models.Model):
    """How fast mails leave, and whether they are held: a row a practice, and one for all.

    `tokens` are mails that may leave at once, as counted at `filled_at`; `short_at` is when one
    had to wait for its turn last. Since `held_since` nothing leaves but what somebody waits for;
    a practice that is let go by `released_at` is past what was held for all before. `mark` says
    in which database this was written (sending/brakes.py).
    """

    whose = models.UUIDField(primary_key=True)
    tokens = models.FloatField(default=0, db_default=0)
    filled_at = models.DateTimeField(null=True)
    short_at = models.DateTimeField(null=True)
    held_since = models.DateTimeField(null=True)
    held_reason = models.CharField(max_length=200, blank=True, db_default="")
    released_at = models.DateTimeField(null=True)
    mark = models.CharField(max_length=120, blank=True, db_default="")

    def __str__(self) -> str:
        return str(self.whose)


class DatabaseOrigin(models.Model):
    """One row that nothing ever changes: which transaction wrote it tells a database that was
    put back from the one that it is a copy of."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    made_at = models.DateTimeField(db_default=models.functions.Now())

    def __str__(self) -> str:
        return str(self.made_at)
