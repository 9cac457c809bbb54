"""One question on one screen, the same for the practice, the portal and a lent tablet."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest

from clients.measures.forms import AnswerForm
from clients.measures.queries import MeasuredClient
from clients.measures.rules import INSTEAD, INSTRUMENTS, Due, Instrument, Rater, Stage, items_of
from clients.measures.services import Way, answer_measure
from practice.core.actor import Actor
from practice.core.errors import DomainError
from practice.core.services import AlreadyDone

LEADS_BACK = frozenset({"version", "over", "answered"})


@dataclass(frozen=True)
class Question:
    """What is asked now, of whom, and the form; `due` None: nothing of it is due any more."""

    instrument: Instrument
    rater: Rater
    due: Due | None
    form: AnswerForm


def uuid_in(text: str) -> UUID | None:
    """An id that an address or a form names, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def due_of(due: Sequence[Due], code: str, rater: Rater, episode: UUID | None) -> Due | None:
    """What is due of an instrument; of one that can be asked in place of another, in its place.

    `episode` None: of whichever course of work asks first.
    """
    wanted = INSTEAD.get(code, code)
    found = (
        one
        for one in due
        if one.instrument.code == wanted and one.rater is rater and episode in (None, one.episode)
    )
    first = next(found, None)
    return first._replace(instrument=INSTRUMENTS[code]) if first else None


def question_of(
    request: HttpRequest, measured: MeasuredClient, code: str, rater: str, moment: Stage | None
) -> Question:
    """The question of an instrument with its form; Http404 for one that is not there."""
    if code not in INSTRUMENTS or rater not in set(Rater):
        raise Http404("measure")
    instrument, judge = INSTRUMENTS[code], Rater(rater)
    named = uuid_in(request.POST.get("episode") or request.GET.get("work", ""))
    due = due_of(measured.due(moment), code, judge, named)
    work = measured.work_of(due.episode if due else named)
    items = items_of(instrument, work.activities if work else [])
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        instrument=instrument,
        items=items,
        rater=judge,
    )
    return Question(instrument, judge, due, form.asking(due) if due else form)


def keep(request: HttpRequest, actor: Actor, client_id: UUID, question: Question, way: Way) -> bool:
    """Keep what was answered; True when this screen is over, False while it is to be mended.

    Sent twice is one answer. What is not asked any more is said, and leads back to what is.
    """
    form = question.form
    if not form.is_valid():
        return False
    try:
        answer_measure(
            actor=actor, client_id=client_id, data=form.said(), way=way, key=form.key_used
        )
    except AlreadyDone:
        return True
    except DomainError as error:
        if error.code in LEADS_BACK:
            messages.error(request, str(error.message))
            return True
        name = form.field_of(error.field)
        form.add_error(name if name in form.fields else None, str(error.message))
        return False
    return True
