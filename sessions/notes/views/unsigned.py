"""The page of notes that are not signed yet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.pages import staff_page
from sessions.notes.unsigned import FURTHEST, unsigned_notes


@staff_page("note.read")
def unsigned_list(request: SuppleRequest) -> HttpResponse:
    """Drafts and what waits for a co-signature, the oldest first; mine, or all."""
    asked = request.GET.get("after", "")
    begin = min(int(asked[:9]), FURTHEST) if asked.isascii() and asked.isdigit() else 0
    mine = request.GET.get("whose") == "mine"
    context = {
        "found": unsigned_notes(request.actor, mine=mine, begin=begin),
        "mine": mine,
        "is_first": begin == 0,
        "tabs": [
            {"name": _("All"), "url": "?", "current": not mine},
            {"name": _("Mine"), "url": "?whose=mine", "current": mine},
        ],
    }
    return render(request, "sessions/notes/unsigned_list.html", context)
