"""The practice's pages of the intake: reading it, and taking it over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.intake.queries import documents_of, get_submission
from clients.intake.rules import LEVEL_WORDS, read_answers
from clients.intake.services import accept_intake
from practice.core.actor import SuppleRequest
from practice.core.pages import page, staff_page
from practice.core.services import AlreadyDone


@staff_page("intake.read")
def intake_review(request: SuppleRequest, submission_id: UUID) -> HttpResponse:
    """Everything a client told, on one page, the urgent first."""
    intake = get_submission(request.actor, submission_id)
    reading = read_answers(intake.answers)
    context = {
        "intake": intake,
        "client": intake.client,
        "reading": reading,
        "flags": [{"flag": flag, "words": LEVEL_WORDS[flag.level]} for flag in reading.raised],
        "consents": [
            {"document": document, "given": reading.consents.get(document.kind) is True}
            for document in documents_of(request.actor, intake)
        ],
        "may_accept": request.actor.may("intake.accept"),
    }
    return page(request, "clients/intake/review.html", context)


@staff_page("intake.accept", "POST")
def intake_accept(request: SuppleRequest, submission_id: UUID) -> HttpResponse:
    """Take it over into the record; a second press changes nothing and says so."""
    try:
        accept_intake(actor=request.actor, submission_id=submission_id)
    except AlreadyDone:
        messages.info(request, _("This intake was accepted before. Nothing was changed."))
    return redirect("intake_review", submission_id=submission_id)
