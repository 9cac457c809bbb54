"""The practice's pages of dose honesty: of one client, and across clients."""

from uuid import UUID

from django.http import HttpResponse

from practice.core.actor import SuppleRequest
from practice.core.pages import page, staff_page
from sessions.progress.dose.across import MOST_COURSES, dose_of_practice
from sessions.progress.dose.queries import dose_of_client
from sessions.progress.dose.rules import LEAST_PLANNED
from sessions.progress.dose.wording import of_clients, of_weeks


@staff_page("measure.read")
def client_dose(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Whether one client's weeks with more practice went with feeling better."""
    found = dose_of_client(request.actor, client_id)
    context = {
        "client": found.client,
        "episode": found.episode,
        "since": found.since,
        "shown": [of_weeks(one) for one in found.told],
    }
    return page(request, "sessions/progress/dose/client.html", context)


@staff_page("measure.read")
def practice_dose(request: SuppleRequest) -> HttpResponse:
    """Whether clients who practised more of what was planned changed more; without names."""
    found = dose_of_practice(request.actor)
    context = {
        "found": found,
        "shown": [of_clients(one) for one in found.told],
        "least_planned": LEAST_PLANNED,
        "most": MOST_COURSES,
    }
    return page(request, "sessions/progress/dose/practice.html", context)
