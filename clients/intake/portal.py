"""The client's own intake, in the portal."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse

from clients.intake.here import Here
from clients.intake.paper import intake_pdf
from clients.intake.queries import get_submission
from clients.intake.wizard import overview, step_page
from clients.records.queries import read_only
from practice.core.actor import SuppleRequest
from practice.core.pages import portal_page
from practice.core.paper import as_answer


def _here(request: SuppleRequest) -> Here:
    return Here.of(request.actor, cast(UUID, request.actor.client_id))


@portal_page("intake.write", "GET", "POST")
def portal_intake(request: SuppleRequest) -> HttpResponse:
    """How far it is, and sending it when nothing is missing."""
    return overview(request, _here(request))


@portal_page("intake.write", "GET", "POST")
def portal_intake_step(request: SuppleRequest, step: str) -> HttpResponse:
    """One step of it."""
    here = _here(request)
    if request.method != "POST" and request.actor.is_archived and not here.is_sent:
        raise read_only(request.actor, here.client_id)
    return step_page(request, here, step)


@portal_page("intake.read")
def portal_intake_paper(request: SuppleRequest, submission_id: UUID) -> HttpResponse:
    """What they signed, as a PDF."""
    intake = get_submission(request.actor, submission_id)
    return as_answer(intake_pdf(request.actor, intake), "intake.pdf")
