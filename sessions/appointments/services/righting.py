"""A wrong press is put right, also long after it: by who works here, with a reason."""

from uuid import UUID

from django.utils.translation import gettext as _

from practice.core.actor import Actor, NotAllowed
from practice.core.errors import DomainError
from sessions.appointments.models import AppointmentChange
from sessions.appointments.rules import PUT_RIGHT, AppointmentState, Verb
from sessions.appointments.services.standing import lead
from sessions.appointments.services.steps import checked_words, held
from sessions.appointments.services.taking import taking
from sessions.appointments.services.telling import remind_again
from sessions.appointments.services.trail import keep_step


def put_right(
    *, actor: Actor, appointment_id: UUID, words: str, version: int | None = None
) -> AppointmentChange:
    """Who came, was missed or had their lesson is booked again, as if nothing had been said; who
    cancelled late has cancelled in time. `words` say why. Nobody is mailed of it.

    JustTaken where the time of who was missed was given away; refused where a note was begun.
    """
    if actor.in_portal:
        raise NotAllowed("appointment.write")
    with taking(actor):
        appointment = held(actor, appointment_id, version, Verb.PUT_RIGHT)
        words = checked_words(words)
        if not words:
            raise DomainError(_("Say in a word what was wrong."), field="words")
        before = lead(actor, appointment, PUT_RIGHT[AppointmentState(appointment.state)])
        step = keep_step(actor, appointment, before, words=words)
        remind_again(actor, appointment.client, [appointment])
    return step
