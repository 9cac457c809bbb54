"""The practice's page of a yes to a safety question: what was decided, and what follows now."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.intake.rules import RED_FLAGS_BY_CODE
from clients.records.rules import ClientState
from clients.red_flags.forms import DecisionForm
from clients.red_flags.models import RedFlagDecision
from clients.red_flags.queries import decisions_on, get_raised
from clients.red_flags.services import decide
from clients.symptoms.rules import Contraindication
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone


def _told(decisions: Sequence[RedFlagDecision]) -> list[tuple[RedFlagDecision, list[str]]]:
    """Each decision with what it leaves out, in words."""
    return [(one, [Contraindication(code).label for code in one.avoid]) for one in decisions]


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
        "may_decide": answer.client.state != ClientState.ARCHIVED or form.is_bound,
    }
    return page(request, "clients/red_flags/red_flag_page.html", context, form)
