"""A file as an answer: streamed, kept by no cache, and with nothing that it could run."""

from typing import Any, cast

from django.http import FileResponse, Http404, HttpResponse

from clients.files.models import ClientFile
from clients.files.rules import JPEG, PDF, SmallState, download_name
from clients.files.store import log, store


class Streamed(FileResponse):
    """Bytes of the store in pieces, closed to caches and to whatever might run in them."""

    block_size = 64 * 1024


def as_answer(file: ClientFile) -> HttpResponse:
    """The file itself: a picture to look at, a PDF to be saved."""
    name = download_name(file.title, file.content_type)
    return streamed(
        file.stored_as, file.content_type, filename=name, as_attachment=file.content_type == PDF
    )


def small_answer(file: ClientFile) -> HttpResponse:
    """Its small picture; Http404 until the worker has made it."""
    if file.small_state != SmallState.MADE:
        raise Http404("small picture")
    return streamed(file.small_as, JPEG, filename="small.jpg")


def streamed(name: str, content_type: str, **named: Any) -> HttpResponse:
    """Bytes of the store by their name; Http404 where they are not there."""
    try:
        kept = store().open(name)
    except FileNotFoundError:
        log.exception("bytes of a file are not in the store")
        raise Http404("file") from None
    answer = Streamed(kept, content_type=content_type, **named)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)  # its kind, as far as a page is concerned
