"""The practitioner's pages that need several rooms: Today, a client, closing the work."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from clients.records.forms import EpisodeCloseForm
from clients.records.queries import client_actor, get_episode, refuse_archived
from clients.records.rules import ClientState, EpisodeOutcome, EpisodeState
from clients.records.services import close_episode
from practice.core.actor import Actor, SuppleRequest
from practice.core.clock import today_in
from practice.core.pages import errors_beside, page, staff_page
from practice.core.rules import Reach
from practice.dashboard.aside import bring_back, get_need, put_off, put_off_until, say_done
from practice.dashboard.client_page import ClientPage, client_page_of
from practice.dashboard.forms import BACK, DONE, AsideForm
from practice.dashboard.narrowed import Narrowed
from practice.dashboard.needs import MORE_WORDS, Need, more_of, needs_of
from practice.dashboard.queries import Today, today_of
from practice.dashboard.rules import NeedKind
from practice.dashboard.styleguide import styleguide_context
from practice.dashboard.timeline import Way

MINE, ASIDE = "mine", "aside"
AN_HOUR = 60
SHOWN = 40  # needs on one page; what stands further down waits until these are done


@staff_page("today.read")
def _today(request: SuppleRequest) -> HttpResponse:
    actor, asked = request.actor, request.GET
    choosable = actor.reach("today.read") is Reach.ALL and actor.may("story.read")
    narrowed = Narrowed(
        mine=choosable and asked.get("whose") == MINE, aside=asked.get("show") == ASIDE
    )
    found = today_of(actor, narrowed)
    needs = needs_of(actor, found.people, found.mails, found.booked.comes_at)
    context = {
        "today": found,
        "needs": needs[:SHOWN],
        "more": [MORE_WORDS[kind] for kind in more_of(found.people)],
        "goes_on": len(needs) > SHOWN,
        "narrowed": narrowed,
        "greeting": _greeting(found, needs, narrowed),
        "ways": _ways(narrowed) if choosable else [],
        "other": _other(narrowed),
        "may_see_day": actor.may("appointment.read"),
        "may_follow": actor.may("practice_log.read"),
        "may_message": actor.may("message.read"),
        "may_set_aside": actor.may("today.write"),
        "may_book": actor.may("appointment.write"),
    }
    return page(request, "practice/dashboard/today.html", context)


def _greeting(found: Today, needs: Sequence[Need], narrowed: Narrowed) -> str:
    """How the day stands, in a sentence or two."""
    if narrowed.aside:
        return _("What was put off, or said to be done, and would wait otherwise.")
    comers = len(found.booked.comers)
    words = [_("Nothing waits for you.") if not needs else ""]
    if comers:
        told = ngettext("One appointment today.", "%(n)s appointments today.", comers)
        words.append(told % {"n": comers})
    minutes = found.booked.minutes
    if minutes is not None and minutes <= AN_HOUR:
        told = ngettext(
            "The next begins in %(n)s minute.", "The next begins in %(n)s minutes.", minutes
        )
        words.append(told % {"n": minutes})
    return " ".join(filter(None, words)) or _("What waits for you, the most pressing first.")


def _way(*, mine: bool, aside: bool) -> str:
    asked = {"whose": MINE if mine else "", "show": ASIDE if aside else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('today')}?{query}" if query else reverse("today")


def _ways(narrowed: Narrowed) -> list[Way]:
    return [
        Way(words, _way(mine=mine, aside=narrowed.aside), current=narrowed.mine is mine)
        for words, mine in ((_("Whole practice"), False), (_("Mine"), True))
    ]


def _other(narrowed: Narrowed) -> Way:
    """The way to what is put off, or back to what waits."""
    name = _("What waits") if narrowed.aside else _("Put off, or done")
    return Way(name, _way(mine=narrowed.mine, aside=not narrowed.aside), current=False)


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Today for staff; a client is shown to the portal, everybody else to the sign-in."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if getattr(request, "actor", None) is None and client_actor(request) is not None:
        return redirect("portal_home")
    return _today(request)


@staff_page("today.write", "GET", "POST")
def need_aside(request: SuppleRequest, need: str, about_id: UUID) -> HttpResponse:
    """Put off something that waits, say that it is done, or bring it back."""
    if need not in NeedKind:
        raise Http404("kind of need")
    actor = request.actor
    found = get_need(actor, NeedKind(need), about_id)
    said = put_off_until(actor, found.kind, about_id)
    form = AsideForm(
        found.kind, today_in(actor.zone), request.POST or None, is_aside=said is not None
    )
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            messages.success(request, _say_aside(actor, found, form.cleaned_data))
            return redirect("today")
    context = {"form": form, "need": found, "said": said}
    return page(request, "practice/dashboard/need_aside.html", context, form)


def _say_aside(actor: Actor, need: Need, typed: dict[str, Any]) -> str:
    if typed["what"] == BACK:
        bring_back(actor=actor, need=need)
        return _("It stands on Today again.")
    if typed["what"] == DONE:
        say_done(actor=actor, need=need)
        return _("Done. It comes back only if something new begins.")
    put_off(actor=actor, need=need, until=typed["until"])
    return _("Put off until %(day)s.") % {"day": date_format(typed["until"], "WEEKDAY_FORMAT")}


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
