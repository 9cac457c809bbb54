"""A form that was sent before leads to what it made, and says so."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


def sent_before(
    request: HttpRequest, page: str, object_id: UUID | None, *, otherwise: str
) -> HttpResponse:
    """Lead on to the `page` of what the form made; `otherwise` is an address where that is unknown.

    Whoever went back and typed something else learns that it was not kept.
    """
    if object_id is None:
        messages.info(request, _("This form was sent before. Open it anew to send another."))
        return redirect(otherwise)
    messages.info(request, _("This form was sent before; here is what it made."))
    return redirect(page, object_id)
