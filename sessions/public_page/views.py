"""The practice's side: whether there is a page, and what it tells of whom."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.links import absolute
from practice.core.pages import errors_beside, page, staff_page
from practice.core.queries import get_practice
from sessions.credentials.queries import credentials_of, left_over
from sessions.hours.queries import services_of
from sessions.public_page.forms import PageForm, ProfileForm, as_typed
from sessions.public_page.models import PublicPage
from sessions.public_page.queries import get_teacher, own_page, profiles_of
from sessions.public_page.services import save_page, save_profile


@staff_page("settings.read", "GET", "POST")
def public_page_settings(request: SuppleRequest) -> HttpResponse:
    """Whether everybody may read of the practice, and what."""
    actor = request.actor
    row = own_page(actor) or PublicPage(slug=get_practice(actor).slug)
    initial = {name: getattr(row, name) for name in PageForm.base_fields}
    form = PageForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        actor.require("settings.write")
        if form.is_valid():
            with errors_beside(form):
                kept = save_page(actor=actor, data=form.data_of_page)
                shown = _("Saved. Everybody can read the page now.")
                messages.success(request, shown if kept.is_open else _("Saved. Nobody sees it."))
                return redirect("public_page_settings")
    context = {
        "form": form,
        "row": row,
        "address": absolute("public_page", slug=row.slug),
        "people": profiles_of(actor),
        "left_over": left_over(actor),
        "services": [one for one in services_of(actor) if one.retired_at is None],
        "may_edit": actor.may("settings.write"),
    }
    return page(request, "sessions/public_page/settings.html", context, form)


def _profile(request: SuppleRequest, teacher_id: UUID) -> HttpResponse:
    member, kept = get_teacher(request.actor, teacher_id)
    typed = request.POST if request.method == "POST" else None
    form = ProfileForm(typed, initial=as_typed(kept))
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            save_profile(actor=request.actor, member_id=teacher_id, data=form.profile)
            messages.success(request, _("Saved."))
            return redirect("public_page_settings")
    context = {
        "form": form,
        "member": member,
        "credentials": credentials_of(request.actor, teacher_id),
    }
    return page(request, "sessions/public_page/profile.html", context, form)


@staff_page("settings.write", "GET", "POST")
def public_profile(request: SuppleRequest, teacher_id: UUID) -> HttpResponse:
    """What the page tells of anybody, by the owner."""
    return _profile(request, teacher_id)


@staff_page("session.write", "GET", "POST")
def own_public_profile(request: SuppleRequest) -> HttpResponse:
    """What the page tells of oneself."""
    return _profile(request, cast(UUID, request.actor.membership_id))
