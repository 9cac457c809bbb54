"""The link that turns check-ins by mail off: no login, and nothing changes by looking."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients.mail_wishes.stopping import ended_by_link
from sessions.check_ins.mailing.emails import NO_CHECK_INS
from sessions.check_ins.mailing.services import stop_check_ins


# RFC 8058: a mail program posts without cookies; the signed token alone says who asks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check_ins_off_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page; POST ends these mails at once, and again is as good as once."""
    template = "sessions/check_ins/off.html"
    return ended_by_link(
        request, token, purpose=NO_CHECK_INS, template=template, stop=stop_check_ins
    )
