"""The client's own page of classes: which they can come to, and taking a place."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.records.queries import get_client
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import OnceForm, portal_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.undo import say_undoable
from sessions.appointments.classes.queries import open_classes
from sessions.appointments.classes.services import join_class, place_words
from sessions.appointments.services.taking import in_words


@portal_page("appointment.read")
def portal_classes(request: SuppleRequest) -> HttpResponse:
    """Classes to come, how many places are free, and in which of them one has a place."""
    actor = request.actor
    context = {
        "classes": [
            (one, place_words(one.found.service), OnceForm(auto_id=False))
            for one in open_classes(actor)
        ],
        "may_write": not actor.is_archived,
        "zone": actor.zone,
    }
    return render(request, "sessions/appointments/classes/portal.html", context)


@portal_page("appointment.write", "POST")
def portal_class_join(request: SuppleRequest, open_class_id: UUID) -> HttpResponse:
    """Take a place; where none is free any more, that is said."""
    actor, form = request.actor, OnceForm(request.POST)
    key = form.cleaned_data["key"] if form.is_valid() else None
    client = get_client(actor, cast(UUID, actor.client_id), "appointment.write")
    try:
        made = join_class(actor=actor, class_id=open_class_id, client=client, key=key)
    except AlreadyDone:
        there = reverse("portal_appointments")
        return sent_before(request, "portal_appointments", None, otherwise=there)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("portal_classes")
    said = _("You have a place: %(time)s.") % {"time": in_words(made.starts_at, made.zone)}
    say_undoable(request, said, reverse("portal_appointment_undo", args=[made.pk]))
    return redirect("portal_appointments")
