"""The settings' pages of tags."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.records.forms import TagForm
from clients.records.queries import get_tag, tags_of
from clients.records.services import add_tag, remove_tag, rename_tag
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page

A_PAGE = 80  # tags: a page below 40 kB


@staff_page("settings.read", "GET", "POST")
def tag_list(request: SuppleRequest) -> HttpResponse:
    """The practice's words to sort clients by; the owner adds one."""
    form = TagForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        request.actor.require("settings.write")
        if form.is_valid():
            with errors_beside(form):
                add_tag(actor=request.actor, name=form.cleaned_data["name"])
                messages.success(request, _("The tag is added."))
                return redirect("tag_list")
    found = Paginator(tags_of(request.actor), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "tags": found,
        "previous_url": f"?page={found.number - 1}" if found.has_previous() else "",
        "next_url": f"?page={found.number + 1}" if found.has_next() else "",
        "may_edit": request.actor.may("settings.write"),
    }
    return page(request, "clients/records/tag_list.html", context, form)


@staff_page("settings.write", "GET", "POST")
def tag_edit(request: SuppleRequest, tag_id: UUID) -> HttpResponse:
    """Give a tag another name, or take it away."""
    tag = get_tag(request.actor, tag_id)
    form = TagForm(request.POST if request.method == "POST" else None, initial={"name": tag.name})
    if form.is_valid():
        with errors_beside(form):
            rename_tag(actor=request.actor, tag=tag, name=form.cleaned_data["name"])
            messages.success(request, _("Saved."))
            return redirect("tag_list")
    return page(request, "clients/records/tag_edit.html", {"form": form, "tag": tag}, form)


@staff_page("settings.write", "POST")
def tag_remove(request: SuppleRequest, tag_id: UUID) -> HttpResponse:
    """Take a tag away, from everybody who has it."""
    remove_tag(actor=request.actor, tag=get_tag(request.actor, tag_id))
    messages.success(request, _("The tag is gone."))
    return redirect("tag_list")
