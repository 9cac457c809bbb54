"""What becomes of booked time: confirmed, arrived, done, cancelled, or nobody came."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.records.services import require_present
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now
from practice.core.errors import DomainError, Stale
from sessions.appointments.classes.places import hold_class, is_of_a_class_over
from sessions.appointments.models import Appointment, AppointmentChange, Session
from sessions.appointments.queries.booked import get_appointment
from sessions.appointments.rules import (
    LEADS_TO,
    MAY,
    NOT_WITH_A_NOTE,
    SAYS_WHY,
    WORDS_MOST,
    AppointmentState,
    Verb,
    is_time_for,
    state_when_cancelled,
    whys,
)
from sessions.appointments.services.standing import lead
from sessions.appointments.services.taking import in_words, taking
from sessions.appointments.services.telling import tell
from sessions.appointments.services.trail import keep_step

REFUSED = {
    AppointmentState.CANCELLED: gettext_lazy("It is cancelled already."),
    AppointmentState.LATE_CANCELLED: gettext_lazy("It is cancelled already."),
    AppointmentState.NO_SHOW: gettext_lazy("It says already that nobody came."),
    AppointmentState.DONE: gettext_lazy("It is done already."),
}


def held(actor: Actor, appointment_id: UUID, version: int | None, verb: Verb | None) -> Appointment:
    """The appointment until the transaction ends, if `verb` may be done with it as it stands.

    Its client is held first, as everywhere. Stale when `version` is not the stored one.
    """
    actor.require("appointment.write")
    found = get_appointment(actor, appointment_id, "appointment.write")
    require_present(actor=actor, client_id=found.client.pk)
    if found.group_class_id is not None:
        hold_class(actor, found.group_class_id)
    found = get_appointment(actor, appointment_id, "appointment.write", hold=True)
    if verb is not None and AppointmentState(found.state) not in MAY[verb]:
        words = REFUSED.get(AppointmentState(found.state), _("This was done already."))
        if verb is Verb.PUT_RIGHT:
            words = _("There is nothing to put right.")
        if verb is Verb.SAY_WHY:
            words = _("It does not say that nobody came.")
        raise DomainError(words, code="state")
    if verb in NOT_WITH_A_NOTE and found.session_id is not None:
        raise DomainError(_("Its note has begun: it stays."), code="begun")
    if version is not None and version != found.version:
        raise Stale(_("Somebody changed this appointment in between. Look again."), current=found)
    return found


def _step(
    actor: Actor, appointment_id: UUID, verb: Verb, version: int | None, **told: str
) -> Appointment:
    """Lead an appointment on; the practice says these, and a client that they come.

    `told`: why, and their words. In a class that is over, whoever came has had theirs.
    """
    if actor.in_portal and verb is not Verb.CONFIRM:
        raise NotAllowed("appointment.write")
    with taking(actor):
        appointment = held(actor, appointment_id, version, verb)
        if actor.in_portal and appointment.starts_at <= now():
            raise DomainError(_("It has begun already."), code="begun")
        if not is_time_for(verb, appointment.starts_at, appointment.zone, now()):
            raise DomainError(_early(appointment, verb), code="ahead")
        if told:
            told["words"] = reason(actor, told["why"], told["words"], verb)
        is_over = verb is Verb.ARRIVE and is_of_a_class_over(actor, appointment)
        before = lead(actor, appointment, AppointmentState.DONE if is_over else LEADS_TO[verb])
        keep_step(actor, appointment, before, **told)
    return appointment


def _early(appointment: Appointment, verb: Verb) -> str:
    if verb is not Verb.ARRIVE:
        return _("It has not begun yet.")
    when = in_words(appointment.starts_at, appointment.zone)
    return _("Its day has not come yet: it is on %(when)s.") % {"when": when}


def confirm(*, actor: Actor, appointment_id: UUID, version: int | None = None) -> Appointment:
    """They have said that they come, or say so themselves."""
    return _step(actor, appointment_id, Verb.CONFIRM, version)


def arrive(*, actor: Actor, appointment_id: UUID, version: int | None = None) -> Appointment:
    """They are here, on its day; who was missed came after all, if the time is still theirs."""
    return _step(actor, appointment_id, Verb.ARRIVE, version)


def finish(*, actor: Actor, appointment_id: UUID, version: int | None = None) -> Appointment:
    """The lesson was given; whoever forgot to say that they came may still say this."""
    return _step(actor, appointment_id, Verb.FINISH, version)


def mark_no_show(
    *,
    actor: Actor,
    appointment_id: UUID,
    why: str = "",
    words: str = "",
    version: int | None = None,
) -> Appointment:
    """Nobody came, and nobody said so; once it was to begin, and while no note was begun.

    Why is said if it is known, or later: `say_why`.
    """
    return _step(actor, appointment_id, Verb.NO_SHOW, version, why=why, words=words)


def say_why(
    *, actor: Actor, appointment_id: UUID, why: str, words: str = "", version: int | None = None
) -> AppointmentChange:
    """Tell of somebody who was missed why they did not come; said again, the newest holds."""
    if actor.in_portal:
        raise NotAllowed("appointment.write")
    with taking(actor):
        appointment = held(actor, appointment_id, version, Verb.SAY_WHY)
        words = reason(actor, why, words, Verb.SAY_WHY)
        before = lead(actor, appointment, AppointmentState.NO_SHOW)
        return keep_step(actor, appointment, before, why=why, words=words)


@transaction.atomic
def cancel(
    *,
    actor: Actor,
    appointment_id: UUID,
    why: str,
    words: str = "",
    version: int | None = None,
) -> AppointmentChange:
    """Give the time back, with a reason. Late inside the hours that were shown at booking."""
    appointment = held(actor, appointment_id, version, Verb.CANCEL)
    words = reason(actor, why, words)
    at = now()
    if actor.in_portal and appointment.starts_at <= at:
        raise DomainError(_("It has begun already. Write to the practice."), code="begun")
    hours = appointment.policy["cancellation_hours"]
    state = state_when_cancelled(appointment.starts_at, at, hours, why)
    before, appointment.state = appointment.state, state.value
    appointment.version += 1
    appointment.save(update_fields=["state", "version"])
    step = keep_step(actor, appointment, before, why=why, words=words)
    tell(actor, appointment, step)
    return step


def reason(actor: Actor, why: str, words: str, verb: Verb = Verb.CANCEL) -> str:
    """Check why a step is taken, "" where it may be left unsaid; returns their own words as they
    are kept."""
    is_unsaid = not why and verb not in SAYS_WHY
    if not is_unsaid and why not in whys(verb, in_portal=actor.in_portal):
        raise DomainError(_("Choose what comes nearest."), field="why")
    return checked_words(words)


def checked_words(words: str) -> str:
    """Somebody's own words as they are kept; a DomainError beside them for too many."""
    words = words.strip()
    if len(words) > WORDS_MOST or "\0" in words:
        raise DomainError(_("Say it in at most %(n)s letters.") % {"n": WORDS_MOST}, field="words")
    return words


def tie_session(*, actor: Actor, appointment_id: UUID, session: Session) -> None:
    """Say which lesson was given in booked time, inside the caller's transaction.

    The lesson is of the same client; one that has its lesson already keeps it.
    """
    actor.require("appointment.write")
    rows = Appointment.objects.visible_to(actor, "appointment.write").filter(
        pk=appointment_id, client_id=session.client_id, session=None
    )
    rows.update(session=session)
