"""What waits for somebody, in words: what, why, and the one next step. The most pressing first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.texts.rules import ConsentKind
from practice.core.actor import Actor
from practice.core.rules import Role
from practice.dashboard.queries import MOST, LateMail, Today, Waiting
from sessions.notes.rules import NoteState

MAILS_NAMED = 3


@dataclass(frozen=True)
class Need:
    """One thing that waits."""

    title: str
    why: Sequence[str]
    url: str
    step: str


def needs_of(actor: Actor, today: Today) -> list[Need]:
    """Everything on Today that waits, as it is shown."""
    return [
        *_flares(actor, today.flares),
        *_taken_back(actor, today.back),
        *_deletions(actor, today.deletions),
        *_messages(actor, today.messages),
        *_new_people(today.new_people),
        *_intakes(actor, today.intakes),
        *_releases(today.releases),
        *_notes(actor, today.notes),
        *_asking(actor, today.asking),
        *_unheard(actor, today.unheard),
        *_mails(actor, today.mails),
    ]


def _title(item: Waiting, what: str) -> str:
    return f"{item.name}\N{NO-BREAK SPACE}· {what}"  # no line begins with the point


def _at(at: datetime, zone: str, form: str) -> str:
    return date_format(at.astimezone(ZoneInfo(zone)), form)


def _since(item: Waiting, zone: str = "") -> str:
    if isinstance(item.since, datetime):
        return _at(item.since, zone, "MONTH_DAY_FORMAT")
    return date_format(item.since, "MONTH_DAY_FORMAT") if item.since else ""


def _flares(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, step = _("practice was too much, the program rests"), _("Look at the program")
    told = _("Told on %(day)s; they were asked to be in touch")
    rests = _("It rests until one of you lets it go on.")
    for item in waiting:
        when = told % {"day": _since(item, actor.zone)}
        url = reverse("program_page", kwargs={"home_program_id": item.state})
        yield Need(_title(item, what), [when, rests], url, step)


def _taken_back(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, why, step = _("an agreement taken back"), _("%(what)s, on %(day)s"), _("Look at it")
    for item in waiting:
        told = {"what": ConsentKind(item.state).label, "day": _since(item, actor.zone)}
        keys = {"client_id": item.client_id, "agreement": item.state}
        yield Need(_title(item, what), [why % told], reverse("client_agreement", kwargs=keys), step)


def _deletions(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    answers = actor.may("deletion_request.answer")
    what, why = _("asks for deletion"), _("Asked on %(day)s; nothing was deleted")
    step = _("Read and answer") if answers else _("Read the request")
    for item in waiting:
        url = reverse("client_deletion", kwargs={"client_id": item.client_id})
        yield Need(_title(item, what), [why % {"day": _since(item, actor.zone)}], url, step)


def _messages(actor: Actor, new: Sequence[Waiting]) -> Iterator[Need]:
    if not new:
        return
    words = ngettext("%(n)s message not read yet", "%(n)s messages not read yet", len(new))
    title = words % {"n": f"{MOST}+" if len(new) >= MOST else len(new)}
    why = _("The first one came on %(day)s") % {"day": _since(new[0], actor.zone)}
    yield Need(title, [why], reverse("message_list"), _("Read the messages"))


def _new_people(waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, step = _("new, booked on your public page"), _("Look at them")
    for item in waiting:
        url = reverse("client_page", kwargs={"client_id": item.client_id})
        why = _("Comes on %(day)s") % {"day": _since(item, item.state)}
        yield Need(_title(item, what), [why], url, step)


def _intakes(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, why, step = _("an intake to read"), _("Signed on %(day)s"), _("Read the intake")
    for item in waiting:
        day = _since(item, actor.zone)
        url = reverse("intake_review", kwargs={"submission_id": item.object_id})
        yield Need(_title(item, what), [why % {"day": day}], url, step)


def _releases(waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, step = _("released, nothing to integrate it"), _("Choose a movement")
    back = _("Without integration the old pattern tends to return.")
    for item in waiting:
        since = ngettext(
            "Released on %(day)s, %(days)s day ago",
            "Released on %(day)s, %(days)s days ago",
            item.days,
        )
        told = since % {"day": _since(item), "days": item.days}
        url = reverse("client_page", kwargs={"client_id": item.client_id})
        yield Need(_title(item, what), [told, back], url, step)


def _notes(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    why, step = _("Lesson on %(day)s"), _("Open the note")
    co_sign = _("a note to co-sign")
    if actor.role is Role.TRAINEE:
        co_sign = _("a note that waits for a co-signature")
    words = {NoteState.AWAITING_CO_SIGNATURE.value: co_sign}
    unsigned = _("a note not signed")
    for item in waiting:
        what = words.get(item.state, unsigned)
        day = _since(item)
        url = reverse("note_page", kwargs={"note_id": item.object_id})
        yield Need(_title(item, what), [why % {"day": day}], url, step)


def _asking(actor: Actor, asking: Sequence[Waiting]) -> Iterator[Need]:
    what, why = _("asks for a new invitation"), _("The former one no longer opened, on %(day)s")
    guardian = _("%(name)s, a guardian, asks for a new invitation")
    for one in asking:
        day = _since(one, actor.zone)
        url = reverse("client_page", kwargs={"client_id": one.client_id})
        said = guardian % {"name": one.state} if one.state else what
        yield Need(_title(one, said), [why % {"day": day}], url, _("Send a new one"))


def _unheard(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, step = _("no answer to ten reminders"), _("Look at the reminders")
    why = _("They were asked on %(day)s whether these still help")
    stopped = _("None go until they say so.")
    for item in waiting:
        url = reverse("client_reminders", kwargs={"client_id": item.client_id})
        asked = why % {"day": _since(item, actor.zone)}
        yield Need(_title(item, what), [asked, stopped], url, step)


def _mails(actor: Actor, mails: Sequence[LateMail]) -> Iterator[Need]:
    if not mails:
        return
    title = ngettext(
        "%(n)s mail did not go as planned", "%(n)s mails did not go as planned", len(mails)
    )
    why = []
    for mail in mails[:MAILS_NAMED]:
        told = f"{mail.state}, {_at(mail.due_at, actor.zone, 'DAY_TIME_FORMAT')}"
        why.append(f"{told}: {mail.reason}" if mail.reason else told)
    n = f"{MOST}+" if len(mails) >= MOST else len(mails)
    yield Need(title % {"n": n}, why, reverse("mail_list"), _("Look at the mails"))
