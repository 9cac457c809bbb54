"""The page of mails: what left, what waits, what went wrong."""

from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from practice.core.actor import Actor, SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import page, staff_page
from practice.outbox.attempts import open_mail
from practice.outbox.holding import cancel_held, decides_for_all, release_held
from practice.outbox.kept import kept_mail
from practice.outbox.models import STATE_WORDS, Message
from practice.outbox.queries import TROUBLE, get_message, list_messages
from practice.outbox.services import cancel_message, send_again


class MailFilter(forms.Form):
    """Which mails to show; the page number keeps to whole numbers from 1."""

    state = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("all mails")),
            (TROUBLE, gettext_lazy("what needs a look")),
            *((state.value, word) for state, word in STATE_WORDS.items()),
        ],
    )
    page = forms.IntegerField(
        min_value=1, max_value=10_000, required=False, widget=forms.HiddenInput
    )


@staff_page("mail.read")
def mail_list(request: SuppleRequest) -> HttpResponse:
    """List the practice's mails, those that need somebody first."""
    chosen = MailFilter(request.GET)
    asked = chosen.cleaned_data if chosen.is_valid() else {}
    state, number = asked.get("state") or "", asked.get("page") or 1
    shown = list_messages(request.actor, state=state, page=number)
    context = {
        "shown": shown,
        "chosen": MailFilter(initial={"state": state}),
        "state": state,
        "may_write": request.actor.may("mail.write"),
        "may_decide": decides_for_all(request.actor),
        "previous_page": number - 1,
        "kept": kept_mail(),
        "may_know_where": request.actor.may("settings.write"),
    }
    with timezone.override(ZoneInfo(request.actor.zone)):
        return page(request, "practice/outbox/list.html", context)


@staff_page("mail.read")
def mail_page(request: SuppleRequest, message_id: UUID) -> HttpResponse:
    """One mail: where it stands, each attempt to send it, and what can be done."""
    context = {
        "mail": open_mail(request.actor, message_id),
        "may_write": request.actor.may("mail.write"),
    }
    with timezone.override(ZoneInfo(request.actor.zone)):
        return page(request, "practice/outbox/mail.html", context)


def _do(
    request: SuppleRequest, message_id: UUID, service: Callable[..., None], said: str
) -> HttpResponse:
    actor: Actor = request.actor
    message: Message = get_message(actor, message_id, "mail.write")
    try:
        service(actor=actor, message=message)
        messages.success(request, said)
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("mail_list")


@staff_page("mail.write", "POST")
def mail_again(request: SuppleRequest, message_id: UUID) -> HttpResponse:
    """Send one once more, after the page asked whether it really should."""
    return _do(request, message_id, send_again, _("The mail goes out once more."))


@staff_page("mail.write", "POST")
def mail_cancel(request: SuppleRequest, message_id: UUID) -> HttpResponse:
    """Keep one that waits from leaving."""
    return _do(request, message_id, cancel_message, _("The mail will not go out."))


@staff_page("mail.write", "POST")
def mail_release(request: SuppleRequest) -> HttpResponse:
    """Let every held mail go."""
    try:
        count = release_held(actor=request.actor)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("mail_list")
    said = ngettext(
        "%(n)s mail was let go. It leaves as soon as its turn comes.",
        "%(n)s mails were let go. They leave one after the other.",
        count,
    )
    messages.success(request, said % {"n": count})
    return redirect("mail_list")


@staff_page("mail.write", "POST")
def mail_drop(request: SuppleRequest) -> HttpResponse:
    """Send none of the held mails."""
    count = cancel_held(actor=request.actor)
    said = ngettext("%(n)s mail will not go out.", "%(n)s mails will not go out.", count)
    messages.success(request, said % {"n": count})
    return redirect("mail_list")
