"""What everybody may open without a login: the practice's public page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from practice.core.actor import SuppleRequest
from practice.core.locales import use_locale
from sessions.public_page.queries import published


@require_safe
def public_page(request: SuppleRequest, slug: str) -> HttpResponse:
    """Who works there and how, and what can be booked. It sets no cookie and needs no script."""
    found = published(slug, request.request_id)
    use_locale(found.actor)
    return render(request, "sessions/public_page/page.html", {"page": found})
