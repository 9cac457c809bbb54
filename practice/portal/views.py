"""The client's own pages. Who the client is comes from the login, never from the address."""

from collections.abc import Sequence
from functools import cache, partial
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.records.queries import people_of_login
from practice.core.actor import Actor, SuppleRequest
from practice.core.clock import today_in
from practice.core.pages import errors_beside, page, portal_page
from practice.core.queries import get_practice
from practice.portal.choosing import meant_by
from practice.portal.forms import ChooseForm
from practice.portal.news import news_of
from practice.portal.offline import phone_keeps
from practice.portal.queries import PlannedItem, home_of, planned_of, still_to_come
from sessions.practice_logs.forms import PortalLogForm
from sessions.practice_logs.models import LogSource
from sessions.practice_logs.services import Logged, log_practice
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.queries import get_home_program
from sessions.programs.revisions import practised_at
from sessions.programs.rules import HomeProgramState

THANKS = {
    "done": _("Kept. Thank you."),
    "skipped": _("Kept. A missed day changes nothing."),
    "changed": _("Changed."),
    "checked": _("Kept. Thank you for telling us."),
}


@portal_page("program.read")
def portal_home(request: SuppleRequest) -> HttpResponse:
    """Today's practice first; right after a log, with thanks for it."""
    if (kept := request.GET.get("kept", "")) in THANKS:
        messages.success(request, THANKS[kept])
    home = home_of(request.actor)
    practice = get_practice(request.actor) if home.is_paused else None
    return render(request, "portal/home.html", {"home": home, "practice": practice})


@portal_page("client.read", "GET", "POST")
def portal_choose(request: SuppleRequest) -> HttpResponse:
    """For whom, when the login belongs to more than one person; then on to what was meant."""
    known, meant = people_of_login(cast(UUID, request.user.pk)), meant_by(request)
    people = [one for one in known if one.is_open]
    closed = [one for one in known if not one.is_open]
    is_closed = meant.client_id in {str(one.client_id) for one in closed}
    if request.method != "POST" and len(people) == 1 and meant.client_id and not is_closed:
        request.session["client_id"] = str(people[0].client_id)
        return redirect(meant.path)
    form = ChooseForm(
        request.POST if request.method == "POST" else None,
        people=people,
        initial={"client": meant.client_id or request.session.get("client_id")},
    )
    if request.method == "POST" and form.is_valid():
        request.session["client_id"] = form.cleaned_data["client"]
        return redirect(meant.path)
    open_to = {str(one.client_id) for one in people}
    context = {
        "form": form,
        "closed": closed,
        "not_theirs": bool(meant.client_id) and meant.client_id not in open_to,
    }
    return page(request, "portal/choose.html", context, form)


@portal_page("practice_log.write", "GET", "POST")
def portal_practice(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    """The whole practice in order, then ten seconds on how it was."""
    actor = request.actor
    program = cache(partial(get_home_program, actor, home_program_id, with_episode=False))
    planned = cache(lambda: planned_of(actor, program(), with_media=True))
    form = PortalLogForm(
        request.POST if request.method == "POST" else None,
        program_items=lambda: _items_seen(actor, program(), planned().movements, form),
        initial={"revision": lambda: program().revision},
    )
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            logged = log_practice(
                actor=actor,
                home_program_id=home_program_id,
                data=form.log_data(),
                source=LogSource.PORTAL,
                client_key=form.cleaned_data["client_key"],
                revision=form.revision_seen(),
            )
            return redirect(f"{reverse('portal_home')}{_thanks(logged)}")
    begins_on = still_to_come(program(), today_in(actor.zone))
    runs = program().state == HomeProgramState.ACTIVE and not begins_on
    context = {
        "home_program": program(),
        "planned": planned().movements,
        "cards": planned().cards,
        "news": news_of(actor, program()),
        "minutes": sum(p.item.minutes for p in planned().movements),
        "begins_on": begins_on,
        "is_running": runs and (form.is_bound or not actor.is_archived),
        "form": form,
    }
    if context["is_running"]:
        context["phone"] = phone_keeps(request, program(), planned().movements)
    return page(request, "portal/practice.html", context, form)


def _items_seen(
    actor: Actor, program: HomeProgram, planned: Sequence[PlannedItem], form: PortalLogForm
) -> list[ProgramItem]:
    """What can be said to be practised: of the revision that the form was drawn with."""
    seen = form.revision_seen() if form.is_bound else None
    if seen is None or seen >= program.revision:
        return [one.item for one in planned]
    return practised_at(actor, program, seen)


def _thanks(logged: Logged) -> str:
    """In the address rather than in the session, which would be written after the work is done."""
    if logged.paused:
        return ""  # the home page says at its top what to do now
    return "?kept=done" if logged.log.done else "?kept=skipped"
