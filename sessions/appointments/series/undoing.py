"""Taking back what was done with several of a series: a single transaction."""

from uuid import UUID

from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.errors import DomainError
from practice.outbox.services import cancel_messages
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.series.services import member_of
from sessions.appointments.services.steps import held
from sessions.appointments.services.taking import taking
from sessions.appointments.services.telling import remind_again
from sessions.appointments.services.undoing import own_last_step, take_back_step


def undo_together(*, actor: Actor, appointment_id: UUID) -> int:
    """Take back what one did with a series a moment ago, of all that nobody changed since.

    The last is taken back first: where one was moved to may be where another stood before.
    Returns how many. JustTaken, and all stays as it is, where a time was given away meanwhile.
    """
    member_of(actor)
    with taking(actor):
        found = held(actor, appointment_id, None, None)
        step = own_last_step(actor, appointment_id)
        if step.together is None or found.series_id is None:
            raise DomainError(_("It was done with this one alone."), code="alone")
        steps = AppointmentChange.objects.visible_to(actor, "appointment.write")
        undone = steps.filter(together=step.together, undone_at=None).order_by("-id")
        named = [one.appointment_id for one in undone]
        rows = Appointment.objects.visible_to(actor, "appointment.write").filter(pk__in=named)
        rows = rows.select_related("client", "practitioner", "service", "place")
        stand = {
            one.pk: one
            for one in rows.select_for_update(of=("self",), no_key=True).order_by("series_day")
        }
        newer = steps.filter(appointment__in=named, undone_at=None, at__gt=step.at)
        changed_since = set(newer.values_list("appointment_id", flat=True))
        taken_back: list[Appointment] = []
        for one in undone:
            appointment = stand[one.appointment_id]
            if appointment.pk not in changed_since and appointment.session_id is None:
                take_back_step(actor, appointment, one)
                taken_back.append(appointment)
        if taken_back:
            remind_again(actor, taken_back[0].client, taken_back)
        if len(taken_back) == len(named):
            cancel_messages(actor=actor, subject_id=step.together, reason=_("it was taken back"))
    return len(taken_back)
