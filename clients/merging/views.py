"""The practice's pages of merges: who may be one person, two side by side, taking them apart."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.merging.forms import MergeForm, OlderForm, WhomForm
from clients.merging.queries import (
    alike_with,
    amounts_of,
    amounts_since,
    get_merge,
    get_pair,
    stayed_of,
)
from clients.merging.rules import UNDO_WITHIN, may_undo
from clients.merging.services import merge_clients, require_mergeable, undo_merge
from clients.records.queries import Asked, get_client, list_clients, pairs_alike
from practice.core.actor import SuppleRequest
from practice.core.clock import now
from practice.core.errors import DomainError, Stale
from practice.core.pages import errors_beside, page, staff_page

FOUND_AT_MOST = 10
NEW = "clients/merging/merge_new.html"


@staff_page("client.merge")
def duplicate_list(request: SuppleRequest) -> HttpResponse:
    """Who may be here twice, the newest first."""
    found = pairs_alike(request.actor, "client.merge", OlderForm(request.GET).begins())
    older = f"?before={found.before}" if found.before else ""
    context = {"pairs": found.pairs, "older_url": older, "is_first": not request.GET.get("before")}
    return page(request, "clients/merging/duplicate_list.html", context)


@staff_page("client.merge")
def merge_choose(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """With whom somebody is to be put together: those alike, or anybody who is looked for."""
    client = get_client(request.actor, client_id, "client.merge")
    form = WhomForm(request.GET)
    search = form.cleaned_data["q"] if form.is_valid() else ""
    found = list_clients(request.actor, Asked(search=search)).rows if search else []
    context = {
        "client": client,
        "alike": alike_with(request.actor, client),
        "search": search,
        "found": [row for row in found if row["id"] != client.pk][:FOUND_AT_MOST],
    }
    return page(request, "clients/merging/merge_choose.html", context)


@staff_page("client.merge", "GET", "POST")
def merge_new(request: SuppleRequest, client_id: UUID, other_id: UUID) -> HttpResponse:
    """Two records side by side, and what stays of each; a POST puts them together."""
    actor = request.actor
    kept, other = get_pair(actor, client_id, other_id)
    try:
        require_mergeable(kept, other)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("client_page", client_id=kept.pk)
    form = MergeForm(request.POST if request.method == "POST" else None, kept=kept, other=other)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                merge_clients(
                    actor=actor,
                    client=kept,
                    other=other,
                    take=form.take(),
                    versions=form.versions(),
                )
            except Stale as stale:
                messages.warning(request, str(stale.message))
                return redirect("merge_new", client_id=kept.pk, other_id=other.pk)
            words = _("%(name)s is one record now. You can take it apart again for 30 days.")
            messages.success(request, words % {"name": kept.full_name})
            return redirect("client_page", client_id=kept.pk)
    context = {
        "form": form,
        "kept": kept,
        "other": other,
        "amounts": amounts_of(kept, other),
        "days": UNDO_WITHIN.days,
    }
    return page(request, NEW, context, form)


@staff_page("client.merge")
def merge_page(request: SuppleRequest, merge_id: UUID) -> HttpResponse:
    """What was put together: what each record said, what goes back, and what would stay."""
    merge = get_merge(request.actor, merge_id)
    context = {
        "merge": merge,
        "amounts": amounts_since(request.actor, merge),
        "said": stayed_of(merge),
        "may_undo": merge.undone_at is None and may_undo(merge.merged_at, now()),
        "until": merge.merged_at + UNDO_WITHIN,
    }
    return render(request, "clients/merging/merge_page.html", context)


@staff_page("client.merge", "POST")
def merge_undo(request: SuppleRequest, merge_id: UUID) -> HttpResponse:
    """Take two records apart again."""
    merge = get_merge(request.actor, merge_id)
    try:
        undo_merge(actor=request.actor, merge=merge)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("merge_page", merge_id=merge.pk)
    other = reverse("client_page", args=[merge.other_id])
    messages.success(request, _("They are two records again. This is the one that came back."))
    return redirect(other)
