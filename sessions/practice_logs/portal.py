"""The client's ways to a log: the mail's link without a login, and changing one for a day."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from clients.guardians.by_link import enter_by_link
from clients.records.queries import read_only
from clients.records.rules import ClientState
from practice.core.actor import Actor, SuppleRequest, enter_as, system_actor
from practice.core.clock import now
from practice.core.links import Link, link_for, made_at
from practice.core.models import Practice
from practice.core.pages import errors_beside, page, portal_page
from practice.core.queries import get_practice
from sessions.practice_logs.ending import last_ended_beside, told_last_ended
from sessions.practice_logs.forms import LogForm, PortalLogForm, as_initial
from sessions.practice_logs.models import LogSource
from sessions.practice_logs.queries import get_practice_log, item_ids_of
from sessions.practice_logs.rules import is_editable, is_for
from sessions.practice_logs.services import edit_log, log_practice
from sessions.programs.models import HomeProgram
from sessions.programs.queries import get_home_program
from sessions.programs.revisions import practised_at
from sessions.programs.rules import HomeProgramState

PURPOSE = "practice"
GONE, NOT_FOUND = 410, 404


@dataclass(frozen=True)
class Opened:
    """What a good link opens: as whom, which program, for which local day."""

    actor: Actor
    practice: Practice
    home_program: HomeProgram
    day: date
    is_theirs: bool = True
    ended_at: datetime | None = None

    def is_ended(self, made: datetime) -> bool:
        """Whether what was made at an instant, by whole seconds, is good no more."""
        return self.ended_at is not None and made <= self.ended_at


def open_link(request: SuppleRequest, link: Link) -> Opened | None:
    """Enter the practice of a signed link, then act as its client only."""
    system = system_actor(link.practice_id)
    enter_as(system)
    try:
        beside = {"told_ended": last_ended_beside(system)}
        home_program = get_home_program(system, link.object_id, beside=beside)
        practice = get_practice(system)
    except (Http404, Practice.DoesNotExist):
        return None
    actor, is_theirs = enter_by_link(request, system, link, home_program.client, practice)
    day = date.fromisoformat(link.day)
    ended_at = told_last_ended(vars(home_program)["told_ended"])
    opened = Opened(actor, practice, home_program, day, is_theirs, ended_at)
    return opened if practice.is_active else None


def _why_closed(opened: Opened, made: datetime, *, sent: bool) -> str:
    """A word for why nothing is logged here now; "" when it is open."""
    client = opened.home_program.client
    if not opened.is_theirs:
        return "guardian"
    if opened.is_ended(made):
        return "revoked"
    if client.state == ClientState.ARCHIVED:
        return "archived"
    if opened.home_program.state == HomeProgramState.PAUSED:
        return "paused"
    if opened.home_program.state != HomeProgramState.ACTIVE:
        return "ended"
    at = now().astimezone(ZoneInfo(client.timezone))
    return "" if is_for(opened.day, at, sent=sent) else "other_day"


def _closed(request: HttpRequest, why: str, opened: Opened | None = None) -> HttpResponse:
    """Say why; what was typed meanwhile is shown, so that it can be copied."""
    typed = request.POST.get("line", "").strip() if opened else ""
    context = {"why": why, "practice": opened.practice if opened else None, "typed": typed}
    status = NOT_FOUND if why == "broken" else GONE
    return render(request, "sessions/practice_logs/link_closed.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def practice_link(request: SuppleRequest, token: str) -> HttpResponse:
    """The reminder's link: a form for that day, no login, no name of any movement.

    Opening it (a mail scanner does) changes nothing; sending it twice is one log.
    """
    link = link_for(token, PURPOSE)
    opened = open_link(request, link) if link else None
    if opened is None:
        return _closed(request, "broken")
    why = _why_closed(opened, made_at(token), sent=request.method == "POST")
    if why:
        return _closed(request, why, opened)
    form = LogForm(
        request.POST if request.method == "POST" else None,
        initial={"revision": opened.home_program.revision},
    )
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            logged = log_practice(
                actor=opened.actor,
                home_program_id=opened.home_program.pk,
                data=form.log_data(),
                source=LogSource.MAIL_LINK,
                client_key=form.cleaned_data["client_key"],
                day=opened.day,
                revision=form.revision_seen(),
            )
            told = {"log": logged.log, "paused": logged.paused, "practice": opened.practice}
            return render(request, "sessions/practice_logs/link_kept.html", told)
    context = {"form": form, "opened": opened, "practice": opened.practice}
    return page(request, "sessions/practice_logs/link.html", context, form)


@portal_page("practice_log.write", "GET", "POST")
def portal_log_edit(request: SuppleRequest, log_id: UUID) -> HttpResponse:
    """Change one's own log, for a day."""
    actor = request.actor
    log = get_practice_log(actor, log_id, "practice_log.write", hold=request.method == "POST")
    if request.method != "POST" and actor.is_archived:
        raise read_only(actor, log.client_id)
    if request.method != "POST" and not is_editable(log.logged_at, now()):
        messages.info(request, _("A day has passed; that log stays as it is now."))
        return redirect("portal_home")
    typed = request.POST if request.method == "POST" else None
    kept = cache(partial(item_ids_of, actor, log))
    initial = as_initial(log, kept() if typed is None else set())
    items = cache(lambda: practised_at(actor, log.home_program, log.revision, kept()))
    form = PortalLogForm(typed, program_items=items, initial=initial)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            logged = edit_log(actor=actor, log=log, data=form.log_data())
            said = "" if logged.paused else "?kept=changed"  # a pause is said at the page's top
            return redirect(f"{reverse('portal_home')}{said}")
    context = {"form": form, "log": log}
    return page(request, "sessions/practice_logs/edit.html", context, form)
