"""Kinds of mail that somebody may want or not. An invitation and a sign-in code are asked for."""

from enum import StrEnum


class MailKind(StrEnum):
    """What mails are about, as a client tells them apart."""

    REMINDER = "reminder"
    INTAKE = "intake"
    MESSAGE = "message"
    OFFER = "offer"
    APPOINTMENT = "appointment"
    CHECK_IN = "check_in"


# The outbox's own words for what is sent of a kind.
SENT_AS: dict[MailKind, tuple[str, ...]] = {
    MailKind.REMINDER: ("practice_reminder", "reminder_test", "reminder_question"),
    MailKind.INTAKE: ("intake_question", "intake_again"),
    MailKind.MESSAGE: ("client_message",),
    MailKind.OFFER: ("waitlist_offer",),
    MailKind.APPOINTMENT: ("appointment_reminder",),
    MailKind.CHECK_IN: ("check_in", "next_steps"),
}
# Planned when time is booked, weeks ahead: they wait on, in case they are wanted again by then.
WAIT_ON = frozenset({MailKind.APPOINTMENT})
