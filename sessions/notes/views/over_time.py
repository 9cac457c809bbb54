"""What was seen over the lessons of a client."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _

from clients.records.queries import get_client
from practice.core.actor import SuppleRequest
from practice.core.pages import staff_page
from sessions.evaluations.rules import ReflexPattern
from sessions.notes.matrix_over_time import matrix_over_time
from sessions.notes.over_time import HEIGHT, LESSONS_MOST, drawings_of, seen_over_time


@staff_page("note.read")
def client_over_time(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Reflexes, alternation, posture and the matrix, lesson by lesson."""
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
        **_matrix(request, client.pk),
    }
    return render(request, "sessions/notes/over_time.html", context)


def _matrix(request: SuppleRequest, client_id: UUID) -> dict[str, Any]:
    """The matrix of one muscle group, `?group=`, for a table."""
    matrix = matrix_over_time(request.actor, client_id, request.GET.get("group", ""))
    heads = [f"{n}, {formats.date_format(on, 'DATE_FORMAT')}" for n, on in matrix.lessons]
    name = dict(matrix.groups).get(matrix.group, "")
    return {
        "matrix": matrix,
        "matrix_caption": _("%(group)s over the lessons") % {"group": name},
        "matrix_heads": [{"word": word} for word in (_("Where"), *heads)],
        "matrix_rows": [[f"{row.side}, {row.place}", *row.told] for row in matrix.rows],
    }
