"""What was done with a class is taken back, for its whole list or for nobody."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.outbox.services import cancel_messages
from sessions.appointments.classes.changing import (
    follow,
    held_class,
    its_list,
    refuse_busy,
    stored,
)
from sessions.appointments.classes.places import for_all
from sessions.appointments.classes.queries import last_of, steps_of
from sessions.appointments.models import AppointmentChange, GroupClass
from sessions.appointments.queries.booked import span_of, took
from sessions.appointments.rules import LIVE, UNDO, AppointmentState, may_undo
from sessions.appointments.services.taking import taking
from sessions.appointments.services.telling import remind_again
from sessions.appointments.services.undoing import take_back_step


def undo_class(*, actor: Actor, class_id: UUID) -> int:
    """Take back what one did with it a moment ago, of the class and of all on its list; of what
    was planned for several weeks, all that nobody changed since. How many classes.

    JustTaken where its time was given away meanwhile; DomainError where somebody on the list has
    something else by now.
    """
    with taking(actor), for_all():
        found = held_class(actor, class_id, None, ahead=False)
        its_list(actor, found, AppointmentState)  # held, as a mail that tells them of it does
        last = last_of(steps_of(actor, class_id))
        if last is None or not took(actor, last):
            raise DomainError(_("Only who did it takes it back."), code="not_mine")
        if not may_undo(last.at, now()):
            minutes = int(UNDO.total_seconds() // 60)
            words = _("It was done more than %(n)s minutes ago: it stays.") % {"n": minutes}
            raise DomainError(words, code="late")
        steps = AppointmentChange._base_manager.filter(
            practice_id=actor.practice_id, undone_at=None
        )
        together = list(
            steps.filter(together=last.together).select_related("appointment").order_by("at", "id")
        )
        of_people = [one for one in together if one.appointment.client_id is not None]
        of_classes = [one for one in together if one.appointment.client_id is None]
        newer = steps.filter(
            appointment__in=[one.appointment_id for one in of_classes], at__gt=last.at
        ).exclude(together=last.together)
        changed_since = set(newer.values_list("appointment_id", flat=True))
        of_classes = [one for one in of_classes if one.appointment_id not in changed_since]
        stand = [_take_back(actor, step, of_people) for step in of_classes]
        _give_back(actor, of_people)
        for found in stand:
            for one in its_list(actor, found, LIVE):
                remind_again(actor, one.client, [one])
    return len(stand)


def _take_back(
    actor: Actor, step: AppointmentChange, of_people: Sequence[AppointmentChange]
) -> GroupClass:
    """Of the class itself, with whoever is on its list since and whoever comes back to it."""
    found = held_class(actor, step.appointment_id, None, ahead=False)
    if not step.from_state and found.taken:
        raise DomainError(_("Somebody has a place already: cancel it."), code="taken")
    take_back_step(actor, found, step)
    if found.state in set(LIVE):
        back = [one.appointment for one in of_people if one.from_state in set(LIVE)]
        refuse_busy(actor, found, [*its_list(actor, found, LIVE), *back], span_of(found))
    if step.was_starts_at is not None:
        follow(actor, found)
    return found


def _give_back(actor: Actor, steps: Sequence[AppointmentChange]) -> None:
    """Those on the list stand as before, unless something was done with them since; nobody is
    told."""
    for step in steps:
        if step.from_state != step.to_state:
            rows = stored(actor, [step.appointment]).filter(state=step.to_state, session=None)
            rows.update(state=step.from_state, version=F("version") + 1)
        cancel_messages(actor=actor, subject_id=step.pk, reason=_("it was taken back"))
    rows = AppointmentChange._base_manager.filter(practice_id=actor.practice_id)
    rows.filter(pk__in=[step.pk for step in steps]).update(undone_at=now())
