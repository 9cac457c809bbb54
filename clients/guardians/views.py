"""The practice's pages of guardians: one added, one changed, one ended and taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.guardians.forms import GuardianForm
from clients.guardians.queries import get_guardian, guarding_of
from clients.guardians.services import (
    add_guardian,
    edit_guardian,
    end_guardian,
    invite_guardian,
    withdraw_guardian_invitation,
)
from clients.records.queries import get_client, refuse_archived
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError, Stale
from practice.core.forms import decide_anew
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.undo import say_undoable
from practice.outbox.kept import invitation_goes

EDIT = "clients/guardians/guardian_edit.html"


@staff_page("guardian.write", "GET", "POST")
def guardian_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Add somebody who may act for a client under age."""
    client = get_client(request.actor, client_id, "guardian.write")
    if request.method != "POST":
        refuse_archived(request.actor, client)
    form = GuardianForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            key = form.cleaned_data["key"]
            try:
                made = add_guardian(
                    actor=request.actor, client=client, data=form.data_in(), key=key
                )
            except AlreadyDone:
                otherwise = reverse("client_list")
                return sent_before(request, "client_page", client.pk, otherwise=otherwise)
            words = _("%(name)s is a guardian of %(client)s.")
            messages.success(request, words % {"name": made.name, "client": client.full_name})
            return redirect("client_page", client_id=client.pk)
    found = guarding_of(request.actor, client_id)
    context = {"form": form, "client": client, "guarding": found}
    return page(request, "clients/guardians/guardian_new.html", context, form)


@staff_page("guardian.write", "GET", "POST")
def guardian_edit(request: SuppleRequest, guardian_id: UUID) -> HttpResponse:
    """Change one; a newer version is shown beside what was typed."""
    guardian = get_guardian(request.actor, guardian_id)
    if request.method != "POST":
        refuse_archived(request.actor, guardian.client)
    form = GuardianForm(
        request.POST if request.method == "POST" else None,
        initial=GuardianForm.initial_of(guardian),
    )
    context = {"form": form, "client": guardian.client, "guardian": guardian}
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            version = form.cleaned_data["version"] or 0
            try:
                edit_guardian(
                    actor=request.actor, guardian=guardian, data=form.data_in(), version=version
                )
            except Stale:
                decide_anew(form, guardian.version)
                return render(request, EDIT, context | {"newer": guardian}, status=409)
            messages.success(request, _("Saved."))
            return redirect("client_page", client_id=guardian.client_id)
    return page(request, EDIT, context, form)


@staff_page("guardian.write", "POST")
def guardian_end(request: SuppleRequest, guardian_id: UUID) -> HttpResponse:
    """End one's part, or take that back."""
    back = request.POST.get("back") == "1"
    guardian = get_guardian(request.actor, guardian_id)
    try:
        end_guardian(actor=request.actor, guardian=guardian, ended=not back)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        words = _("%(name)s is a guardian again.") if back else _("%(name)s is no guardian now.")
        said, undo = words % {"name": guardian.name}, reverse("guardian_end", args=[guardian_id])
        say_undoable(request, said, undo, back="" if back else "1")
    return redirect("client_page", client_id=guardian.client_id)


@staff_page("guardian.write", "POST")
def guardian_invite(request: SuppleRequest, guardian_id: UUID) -> HttpResponse:
    """Invite one to a login of their own, or once more; the older invitation stops working."""
    guardian = get_guardian(request.actor, guardian_id)
    try:
        invitation = invite_guardian(actor=request.actor, guardian=guardian)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, invitation_goes(invitation.email))
    return redirect("client_page", client_id=guardian.client_id)


@staff_page("guardian.write", "POST")
def guardian_invitation_withdraw(request: SuppleRequest, guardian_id: UUID) -> HttpResponse:
    """Make an invitation that was sent worthless."""
    guardian = get_guardian(request.actor, guardian_id)
    try:
        was_open = withdraw_guardian_invitation(actor=request.actor, guardian=guardian)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        words = (
            _("The invitation is withdrawn.") if was_open else _("There was no open invitation.")
        )
        messages.success(request, words)
    return redirect("client_page", client_id=guardian.client_id)
