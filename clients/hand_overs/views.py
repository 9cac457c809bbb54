"""The page on which clients change hands, several at once, and come back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.hand_overs.forms import FromForm, HandOverForm, read_from
from clients.hand_overs.queries import listed_to_give, newest_hand_overs
from clients.hand_overs.services import hand_over, undo_hand_over
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import errors_beside, page, staff_page
from practice.core.queries import teachers
from practice.core.services import AlreadyDone

PAGE = "clients/hand_overs/hand_overs.html"


@staff_page("hand_over.write", "GET", "POST")
def hand_overs(request: SuppleRequest) -> HttpResponse:
    """Choose whose clients, which, and to whom; below, what was handed over and the way back."""
    actor, staff = request.actor, teachers(request.actor)
    asked = request.POST.get("giver") or request.GET.get("giver", "")
    found = read_from(asked, staff)
    context: dict[str, Any] = {
        "from_form": FromForm({"giver": asked} if found else None, staff=staff)
    }
    if found is None:
        context["newest"] = newest_hand_overs(actor)
        return page(request, PAGE, context)
    word, whose = found
    clients = listed_to_give(actor, whose)
    data = request.POST if request.method == "POST" else None
    form = HandOverForm(data, clients=clients, staff=staff, not_id=whose)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                _made, number = hand_over(
                    actor=actor,
                    from_id=whose,
                    to_id=form.cleaned_data["to"],
                    client_ids=form.chosen,
                    key=form.cleaned_data["key"],
                )
            except AlreadyDone:
                messages.info(request, _("This was handed over a moment ago."))
            else:
                messages.success(request, _changed_hands(number))
            return redirect("hand_overs")
    context |= {"form": form, "giver": word, "clients": clients}
    context["newest"] = newest_hand_overs(actor)
    return page(request, PAGE, context, form)


def _changed_hands(number: int) -> str:
    words = ngettext("%(n)s client changed hands.", "%(n)s clients changed hands.", number)
    return words % {"n": number}


@staff_page("hand_over.write", "POST")
def hand_over_undo(request: SuppleRequest, hand_over_id: UUID) -> HttpResponse:
    """Take one back: who is still where they went returns."""
    try:
        back, stayed = undo_hand_over(actor=request.actor, hand_over_id=hand_over_id)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("hand_overs")
    words = ngettext("%(n)s client went back.", "%(n)s clients went back.", back) % {"n": back}
    if stayed:
        more = ngettext(
            "%(n)s stayed: with somebody else since, or archived.",
            "%(n)s stayed: with somebody else since, or archived.",
            stayed,
        )
        words = f"{words} {more % {'n': stayed}}"
    messages.success(request, words)
    return redirect("hand_overs")
