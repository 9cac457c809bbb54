"""What a practice may word of the mails about booked time, and what these mails can tell in it."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _

from clients.guardians.queries import Addressee
from clients.guardians.telling import mail_to
from clients.records.queries import get_client
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.links import absolute
from practice.core.models import Practice
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail
from practice.outbox.texts.common import COMMON, common_values
from practice.outbox.texts.kinds import TextKind
from practice.outbox.texts.queries import Texts, own_words
from practice.outbox.texts.rules import OwnText

ADDED = _(
    "Supple writes the day, the time, the place and your rule for cancelling below it, the way to"
    " the portal, and for a guardian whom it is about."
)
ADDED_REMINDER = _(
    "Supple writes the day, the time, the place and your rule for cancelling below it, the way to"
    " the portal, for a guardian whom it is about, and the link that turns these mails off."
)
PLACEHOLDERS = {
    **COMMON,
    "when": _("day and time, by the clock of the place"),
    "day": _("the day of the week"),
    "time": _("the time of day"),
    "place": _("the place, or “online”"),
    "practitioner": _("who gives the lesson"),
}


def worded(
    code: str, texts: Texts, practice: Practice, to: Addressee, told: Mapping[str, Any]
) -> dict[str, Any]:
    """What a mail tells of booked time, and `own`, the practice's words for it."""
    starts = told["starts"]
    at = time_format(starts, "TIME_FORMAT")
    values = {
        **common_values(practice, to.called),
        "when": f"{date_format(starts, 'WEEKDAY_DATE_FORMAT')}, {at}",
        "day": date_format(starts, "WEEKDAY_FORMAT"),
        "time": at,
        "place": told["place"] or str(_("online")),
        "practitioner": told["with_whom"],
    }
    return {**told, "own": own_words(texts, code, values) if code in texts else None}


def _preview(code: str, template: str, word: str) -> Any:
    def preview(actor: Actor, client_id: UUID, text: OwnText) -> Mail:
        client, practice = get_client(actor, client_id), get_practice(actor)
        to = Addressee(client.full_name, client.email, client.called)
        tomorrow = today_in(practice.timezone) + timedelta(days=1)
        starts = datetime.combine(tomorrow, time(10), ZoneInfo(practice.timezone))
        told = {
            "for_client": None,
            "word": word,
            "starts": starts.replace(tzinfo=None),
            "ends": starts.replace(tzinfo=None) + timedelta(hours=1),
            "zone": practice.timezone,
            "with_whom": actor.name,
            "place": "",
            "where": [],
            "directions": "",
            "room": "",
        }
        url = absolute("portal_appointments")
        return mail_to(
            practice,
            to,
            template,
            url,
            stop_url=url,
            has_login=True,
            may_confirm=True,
            policy="",
            **worded(code, {code: text}, practice, to, told),
        )

    return preview


def _kind(code: str, template: str, step: str, **words: Any) -> TextKind:
    return TextKind(
        code=code, placeholders=PLACEHOLDERS, preview=_preview(code, template, step), **words
    )


TEXTS = (
    _kind(
        "appointment_reminder",
        "appointment_reminder",
        "booked",
        word=_("Reminder of an appointment"),
        added=ADDED_REMINDER,
        subject=_("Appointment: {day}, {time}"),
        body=_("Hello {first_name},\n\nYou have an appointment:"),
    ),
    _kind(
        "appointment_booked",
        "appointment_word",
        "booked",
        word=_("An appointment is booked"),
        added=ADDED,
        subject=_("Booked: {day}, {time}"),
        body=_("Hello {first_name},\n\nYour appointment is booked:"),
    ),
    _kind(
        "appointment_moved",
        "appointment_word",
        "moved",
        word=_("An appointment was moved"),
        added=ADDED,
        subject=_("Moved to {day}, {time}"),
        body=_("Hello {first_name},\n\nYour appointment was moved. It is now:"),
    ),
    _kind(
        "appointment_cancelled",
        "appointment_word",
        "cancelled",
        word=_("An appointment is cancelled"),
        added=ADDED,
        subject=_("Cancelled: {day}, {time}"),
        body=_("Hello {first_name},\n\nYour appointment is cancelled. It was:"),
    ),
)
