"""Pictures, sound and video as answers: whole or in parts, a piece at a time in memory."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from clients.files.store import log, pieces
from practice.core.ranges import NotThere, Part, part_asked
from sessions.movements.media.rules import ENDINGS
from sessions.movements.models import MovementMedia


def as_answer(request: HttpRequest, media: MovementMedia) -> HttpResponseBase:
    """Its bytes, or the part of them that was asked for; Http404 for a link, which has none."""
    if not media.stored_as:
        raise Http404("media")
    mark = f'"{media.stored_as.rsplit("/", 1)[-1]}"'  # the bytes under a name never change
    asked = request.headers.get("Range", "") if request.method == "GET" else ""
    answer: HttpResponseBase
    try:
        part = part_asked(
            asked, media.size, mark=mark, if_range=request.headers.get("If-Range", "")
        )
    except NotThere:
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{media.size}"})
    else:
        answer = _sent(media, part)
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = mark
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _sent(media: MovementMedia, part: Part | None) -> HttpResponseBase:
    start, stop = part or (0, media.size)
    try:
        found = pieces(media.stored_as, start, stop)
    except FileNotFoundError:
        log.exception("bytes of a movement's media are not in the store")
        raise Http404("media") from None
    answer = StreamingHttpResponse(found, content_type=media.content_type)
    answer["Content-Length"] = str(stop - start)
    answer["Content-Disposition"] = f'inline; filename="movement.{ENDINGS[media.content_type]}"'
    if part:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {start}-{stop - 1}/{media.size}"
    return answer
