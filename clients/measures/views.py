"""The practice's pages of the measures: their course, an answer in person, a review, a tablet."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.measures.answering import keep, question_of, uuid_in
from clients.measures.forms import MOMENTS, WithdrawForm
from clients.measures.queries import (
    MeasuredClient,
    Work,
    all_of,
    cited_by,
    get_measured,
    get_response,
    improvement_of,
    lines_of,
    told_of,
)
from clients.measures.rules import INSTRUMENTS, RESPONDER_RULE, Mode, Rater, Stage
from clients.measures.services import (
    Way,
    ask_for_review,
    lend_tablet,
    withdraw_response,
)
from clients.records.queries import refuse_archived
from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError, ReadOnly
from practice.core.pages import errors_beside, page, staff_page

TABLET = "tablet"  # in a session: the practice and the loan, and nothing else
KNOWN_FOR = timedelta(hours=12)  # longer than it is lent, so that it can say that its time is over


@staff_page("measure.read")
def improvement_page(request: SuppleRequest) -> HttpResponse:
    """Who improved, of the courses of work that began in a year, with how many are missing."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else None
    found = improvement_of(request.actor, year)
    years = [
        {"name": one, "url": f"?year={one}", "current": one == found.year} for one in found.years
    ]
    context = {"found": found, "rule": RESPONDER_RULE, "years": years}
    return page(request, "clients/measures/improvement.html", context)


@staff_page("measure.read")
def measures_page(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """What is due, and the course of each instrument with what its change means."""
    measured = get_measured(request.actor, client_id)
    work, moment = _work_in(request, measured), _moment(request)
    context = {
        "client": measured.client,
        "measured": measured,
        "work": work,
        "moment": moment,
        "moments": MOMENTS[1:],
        "lent_for": MOMENTS,
        "due": measured.due(moment),
        "lines": lines_of(request.actor, work) if work else [],
        "is_archived": measured.client.state == ClientState.ARCHIVED,
        "may_write": request.actor.may("measure.write"),
    }
    return page(request, "clients/measures/measures_page.html", context)


@staff_page("measure.read")
def measure_course(
    request: SuppleRequest, client_id: UUID, instrument: str, rater: str
) -> HttpResponse:
    """All answers to one instrument, with their raw numbers, a page at a time."""
    measured = get_measured(request.actor, client_id)
    if instrument not in INSTRUMENTS or rater not in set(Rater):
        raise Http404("measure")
    before, work = uuid_in(request.GET.get("before", "")), _work_in(request, measured)
    told, more = all_of(request.actor, work, instrument, Rater(rater), before)
    context = {
        "client": measured.client,
        "work": work,
        "instrument": INSTRUMENTS[instrument],
        "rater": Rater(rater),
        "told": told,
        "cited": cited_by(told),
        "more": more,
    }
    return page(request, "clients/measures/course.html", context)


def _work_in(request: SuppleRequest, measured: MeasuredClient) -> Work | None:
    """The course of work that the address names; without one, the one that goes on."""
    named = request.GET.get("work", "")
    work = measured.work_of(uuid_in(named)) if named else measured.work
    if work is None and named:
        raise Http404("work")
    return work


def _moment(request: SuppleRequest) -> Stage | None:
    asked = request.GET.get("moment", "")
    return Stage(asked) if asked in {Stage.SESSION_START, Stage.SESSION_END} else None


def _back(request: SuppleRequest, client_id: UUID) -> str:
    """To what is due, of the lesson that is held if one is: its next question stands there."""
    moment, way = _moment(request), reverse("measures_page", args=[client_id])
    return f"{way}?moment={moment.value}" if moment else way


@staff_page("measure.write", "GET", "POST")
def measure_answer(
    request: SuppleRequest, client_id: UUID, instrument: str, rater: str
) -> HttpResponse:
    """Write down an answer that is given in person, or give one's own judgement of a change."""
    measured = get_measured(request.actor, client_id, "measure.write")
    question = question_of(request, measured, instrument, rater, _moment(request))
    if request.method != "POST":
        refuse_archived(request.actor, measured.client)
        if question.due is None:
            messages.info(request, _("This is not due right now."))
            return redirect("measures_page", client_id=client_id)
    way = Way(mode=Mode.IN_PERSON, entered_by_id=request.actor.membership_id)
    if request.method == "POST" and keep(request, request.actor, client_id, question, way):
        messages.success(request, _("Kept."))
        return redirect(_back(request, client_id))
    context = {"client": measured.client, "question": question, "form": question.form}
    return page(request, "clients/measures/answer.html", context, question.form)


@staff_page("measure.read", "GET", "POST")
def measure_response(request: SuppleRequest, response_id: UUID) -> HttpResponse:
    """One answer as it was given, and a way to take it out when it was entered by mistake."""
    response = get_response(request.actor, response_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            withdraw_response(
                actor=request.actor, response_id=response_id, why=form.cleaned_data["why"]
            )
            messages.success(request, _("It is taken out, and stays in the record."))
            return redirect("measures_page", client_id=response.client_id)
    context = {
        "response": response,
        "told": told_of(response),
        "client": response.client,
        "form": form,
        "may_write": request.actor.may("measure.write")
        and response.withdrawn_at is None
        and response.client.state != ClientState.ARCHIVED,
    }
    return page(request, "clients/measures/response.html", context, form)


@staff_page("measure.write", "POST")
def measure_review(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Ask both sides to look back, from today on."""
    try:
        ask_for_review(actor=request.actor, client_id=client_id)
    except ReadOnly:
        raise
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The review is asked for, of both of you."))
    return redirect("measures_page", client_id=client_id)


@staff_page("measure.write", "POST")
def measure_lend(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Lend this device: whoever lends it is signed out, and only the questions are left on it."""
    asked = request.POST.get("moment", "")
    moment = asked if asked in dict(MOMENTS) else ""
    try:
        lent = lend_tablet(actor=request.actor, client_id=client_id, moment=moment)
    except ReadOnly:
        raise
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("measures_page", client_id=client_id)
    practice_id = request.actor.practice_id
    logout(request)
    request.session[TABLET] = {"practice": str(practice_id), "id": str(lent.pk)}
    request.session.set_expiry(int(KNOWN_FOR.total_seconds()))
    answer = redirect("tablet")
    answer["Clear-Site-Data"] = '"cache", "storage"'  # as a sign-out does
    return answer
