"""Which mails a client wants: their reminders stop and go on with what they said."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from clients.intake.services import say_in_draft
from clients.mail_wishes.queries import Wish, wishes_of
from clients.mail_wishes.rules import SENT_AS, WAIT_ON, MailKind
from clients.mail_wishes.services import say_wish
from clients.records.services import require_present, stop_mail
from clients.texts.rules import ConsentKind
from practice.core.actor import Actor
from practice.core.clock import now
from practice.outbox.services import cancel_messages_to
from sessions.reminders.models import PlanState, ReminderPlan
from sessions.reminders.queries import lock_client
from sessions.reminders.services.following import reschedule
from sessions.reminders.services.stepping import STEPPED, begin_anew
from sessions.waitlist.offers.services import call_instead


@transaction.atomic
def stop_reminders(*, actor: Actor, client_id: UUID) -> None:
    """Turn every reminder to a client off at once; a repeat changes nothing."""
    actor.require("mail_wish.write")
    lock_client(actor, client_id)
    _stop(actor, client_id)
    say_in_draft(actor, client_id, ConsentKind.MESSAGING, given=False)


def _stop(actor: Actor, client_id: UUID, last: Wish | None = None) -> None:
    """The caller holds the client."""
    stop_mail(actor=actor, client_id=client_id, stopped=True)
    say_wish(actor=actor, client_id=client_id, about=MailKind.REMINDER, wanted=False, last=last)
    at = now()
    plans = ReminderPlan.objects.visible_to(actor, "mail_wish.write").filter(client_id=client_id)
    plans.filter(Q(state=PlanState.ON) | Q(asked_at__isnull=False)).update(
        asked_at=None, state=PlanState.OFF, stopped_at=at, changed_at=at, next_due_at=None
    )
    reason = _("reminders were turned off")
    cancel_messages_to(
        actor=actor, person_id=client_id, kind=SENT_AS[MailKind.REMINDER], reason=reason
    )


def _start_reminders(actor: Actor, client_id: UUID) -> None:
    """Turn the reminders of programs that run on again."""
    lock_client(actor, client_id)
    stop_mail(actor=actor, client_id=client_id, stopped=False)
    say_wish(actor=actor, client_id=client_id, about=MailKind.REMINDER, wanted=True)
    rows = ReminderPlan.objects.visible_to(actor, "mail_wish.write").filter(client_id=client_id)
    rows = rows.filter(state=PlanState.OFF).select_related("client", "home_program")
    plans = list(rows.select_for_update(of=("self",)))
    for plan in plans:
        plan.state, plan.stopped_at = PlanState.ON, None
        begin_anew(actor, plan)
        reschedule(plan)
    fields = [*STEPPED, "next_due_at", "changed_at"]
    ReminderPlan._base_manager.bulk_update(plans, fields)


@transaction.atomic
def change_wishes(*, actor: Actor, client_id: UUID, wanted: Mapping[MailKind, bool]) -> None:
    """Take over which mails a client wants; what waits of a kind they do not want is cancelled.

    What they turned off themself, only they turn on.
    """
    require_present(actor=actor, client_id=client_id)
    if MailKind.REMINDER in _change_wishes(actor, client_id, wanted):
        given = wanted[MailKind.REMINDER]
        say_in_draft(actor, client_id, ConsentKind.MESSAGING, given=given)


def _change_wishes(actor: Actor, client_id: UUID, wanted: Mapping[MailKind, bool]) -> set[MailKind]:
    """The kinds of which something new was said. The caller holds the client."""
    actor.require("mail_wish.write")
    said = set()
    for wish in wishes_of(actor, client_id):
        wants = wanted.get(wish.about)
        if wants is None or (wants == wish.wanted and wish.said_at is not None):
            continue
        said.add(wish.about)
        if wish.about is not MailKind.REMINDER:
            say_wish(actor=actor, client_id=client_id, about=wish.about, wanted=wants, last=wish)
        elif wants and not wish.wanted:
            _start_reminders(actor, client_id)
        elif wants:
            say_wish(actor=actor, client_id=client_id, about=wish.about, wanted=True, last=wish)
        else:
            _stop(actor, client_id, wish)
        if not wants and wish.about is MailKind.OFFER:
            call_instead(actor=actor, client_id=client_id)
        elif not wants and wish.about not in {MailKind.REMINDER, *WAIT_ON}:
            reason, kinds = _("they want no mails of this kind"), SENT_AS[wish.about]
            cancel_messages_to(actor=actor, person_id=client_id, kind=kinds, reason=reason)
    return said


def follow_agreement(actor: Actor, client_id: UUID, about: MailKind, wanted: bool) -> None:
    """Take over what a client signed about mails, as if they had said it on their page of mails.

    The caller holds the client.
    """
    _change_wishes(actor, client_id, {about: wanted})
