"""The home program on paper: of the practice, and of the client in the portal."""

from uuid import UUID

from django.http import HttpResponse

from practice.core.actor import SuppleRequest
from practice.core.pages import portal_page, staff_page
from practice.core.paper import as_answer
from practice.core.queries import get_practice
from sessions.programs.paper import program_pdf
from sessions.programs.queries import get_home_program, items_of

FILE = "program.pdf"


@staff_page("program.read")
def program_paper(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    """The program as it stands, to be handed to the client."""
    return _paper(request, home_program_id)


@portal_page("program.read")
def portal_program_paper(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    """The same, which the client prints."""
    return _paper(request, home_program_id)


def _paper(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    actor = request.actor
    home_program = get_home_program(actor, home_program_id)
    items = items_of(actor, home_program)
    return as_answer(program_pdf(actor, home_program, items, get_practice(actor)), FILE)
