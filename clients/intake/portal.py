"""The client's own intake, in the portal."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse

from clients.intake.here import Here
from clients.intake.paper import as_answer, intake_pdf
from clients.intake.queries import get_submission
from clients.intake.wizard import overview, step_page
from practice.core.actor import SuppleRequest
from practice.core.pages import portal_page


def _here(request: SuppleRequest) -> Here:
    return Here.of(request.actor, cast(UUID, request.actor.client_id))


@portal_page("intake.write", "GET", "POST")
def portal_intake(request: SuppleRequest) -> HttpResponse:
    """How far it is, and sending it when nothing is missing."""
    return overview(request, _here(request))


@portal_page("intake.write", "GET", "POST")
def portal_intake_step(request: SuppleRequest, step: str) -> HttpResponse:
    """One step of it."""
    return step_page(request, _here(request), step)


@portal_page("intake.read")
def portal_intake_paper(request: SuppleRequest, submission_id: UUID) -> HttpResponse:
    """What they signed, as a PDF."""
    intake = get_submission(request.actor, submission_id)
    return as_answer(intake_pdf(request.actor, intake))
