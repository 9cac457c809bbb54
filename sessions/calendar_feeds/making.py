"""Making an address, alike in the settings and the portal: it is shown once, right after."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside
from practice.core.services import AlreadyDone
from sessions.calendar_feeds.services import make_feed

Show = Callable[[SuppleRequest, Form, str], HttpResponse]


def made_or_shown(request: SuppleRequest, kind: type[Form], show: Show, there: str) -> HttpResponse:
    """The page of an address: `show` draws it with its form and, once, the secret just made."""
    form = kind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with errors_beside(form), transaction.atomic():
                _feed, secret = make_feed(actor=request.actor, **form.cleaned_data)
                return show(request, kind(), secret)
        except AlreadyDone:
            messages.info(request, _("This address was made before. It is shown only once."))
            return redirect(there)
    return show(request, form, "")
