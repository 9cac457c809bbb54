"""The page that records a release outside a lesson, and takes one back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.records.queries import get_client, refuse_archived
from clients.symptoms.rules import Side
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.errors import DomainError, ReadOnly
from practice.core.pages import errors_beside, page, staff_page
from practice.core.services import AlreadyDone
from sessions.appointments.queries import open_episodes_of
from sessions.notes.forms import ReleaseForm
from sessions.notes.models import ReleaseMethod
from sessions.notes.queries import muscle_groups, releases_outside
from sessions.notes.services import record_release, take_back_release


@staff_page("note.write", "GET", "POST")
def release_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Record that something let go at home, or with somebody else; leads back to the client."""
    actor, is_sent = request.actor, request.method == "POST"
    client = get_client(actor, client_id, "note.write", hold=is_sent)
    if not is_sent:
        refuse_archived(actor, client)
    if "back" in request.POST:
        return _taken_back(request, client_id)
    episodes, groups = open_episodes_of(actor, client_id), muscle_groups(actor)
    form = ReleaseForm(
        request.POST or None,
        initial={"released_on": today_in(actor.zone)},
        episodes=episodes,
        groups=groups,
    )
    if is_sent and form.is_valid():
        typed = form.cleaned_data
        with errors_beside(form):
            try:
                record_release(
                    actor=actor,
                    episode=next(e for e in episodes if str(e.pk) == typed["episode"]),
                    muscle_group=typed["muscle_group"],
                    side=Side(typed["side"]),
                    method=ReleaseMethod(typed["method"]),
                    released_on=typed["released_on"],
                    evidence=typed["evidence"],
                    known=groups,
                    key=typed["key"],
                )
            except AlreadyDone:
                return redirect("client_page", client_id)
            messages.success(request, _("Recorded. Integrating is open from now on."))
            return redirect("client_page", client_id)
    recorded = releases_outside(actor, client_id)
    context = {"form": form, "client": client, "episodes": episodes, "recorded": recorded}
    return page(request, "sessions/notes/release_new.html", context, form)


def _taken_back(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """What was recorded by mistake; a press on what is gone already says so."""
    wanted = request.POST["back"]
    try:
        release_id = UUID(wanted)
    except ValueError:
        raise Http404(wanted) from None
    try:
        take_back_release(actor=request.actor, client_id=client_id, release_id=release_id)
        messages.success(request, _("Taken back. If it did let go, record it again."))
    except ReadOnly:
        raise
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("release_new", client_id)
