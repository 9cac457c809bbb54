"""A client tries their reminder: one mail now, marked as a test."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.guardians.queries import addressee_of, guarding_of
from clients.records.queries import refuse_archived
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.outbox.services import Planned, plan_messages
from sessions.reminders.judging import why_none
from sessions.reminders.queries import lock_plan, tests_of
from sessions.reminders.rules import TEST, TEST_HOLDS, TESTS_A_DAY


@transaction.atomic
def send_test(*, actor: Actor, plan_id: UUID) -> str:
    """Send a reminder to whoever asks, marked as a test; returns the address it goes to.

    Through the outbox as any other, so that what would keep a reminder from coming is seen.
    """
    actor.require("reminder.write")
    plan = lock_plan(actor, plan_id)
    refuse_archived(actor, plan.client)
    to = addressee_of(plan.client, guarding_of(actor, plan.client_id), actor.guardian_id)
    if to is None or not to.address:
        raise DomainError(_("There is no e-mail address that it could go to."))
    why = why_none(plan)
    if why is not None:
        words = _("No reminder comes now, so there is none to try: %(why)s.")
        raise DomainError(words % {"why": why.words})
    day = today_in(plan.client.timezone)
    sent = tests_of(actor, plan.home_program_id, day)
    if sent >= TESTS_A_DAY:
        words = ngettext("One a day is enough.", "%(n)s tests a day are enough.", TESTS_A_DAY)
        raise DomainError(words % {"n": TESTS_A_DAY})
    test = Planned(
        kind=TEST,
        person_id=plan.client_id,
        recipient_id=actor.guardian_id,
        subject_id=plan.home_program_id,
        local_date=day,
        slot=f"test {sent + 1}",
        expires_at=now() + TEST_HOLDS,
    )
    plan_messages(actor=actor, planned=[test])
    return to.address
