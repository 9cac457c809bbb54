"""The reminder to practise: neutral words, links of one purpose, one way to stop it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from clients.guardians.queries import Addressee, addressee_of, told_guarding
from clients.records.queries import get_client
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.links import Link, absolute, link_token, portal_link
from practice.core.models import Practice
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted, Render
from practice.outbox.models import Message
from practice.outbox.texts.queries import Texts, own_words
from practice.outbox.texts.rules import OwnText
from practice.outbox.written import filled
from sessions.reminders.fading import Stage, StepKind
from sessions.reminders.judging import Why, why_none, why_not, why_not_asked
from sessions.reminders.models import ReminderPlan
from sessions.reminders.queries import Reminding, for_mails
from sessions.reminders.rules import KIND, QUESTION

KIND_WORD, TEST_WORD = _("reminder to practise"), _("reminder sent as a test")
TEXT = "practice_reminder"
QUESTION_WORD = _("question whether reminders help")
GO_ON = "reminders_help"  # the purpose of the link that answers it
KINDER_FOR = timedelta(days=7)  # since reminders came back


def _still_wanted(found: Reminding | None, message: Message) -> tuple[ReminderPlan, Addressee]:
    """Decide again at the moment of sending."""
    if found is None:
        raise NotWanted("there is no plan to remind")
    plan, client = found.plan, found.plan.client
    to = addressee_of(client, told_guarding(plan), message.recipient_id)
    if to is None:
        raise NotWanted(Why.ENDED_PART.words)
    if not to.address:
        raise NotWanted(Why.NO_ADDRESS.words)
    if message.kind == KIND:
        one = message.local_date, message.slot, now()
        why = why_not(plan, one, has_address=True, logs=found.logs)
    else:
        why = why_not_asked(plan, now()) if message.kind == QUESTION else why_none(plan)
    if why is not None:
        raise NotWanted(why.words)
    return plan, to


def _of_steps(plan: Any, day: date) -> dict[str, Any]:
    """What the mail says of how often it comes: kinder after a lapse, and why on a step's day."""
    kind, on = plan.last_kind, plan.last_on
    return {
        "is_back": kind == StepKind.RETURNED and day - on < KINDER_FOR,
        "stage": str(Stage(plan.stage).label) if kind == StepKind.FADED and day == on else "",
        "is_monthly": plan.stage == Stage.SILENT,
    }


def read_reminders(actor: Actor, messages: Sequence[Message]) -> Render:
    """Read all that these need at once, to judge and write each."""
    found = for_mails(actor, messages)

    def render(_actor: Actor, message: Message) -> Mail:
        return _written(*_still_wanted(found.get(message.pk), message), message)

    return render


def render_reminder(actor: Actor, message: Message) -> Mail:
    """Check that the reminder still holds, and write it."""
    return read_reminders(actor, [message])(actor, message)


def _written(plan: ReminderPlan, to: Addressee, message: Message) -> Mail:
    practice, client = plan.practice, plan.client
    guardian_id = message.recipient_id if to.for_whom else None
    day = message.local_date.isoformat()
    today = Link("practice", practice.pk, plan.home_program_id, day=day, to=guardian_id)
    stop = Link("unsubscribe", practice.pk, client.pk, to=guardian_id)
    answer = Link(GO_ON, practice.pk, plan.pk, to=guardian_id)
    links = {
        "cue": plan.home_program.cue if plan.detail else "",
        "url": absolute("practice_link", token=link_token(today)),
        "change_url": portal_link("portal_reminders", client.pk),
        "stop_url": absolute("unsubscribe_link", token=link_token(stop)),
        "answer_url": absolute("reminders_help_link", token=link_token(answer)),
    }
    rest = {"names_practice": plan.detail, **_of_steps(plan, message.local_date)}
    return _mail(message.kind, practice, to, message.texts, links, rest)


def preview_reminder(actor: Actor, client_id: UUID, text: OwnText) -> Mail:
    """The reminder as a client would get it with these words; its links lead to the portal."""
    client, practice = get_client(actor, client_id), get_practice(actor)
    to = Addressee(client.full_name, client.email, client.called)
    url = absolute("portal_home")
    links = {"cue": "", "url": url, "change_url": absolute("portal_reminders"), "stop_url": url}
    # As whoever lets the practice be named gets it: to the others an own subject does not go.
    rest = {"names_practice": bool(text.subject)}
    return _mail(TEXT, practice, to, {TEXT: text}, links, rest)


def _mail(
    kind: str,
    practice: Practice,
    to: Addressee,
    texts: Texts,
    links: Mapping[str, str],
    rest: Mapping[str, Any],
) -> Mail:
    values = {
        "name": " ".join(to.called.split()),
        "for_whom": to.for_whom,
        "practice_name": " ".join(practice.name.split()),
        "practice_phone": " ".join(practice.contact_phone.split()),
        **links,
    }

    def more(marks: Mapping[str, str]) -> dict[str, Any]:
        # Own words are filled with the marks too, so that they are kept like the rest.
        named = {"first_name": marks["name"], "practice": marks["practice_name"]}
        own = own_words(texts, TEXT, {**named, "phone": marks["practice_phone"]})
        return {**rest, "own": own}

    return Mail(
        to_name=to.name,
        to_address=to.address,
        from_name=practice.sender_name,
        reply_to=practice.contact_email,
        unsubscribe_url=links["stop_url"],
        **filled(kind, values, more),
    )
