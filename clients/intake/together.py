"""The intake filled in together: a colleague opens the steps, the client tells and signs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients.guardians.queries import Guarding
from clients.intake.blank import blank_intake
from clients.intake.here import Here
from clients.intake.services import ask_for_intake, fill_in_together
from clients.intake.wizard import overview, step_page
from clients.own_questions.queries import newest_form
from clients.records.queries import get_client, refuse_archived
from clients.texts.queries import consent_documents
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.pages import staff_page
from practice.core.queries import get_practice


def _here(request: SuppleRequest, client_id: UUID) -> Here | HttpResponse:
    """The draft that is filled in together; else where to go instead."""
    client = get_client(request.actor, client_id, "intake.write")
    if request.method != "POST":
        refuse_archived(request.actor, client)
    here = Here.of(request.actor, client_id)
    if here.intake is None or (not here.is_sent and here.intake.filled_with_id is None):
        messages.info(request, _("Say first that you fill it in together with them."))
        return redirect("client_page", client_id=client_id)
    if here.is_sent:
        return redirect("intake_review", submission_id=here.intake.pk)
    return here


@staff_page("intake.write", "GET", "POST")
def client_intake(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """How far it is, and the client's signature when nothing is missing."""
    here = _here(request, client_id)
    return overview(request, here) if isinstance(here, Here) else here


@staff_page("intake.write", "GET", "POST")
def client_intake_step(request: SuppleRequest, client_id: UUID, step: str) -> HttpResponse:
    """One step of it."""
    here = _here(request, client_id)
    return step_page(request, here, step) if isinstance(here, Here) else here


@staff_page("intake.accept", "POST")
def client_intake_together(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Begin it with the client, or take up what they began."""
    try:
        fill_in_together(actor=request.actor, client_id=client_id)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("client_page", client_id=client_id)
    return redirect("client_intake", client_id=client_id)


@staff_page("intake.accept", "POST")
def client_intake_again(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Ask for a new intake by mail."""
    try:
        ask_for_intake(actor=request.actor, client_id=client_id)
        messages.success(request, _("Asked. A mail leads them to the new intake."))
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("client_page", client_id=client_id)


@staff_page("intake.read")
def client_intake_blank(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """The questions on paper, for somebody to fill in by hand."""
    actor = request.actor
    client = get_client(actor, client_id, "intake.read")
    form, practice = newest_form(actor), get_practice(actor)
    guarding = Guarding(practice.consent_age, client.birth_date, today_in(client.timezone))
    blank = Here(actor, client_id, None, form=form, known=guarding)
    context = {
        "client": client,
        "practice": practice,
        "steps": blank_intake(blank),
        "own_version": form.version if form else 0,
        "documents": consent_documents(actor),
        "guardian_signs": guarding.is_minor,
    }
    return render(request, "clients/intake/blank.html", context)
