"""The practice's way: choose, look at what the client will see, share, take back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.records.queries import refuse_archived
from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page
from practice.core.services import AlreadyDone
from sessions.progress.course.queries import progress_to_hand_over
from sessions.progress.sharing.forms import ShareForm
from sessions.progress.sharing.queries import get_shared, shared_with
from sessions.progress.sharing.services import share_progress, withdraw_progress
from sessions.progress.sharing.sheets import parts_of, sheet_of


@staff_page("note.read", "GET", "POST")
def progress_share(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Choose parts and write words; a POST shows what the client will see, and shares that."""
    actor, posted = request.actor, request.method == "POST"
    if posted:
        actor.require("note.write")
    found = progress_to_hand_over(actor, client_id, period=request.GET.get("period", ""))
    if posted:
        refuse_archived(actor, found.client)
    form, sheet = ShareForm(request.POST if posted else None, found=found), None
    if posted and form.is_valid():
        sheet, seen = sheet_of(found, form.said()), form.cleaned_data["seen"]
        if "share" in request.POST and seen:
            with errors_beside(form):
                try:
                    share_progress(
                        actor=actor, sheet=sheet, seen=seen, key=form.cleaned_data["key"]
                    )
                except AlreadyDone:
                    return redirect("progress_share", client_id=client_id)
                messages.success(request, _("Shared. They read it in their portal."))
                return redirect("progress_share", client_id=client_id)
        form.now_seen(sheet.seal)
    archived = found.client.state == ClientState.ARCHIVED
    context = {
        "client": found.client,
        "found": found,
        "form": form,
        "sheet": sheet,
        "shared": [] if posted else shared_with(actor, found.client.pk),
        "may_write": actor.may("note.write") and not archived,
        "is_archived": archived,
    }
    return page(request, "sessions/progress/sharing/share.html", context, form)


@staff_page("note.read")
def shared_progress_page(request: SuppleRequest, shared_progress_id: UUID) -> HttpResponse:
    """What was shared, as the client reads or read it; to be printed for who has no login."""
    shared = get_shared(request.actor, shared_progress_id)
    context = {
        "shared": shared,
        "client": shared.client,
        "parts": parts_of(shared.told, shared.drawn),
        "may_withdraw": request.actor.may("note.write")
        and shared.withdrawn_at is None
        and shared.client.state != ClientState.ARCHIVED,
    }
    return page(request, "sessions/progress/sharing/shared.html", context)


@staff_page("note.write", "POST")
def shared_progress_withdraw(request: SuppleRequest, shared_progress_id: UUID) -> HttpResponse:
    """Take it back."""
    shared = withdraw_progress(actor=request.actor, shared_id=shared_progress_id)
    messages.success(request, _("Taken back. They read it no more; it stays here."))
    return redirect("progress_share", client_id=shared.client_id)
