"""What belongs to a movement that a client practises: only what a program of theirs has."""

from uuid import UUID

from django.http import Http404, HttpResponse

from practice.core.actor import SuppleRequest
from practice.core.pages import portal_page
from sessions.movements.media.queries import get_media
from sessions.movements.media.serving import as_answer
from sessions.programs.queries import is_practised


@portal_page("program.read")
def portal_media(request: SuppleRequest, practised_media_id: UUID) -> HttpResponse:
    """The picture, the sound or the video itself, whole or in parts."""
    media = get_media(request.actor, practised_media_id)
    if not is_practised(request.actor, media.movement_id):
        raise Http404("media")
    return as_answer(request, media)  # type: ignore[return-value]
