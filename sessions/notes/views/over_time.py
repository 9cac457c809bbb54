"""What was seen over the lessons of a client."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _

from clients.records.queries import get_client
from practice.core.actor import SuppleRequest
from practice.core.pages import staff_page
from sessions.evaluations.rules import ReflexPattern
from sessions.notes.over_time import HEIGHT, LESSONS_MOST, drawings_of, seen_over_time


@staff_page("note.read")
def client_over_time(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Reflexes, alternation and posture, lesson by lesson."""
    client = get_client(request.actor, client_id, "note.read")
    lessons = seen_over_time(request.actor, client.pk)
    words = [*(_(pattern.label) for pattern in ReflexPattern)]
    words += [_("Dark Vise"), _("Alternation"), _("Posture signs")]
    rows = [
        [f"{lesson.number}, {formats.date_format(lesson.held_on, 'DATE_FORMAT')}", *lesson.cells]
        for lesson in reversed(lessons)
    ]
    context = {
        "client": client,
        "drawings": drawings_of(lessons),
        "height": HEIGHT,
        "heads": [{"word": word} for word in (_("Lesson"), *words)],
        "rows": rows,
        "more": len(lessons) == LESSONS_MOST,
    }
    return render(request, "sessions/notes/over_time.html", context)
