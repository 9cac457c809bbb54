"""What a practice may word of the reminder to practise."""

from django.utils.translation import gettext_lazy as _

from practice.outbox.texts.common import COMMON
from practice.outbox.texts.kinds import TextKind
from sessions.reminders.emails import TEXT, preview_reminder

REMINDER_TEXT = TextKind(
    code=TEXT,
    word=_("Reminder to practise"),
    added=_(
        "Supple writes the link to today’s practice below it, for a guardian whom it is for, and"
        " the links that change the days and turn these mails off. Who asked for detail reads"
        " their cue besides; the others get Supple’s own subject, which names nobody."
    ),
    placeholders=COMMON,
    subject=_("A few minutes for yourself"),
    body=_(
        "Hello {first_name},\n\nHere is the note you asked for. A few slow minutes count, and so"
        " does the short form.\n\nA missed day changes nothing."
    ),
    preview=preview_reminder,
)
