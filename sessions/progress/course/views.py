"""A client's progress as a page that they can be shown, and on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from practice.core.actor import SuppleRequest
from practice.core.pages import staff_page
from practice.core.paper import as_answer
from sessions.progress.course.paper import progress_pdf
from sessions.progress.course.queries import Asked, progress_of, progress_to_hand_over


@staff_page("note.read")
def client_progress(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Every part of it, of the course of work that goes on, another one, or all."""
    asked = Asked(
        group=request.GET.get("group", ""),
        lessons=[key for key in request.GET.getlist("lesson") if key],
        everything=request.GET.get("all", ""),
    )
    found = progress_of(request.actor, client_id, period=request.GET.get("period", ""), asked=asked)
    context = {
        "found": found,
        "client": found.client,
        "more": f"?{urlencode({'period': found.period.key})}",
    }
    return render(request, "sessions/progress/client_progress.html", context)


@staff_page("note.read")
def client_progress_paper(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """The same on paper, as far as it can be handed over."""
    period = request.GET.get("period", "")
    found = progress_to_hand_over(request.actor, client_id, period=period)
    return as_answer(progress_pdf(request.actor, found), "progress.pdf")
