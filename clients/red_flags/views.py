"""The practice's pages of safety questions: asking anew, and what follows from a yes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.intake.rules import RED_FLAGS_BY_CODE, RedFlagLevel
from clients.intake.safety import safety_words
from clients.records.queries import get_client, refuse_archived
from clients.records.rules import ClientState
from clients.red_flags.forms import AskingForm, DecisionForm
from clients.red_flags.models import RedFlagDecision
from clients.red_flags.queries import decisions_on, get_raised, raised_in
from clients.red_flags.services import ask_anew, decide
from clients.symptoms.rules import Contraindication
from practice.core.actor import Actor, SuppleRequest
from practice.core.clock import today_in
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone


def _told(decisions: Sequence[RedFlagDecision]) -> list[tuple[RedFlagDecision, list[str]]]:
    """Each decision with what it leaves out, in words."""
    return [(one, [Contraindication(code).label for code in one.avoid]) for one in decisions]


def _said_now(actor: Actor, level: RedFlagLevel) -> dict[str, Any]:
    """What the client is to hear at once; only an emergency does not wait for the decision."""
    return safety_words(actor, level) if level is RedFlagLevel.EMERGENCY else {}


@staff_page("red_flag.write", "GET", "POST")
def safety_ask(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Every safety question once more, with the client beside; a yes leads to what follows."""
    actor, to_client = request.actor, reverse("client_page", args=[client_id])
    client = get_client(actor, client_id, "red_flag.write")
    if request.method != "POST":
        refuse_archived(actor, client)
    form = AskingForm(request.POST or None, initial={"asked_on": today_in(actor.zone)})
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            said = {"answers": form.answers(), "asked_on": form.cleaned_data["asked_on"]}
            key = form.cleaned_data["key"]
            try:
                asking = ask_anew(actor=actor, client_id=client_id, key=key, **said)
            except AlreadyDone:
                return sent_before(request, "client_page", client_id, otherwise=to_client)
            raised = raised_in(actor, asking)
            if not raised:
                messages.success(request, _("Kept: every safety question was answered no."))
                return redirect(to_client)
            words = _("Kept. Decide what follows from each yes; the client’s page names them.")
            messages.warning(request, words)
            return redirect("red_flag_page", raised[0])
    context = {"form": form, "client": client}
    return page(request, "clients/red_flags/safety_ask.html", context, form)


@staff_page("red_flag.read", "GET", "POST")
def red_flag_page(request: SuppleRequest, answer_id: UUID) -> HttpResponse:
    """One yes, every decision on it, and a form for what follows now."""
    answer = get_raised(request.actor, answer_id)
    flag = RED_FLAGS_BY_CODE[answer.code]
    decided = decisions_on(request.actor, answer)
    initial = {
        "decided_on": today_in(request.actor.zone),
        "avoid": decided.holding[0].avoid
        if decided.holding
        else [code.value for code in flag.avoid],
    }
    form = DecisionForm(request.POST or None, level=flag.level, initial=initial)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                decide(
                    actor=request.actor,
                    answer_id=answer_id,
                    said=form.said(),
                    key=form.cleaned_data["key"],
                )
            except AlreadyDone:
                back = reverse("client_page", args=[answer.client_id])
                return sent_before(request, "red_flag_page", answer_id, otherwise=back)
            messages.success(request, _("The decision is kept."))
            return redirect("client_page", client_id=answer.client_id)
    context = {
        "form": form,
        "answer": answer,
        "flag": flag,
        "client": answer.client,
        "decisions": _told(decided.holding),
        "decided_before": _told(decided.before),
        "safety": {} if decided.holding else _said_now(request.actor, flag.level),
        "may_decide": answer.client.state != ClientState.ARCHIVED or form.is_bound,
    }
    return page(request, "clients/red_flags/red_flag_page.html", context, form)
