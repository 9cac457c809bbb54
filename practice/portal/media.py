"""What belongs to a movement that a client practises: only what a program of theirs has."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from practice.core.actor import Actor, SuppleRequest
from practice.core.pages import portal_page
from sessions.movements.media.queries import get_media, whole
from sessions.movements.media.serving import as_answer
from sessions.movements.models import MovementMedia
from sessions.programs.queries import is_practised


def _theirs(actor: Actor, media_id: UUID) -> MovementMedia:
    media = get_media(actor, media_id)
    if not is_practised(actor, media.movement_id):
        raise Http404("media")
    return media


@portal_page("program.read")
def portal_media(request: SuppleRequest, practised_media_id: UUID) -> HttpResponse:
    """The picture, the sound or the video itself, whole or in parts."""
    media = _theirs(request.actor, practised_media_id)
    return as_answer(request, media)  # type: ignore[return-value]


@portal_page("program.read")
def portal_media_page(request: SuppleRequest, practised_media_id: UUID) -> HttpResponse:
    """One of them with all that is said in it, and the way to the others of its movement."""
    media = _theirs(request.actor, practised_media_id)
    return render(request, "portal/media.html", whole(request.actor, media))
