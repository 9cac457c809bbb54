"""Where a provider tells of mails that it took. Only who knows the secret is listened to."""

from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from anymail.exceptions import AnymailError
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from practice.core.actor import aside, enter, system_actor
from practice.core.views import wrong_method
from practice.outbox.addresses.services import NotYet, note_told
from practice.outbox.addresses.told import told

_VIEWS = {
    "postmark": "anymail.webhooks.postmark.PostmarkTrackingWebhookView",
    "mailgun": "anymail.webhooks.mailgun.MailgunTrackingWebhookView",
    "brevo": "anymail.webhooks.brevo.BrevoTrackingWebhookView",
    "resend": "anymail.webhooks.resend.ResendTrackingWebhookView",
}


@csrf_exempt
def mail_events(request: HttpRequest) -> HttpResponse:
    """Events of the provider that the environment names, with the secret that it names; without
    both there is nothing here. Whatever they say, all that can follow is a mail less."""
    provider = settings.SUPPLE_MAIL_PROVIDER
    if not provider or not provider["webhooks"]["webhook_secret"]:
        raise Http404("no provider")
    if request.method != "POST":
        return wrong_method(request, ("POST",))
    reader: Any = import_string(_VIEWS[provider["name"]])(**provider["webhooks"])
    try:
        reader.run_validators(request)
        events = reader.parse_events(request)
    except (AnymailError, SuspiciousOperation, LookupError, TypeError, ValueError, AttributeError):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    for event in events:
        found = told(provider["name"], event)
        if found is None:
            continue
        with aside():
            rid = cast(UUID, request.request_id)  # type: ignore[attr-defined]
            enter(practice_id=found.practice_id, request_id=rid)
            try:
                note_told(actor=system_actor(found.practice_id), told=found)
            except NotYet:
                return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse()
