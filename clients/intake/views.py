"""The practice's pages of the intake: reading it, asking back, and taking it over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.guardians.queries import can_open_mails, told_guarding
from clients.intake.forms import AskBackForm
from clients.intake.models import IntakeSubmission
from clients.intake.paper import intake_pdf
from clients.intake.queries import (
    ACCEPTED,
    DRAFT,
    REOPENED,
    SIGNED,
    documents_of,
    get_submission,
    get_with_last,
    questions_around,
)
from clients.intake.rules import (
    LEVEL_WORDS,
    IntakeStep,
    asked_steps,
    changes_between,
    read_answers,
    words_of,
)
from clients.intake.services import accept_intake, ask_back, take_question_back
from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import errors_beside, page, staff_page
from practice.core.paper import as_answer
from practice.core.services import AlreadyDone


@staff_page("intake.read")
def intake_review(request: SuppleRequest, submission_id: UUID) -> HttpResponse:
    """Everything a client told, on one page, the urgent first."""
    return _review(request, submission_id)


def _review(
    request: SuppleRequest, submission_id: UUID, sent: AskBackForm | None = None
) -> HttpResponse:
    intake, last = get_with_last(request.actor, submission_id)
    form = sent or AskBackForm(steps=asked_steps(intake.answers))
    reading = read_answers(intake.answers)
    archived = intake.client.state == ClientState.ARCHIVED and not form.is_bound
    held: Any = intake
    asked = _asked_about(request, intake)
    holds = intake.state in {SIGNED, ACCEPTED} or asked["waiting"]
    said_yes = dict(held.said_yes) if holds else {}
    context = {
        "intake": intake,
        "client": intake.client,
        "reading": reading,
        "flags": [
            {"flag": flag, "words": LEVEL_WORDS[flag.level], "answer_id": said_yes.get(flag.code)}
            for flag in reading.raised
        ],
        "consents": [
            {"document": document, "given": reading.consents.get(document.kind) is True}
            for document in documents_of(request.actor, intake)
        ],
        "archived": archived,
        "may_accept": request.actor.may("intake.accept") and not archived,
        "form": form,
        "can_be_told": can_open_mails(intake.client, told_guarding(intake)),
        "last": last,
        "changed": changes_between(last.answers, intake.answers) if last else [],
        **asked,
    }
    return page(request, "clients/intake/review.html", context, form)


def _asked_about(request: SuppleRequest, intake: IntakeSubmission) -> dict[str, Any]:
    """What was asked back: `waiting` for an answer, `answered` in this version, and `newer`."""
    found = questions_around(request.actor, intake)
    waiting = [_question(one.step, one) for one in found if one.submission.state == DRAFT]
    newer = [o.submission for o in found if o.submission_id != intake.pk]
    before = intake.previous.answers if intake.previous else {}
    answered = [
        _question(one.step, one)
        | {
            "was": words_of(before, IntakeStep(one.step)) if one.step else [],
            "is": words_of(intake.answers, IntakeStep(one.step)) if one.step else [],
        }
        for one in found
        if one.submission_id == intake.pk
    ]
    return {
        "waiting": waiting,
        "answered": answered,
        "newer": next((version for version in newer if version.state != DRAFT), None),
        "may_ask": intake.state in {SIGNED, REOPENED} and not (newer and not waiting),
    }


def _question(step: str, asked: Any) -> dict[str, Any]:
    label = IntakeStep(step).label if step else _("All of it")
    return {"asked": asked, "label": label}


@staff_page("intake.read")
def intake_paper(request: SuppleRequest, submission_id: UUID) -> HttpResponse:
    """The same as a PDF."""
    intake = get_submission(request.actor, submission_id)
    return as_answer(intake_pdf(request.actor, intake), "intake.pdf")


@staff_page("intake.accept", "POST")
def intake_accept(request: SuppleRequest, submission_id: UUID) -> HttpResponse:
    """Take it over into the record; a second press changes nothing and says so."""
    try:
        accept_intake(actor=request.actor, submission_id=submission_id)
    except AlreadyDone:
        messages.info(request, _("This intake was accepted before. Nothing was changed."))
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("intake_review", submission_id=submission_id)


@staff_page("intake.accept", "POST")
def intake_ask(request: SuppleRequest, submission_id: UUID) -> HttpResponse:
    """Ask back on one part of it; the client hears of it by mail, where one can reach them."""
    intake = get_submission(request.actor, submission_id, "intake.accept")
    form = AskBackForm(request.POST, steps=asked_steps(intake.answers))
    if form.is_valid():
        asked = form.cleaned_data
        with errors_beside(form):
            try:
                question = ask_back(
                    actor=request.actor,
                    submission_id=submission_id,
                    step=asked["step"],
                    question=asked["question"],
                    key=asked["key"],
                )
            except AlreadyDone:
                messages.info(request, _("You asked this a moment ago."))
            else:
                told = _("Asked. A mail leads them to the question.")
                alone = _("Asked. No mail can lead them there: tell them, or invite them first.")
                messages.success(request, told if question.is_mailed else alone)
            return redirect("intake_review", submission_id=submission_id)
    return _review(request, submission_id, form)


@staff_page("intake.accept", "POST")
def intake_unask(request: SuppleRequest, submission_id: UUID) -> HttpResponse:
    """Ask nothing after all; what was signed can be accepted as it is."""
    if take_question_back(actor=request.actor, submission_id=submission_id):
        messages.success(request, _("Taken back. The intake can be accepted as it was signed."))
    else:
        messages.info(request, _("No question waits for an answer."))
    return redirect("intake_review", submission_id=submission_id)
