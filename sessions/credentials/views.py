"""Credentials in the settings, beside what the public page tells of somebody."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.files.rules import PDF, download_name
from clients.files.serving import streamed
from practice.core.actor import Actor, SuppleRequest
from practice.core.errors import Stale
from practice.core.forms import decide_anew
from practice.core.kept import wants_json
from practice.core.models import Membership
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.uploads import file_refused, takes_file
from sessions.credentials.forms import CredentialForm
from sessions.credentials.models import Credential
from sessions.credentials.queries import READ, WRITE, get_credential, get_holder
from sessions.credentials.services import (
    add_credential,
    change_credential,
    move_credential,
    remove_credential,
)
from sessions.hours.whose import GIVE_LESSONS

FORM = "sessions/credentials/form.html"


def _listed_at(actor: Actor, member: Membership) -> str:
    """Where somebody's credentials are listed, for who looks."""
    if not (member.is_active and member.role in GIVE_LESSONS):
        return f"{reverse('public_page_settings')}#left-over"
    if actor.membership_id == member.pk:
        return f"{reverse('own_public_profile')}#credentials"
    return f"{reverse('public_profile', args=[member.pk])}#credentials"


def _form(request: SuppleRequest, row: Credential | None = None) -> CredentialForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return CredentialForm(*sent, row=row, was_too_large=file_refused(request))


def _kept(request: SuppleRequest, there: str) -> HttpResponse:
    messages.success(request, _("Kept."))
    return JsonResponse({"url": there}) if wants_json(request) else redirect(there)


def _sent_before(request: SuppleRequest, done: AlreadyDone, there: str) -> HttpResponse:
    answer = sent_before(request, "credential_edit", done.object_id, otherwise=there)
    return JsonResponse({"url": answer["Location"]}) if wants_json(request) else answer


def _shown(
    request: SuppleRequest,
    form: CredentialForm,
    member: Membership,
    row: Credential | None = None,
    *,
    newer: bool = False,
) -> HttpResponse:
    form.ask_for_file_again()
    told = {"member": member, "row": row, "newer": newer}
    back = _listed_at(request.actor, member)
    answer = page(request, FORM, {"form": form, "back": back} | told, form)
    if newer:
        answer.status_code = HTTPStatus.CONFLICT
    return answer


@takes_file
@staff_page(WRITE, "GET", "POST")
def credential_new(request: SuppleRequest, teacher_id: UUID) -> HttpResponse:
    """Add one to one's own, or the owner to anybody's."""
    member = get_holder(request.actor, teacher_id)
    form, there = _form(request), _listed_at(request.actor, member)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                add_credential(
                    actor=request.actor,
                    member_id=teacher_id,
                    data=form.data_of_credential,
                    upload=form.file_sent,
                    key=form.cleaned_data["key"],
                )
            except AlreadyDone as done:
                return _sent_before(request, done, there)
            return _kept(request, there)
    return _shown(request, form, member)


@takes_file
@staff_page(WRITE, "GET", "POST")
def credential_edit(request: SuppleRequest, credential_id: UUID) -> HttpResponse:
    """Change one."""
    row = get_credential(request.actor, credential_id, WRITE)
    form = _form(request, row)
    newer = False
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                change_credential(
                    actor=request.actor,
                    credential_id=credential_id,
                    data=form.data_of_credential,
                    version=form.cleaned_data["version"] or 0,
                    upload=form.file_sent,
                    drops_file=form.cleaned_data.get("drops_file", False),
                )
                return _kept(request, _listed_at(request.actor, row.member))
            except Stale as error:
                newer = True
                decide_anew(form, get_credential(request.actor, credential_id, WRITE).version)
                form.add_error(None, str(error.message))
    return _shown(request, form, row.member, row, newer=newer)


@staff_page(WRITE, "POST")
def credential_move(request: SuppleRequest, credential_id: UUID) -> HttpResponse:
    """Move one up or down in the order in which they stand."""
    by = -1 if "up" in request.POST else 1
    row = move_credential(actor=request.actor, credential_id=credential_id, by=by)
    return redirect(_listed_at(request.actor, row.member))


@staff_page(WRITE, "POST")
def credential_remove(request: SuppleRequest, credential_id: UUID) -> HttpResponse:
    """Remove one, and the file that showed it."""
    row = remove_credential(actor=request.actor, credential_id=credential_id)
    messages.success(request, _("Removed."))
    return redirect(_listed_at(request.actor, row.member))


@staff_page(READ)
def credential_evidence(request: SuppleRequest, credential_id: UUID) -> HttpResponse:
    """The file that shows one."""
    row = get_credential(request.actor, credential_id)
    if not row.stored_as:
        raise Http404("evidence")
    name = download_name(row.name, row.content_type)
    return streamed(
        row.stored_as, row.content_type, filename=name, as_attachment=row.content_type == PDF
    )
