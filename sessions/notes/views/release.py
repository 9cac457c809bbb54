"""The page that records a release outside a lesson."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.records.queries import get_client, refuse_archived
from clients.symptoms.rules import Side
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.pages import errors_beside, page, staff_page
from practice.core.services import AlreadyDone
from sessions.appointments.queries import open_episodes_of
from sessions.notes.forms import ReleaseForm
from sessions.notes.models import ReleaseMethod
from sessions.notes.queries import muscle_groups
from sessions.notes.services import record_release


@staff_page("note.write", "GET", "POST")
def release_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Record that something let go at home, or with somebody else; leads back to the client."""
    actor, is_sent = request.actor, request.method == "POST"
    client = get_client(actor, client_id, "note.write", hold=is_sent)
    if not is_sent:
        refuse_archived(actor, client)
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
    context = {"form": form, "client": client, "episodes": episodes}
    return page(request, "sessions/notes/release_new.html", context, form)
