"""Programs' keys to the API."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page
from practice.core.services import AlreadyDone
from practice.team.forms import SCOPE_WORDS, TokenForm
from practice.team.models import ApiToken
from practice.team.queries import get_token, tokens_of
from practice.team.rules import Scope
from practice.team.services import make_token, revoke_token


def _tokens_page(
    request: SuppleRequest, form: TokenForm, secret: str = "", made: ApiToken | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "secret": secret,
        "made": made,
        "tokens": [
            {"token": token, "may": [SCOPE_WORDS[Scope(scope)] for scope in token.scopes]}
            for token in tokens_of(request.actor)
        ],
        "docs": f"{settings.SUPPLE_BASE_URL}/api/v1/schema/",
    }
    return page(request, "practice/team/tokens.html", context, form)


@staff_page("token.read", "GET", "POST")
def token_list(request: SuppleRequest) -> HttpResponse:
    """Programs' keys to the API: a new one is shown once, right after it is made."""
    actor = request.actor
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        last = data["expires_on"]
        until = last and datetime.combine(
            last + timedelta(days=1), time(0), tzinfo=ZoneInfo(actor.zone)
        )
        try:
            with errors_beside(form), transaction.atomic():
                token, secret = make_token(
                    actor=actor,
                    name=data["name"],
                    scopes=[Scope(scope) for scope in data["scopes"]],
                    expires_at=until or None,
                    key=data["key"],
                )
                return _tokens_page(request, TokenForm(), secret, token)
        except AlreadyDone:
            messages.info(request, _("This token was made before. Its secret is shown only once."))
            return redirect("token_list")
    return _tokens_page(request, form)


@staff_page("token.write", "POST")
def token_revoke(request: SuppleRequest, token_id: UUID) -> HttpResponse:
    """Stop a token for good."""
    token = get_token(request.actor, token_id)
    revoke_token(actor=request.actor, token=token)
    messages.success(request, _("Revoked. It stops working now."))
    return redirect("token_list")
