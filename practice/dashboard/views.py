"""The practitioner's pages that need several rooms: Today, a client, closing the work."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clients.records.forms import EpisodeCloseForm
from clients.records.queries import client_actor, get_episode, refuse_archived
from clients.records.rules import ClientState, EpisodeOutcome, EpisodeState
from clients.records.services import close_episode
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page
from practice.dashboard.client_page import ClientPage, client_page_of
from practice.dashboard.needs import needs_of
from practice.dashboard.queries import today_of
from practice.dashboard.styleguide import styleguide_context


@staff_page("today.read")
def _today(request: SuppleRequest) -> HttpResponse:
    found = today_of(request.actor)
    context = {
        "today": found,
        "needs": needs_of(request.actor, found),
        "may_follow": request.actor.may("practice_log.read"),
        "may_message": request.actor.may("message.read"),
    }
    return page(request, "practice/dashboard/today.html", context)


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Today for staff; a client is shown to the portal, everybody else to the sign-in."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if getattr(request, "actor", None) is None and client_actor(request) is not None:
        return redirect("portal_home")
    return _today(request)


def _may_invite_first(request: SuppleRequest, found: ClientPage) -> bool:
    """Whether the invitation is the next thing to do: nothing has happened, nobody was asked."""
    client, may = found.client, request.actor.may
    told = found.has_begun or found.invitation or client.user_id
    open_to_it = client.email and client.state != ClientState.ARCHIVED
    return bool(open_to_it and not told and may("client.write") and may("story.write"))


@staff_page("client.read")
def client_page(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """One client: the arc, what was said and done, the program, the way on."""
    asked = request.GET
    found = client_page_of(
        request.actor, client_id, earlier="earlier" in asked, kind=asked.get("kind", "")
    )
    context = {
        "found": found,
        "client": found.client,
        "may_write": request.actor.may("client.write"),
        "may_read": request.actor.may("story.read"),
        "may_message": request.actor.may("message.read"),
        "may_read_notes": request.actor.may("note.read"),
        "may_tell": request.actor.may("story.write"),
        "may_see_booked": request.actor.may("appointment.read"),
        "may_book": request.actor.may("appointment.write"),
        "may_begin": request.actor.may("note.write"),
        "may_merge": request.actor.may("client.merge"),
        "is_archived": found.client.state == ClientState.ARCHIVED,
        "may_mail": request.actor.may("mail_wish.write"),
        "may_guard": request.actor.may("guardian.write"),
        "may_note": request.actor.may("person_note.write"),
        "may_invite_first": _may_invite_first(request, found),
    }
    return page(request, "practice/dashboard/client_page.html", context)


@staff_page("story.write", "GET", "POST")
def episode_close(request: SuppleRequest, episode_id: UUID) -> HttpResponse:
    """Close a course of work, with how it ended and why."""
    episode = get_episode(request.actor, episode_id, "story.write")
    if request.method != "POST":
        refuse_archived(request.actor, episode.client)
        if episode.state == EpisodeState.CLOSED:
            messages.info(request, _("This work is closed already."))
            return redirect("client_page", client_id=episode.client_id)
    form = EpisodeCloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            close_episode(
                actor=request.actor,
                episode=episode,
                outcome=EpisodeOutcome(form.cleaned_data["outcome"]),
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, _("The work is closed."))
            return redirect("client_page", client_id=episode.client_id)
    context = {"form": form, "episode": episode, "stands": episode.standing_release}
    return page(request, "practice/dashboard/episode_close.html", context, form)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state; outside production only."""
    if settings.SECURE:
        raise Http404("styleguide")
    return page(request, "styleguide/index.html", styleguide_context())
