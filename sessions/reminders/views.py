"""The unsubscribe link, which needs no login and changes nothing by looking; a client's wishes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients.mail_wishes.forms import WishesForm
from clients.mail_wishes.queries import wishes_of
from clients.mail_wishes.stopping import ended_by_link
from clients.records.queries import get_client, refuse_archived
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page
from sessions.practice_logs.ending import end_links, last_ended
from sessions.reminders.services import change_wishes, stop_reminders

TEMPLATE = "sessions/reminders/unsubscribe.html"


# RFC 8058: a mail program posts without cookies; the signed token alone says who asks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page; POST turns reminders off at once, and again is as good as once."""
    return ended_by_link(
        request, token, purpose="unsubscribe", template=TEMPLATE, stop=stop_reminders
    )


@staff_page("mail_wish.write", "GET", "POST")
def client_mails(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Write down which mails a client says they want."""
    actor = request.actor
    client = get_client(actor, client_id, "mail_wish.write")
    if request.method != "POST":
        refuse_archived(actor, client)
    if "end_links" in request.POST:
        end_links(actor=actor, client_id=client.pk)
        messages.success(request, _("Ended. They sign in and open their practice, and it goes on."))
        return redirect("client_mails", client_id=client_id)
    form = WishesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            change_wishes(actor=actor, client_id=client_id, wanted=form.wanted())
            messages.success(request, _("Written down, with today and your name."))
            return redirect("client_page", client_id=client_id)
    wishes = wishes_of(actor, client_id)
    form.show(wishes)
    context = {"client": client, "wishes": wishes, "form": form}
    context["may_end"] = may_end = actor.may("practice_log.write")
    context["links_ended"] = last_ended(actor, client.pk) if may_end else None
    return page(request, "sessions/reminders/client_mails.html", context, form)
