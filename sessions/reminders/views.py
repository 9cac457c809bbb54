"""The unsubscribe link, which needs no login and changes nothing by looking; a client's wishes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients.guardians.queries import is_guardian
from clients.mail_wishes.forms import WishesForm
from clients.mail_wishes.queries import wishes_of
from clients.mail_wishes.stopping import ended_by_link
from clients.records.queries import get_client, refuse_archived
from clients.records.rules import ClientState
from practice.core.actor import Actor, SuppleRequest, enter_as, system_actor
from practice.core.clock import today_in
from practice.core.errors import ReadOnly
from practice.core.links import link_for, made_at
from practice.core.pages import errors_beside, page, staff_page
from practice.core.rules import Role
from sessions.practice_logs.ending import end_links, last_ended
from sessions.reminders.ahead import would_send
from sessions.reminders.emails import GO_ON
from sessions.reminders.forms import SuggestForm
from sessions.reminders.models import PlanState, ReminderPlan
from sessions.reminders.queries import get_plan, plans_ahead, steps_of
from sessions.reminders.services import (
    answer_question,
    change_wishes,
    stop_reminders,
    suggest_stage,
)
from sessions.reminders.telling import told_plan

TEMPLATE = "sessions/reminders/unsubscribe.html"
HELP = "sessions/reminders/help_link.html"


# RFC 8058: a mail program posts without cookies; the signed token alone says who asks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page; POST turns reminders off at once, and again is as good as once."""
    return ended_by_link(
        request, token, purpose="unsubscribe", template=TEMPLATE, stop=stop_reminders
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reminders_help_link(request: HttpRequest, token: str) -> HttpResponse:
    """Whether reminders still help: GET shows the question, a POST answers it, for good.

    What was answered is said instead, however often the link is opened.
    """
    opened = _open(token)
    if opened is None:
        return render(request, HELP, {"why": "broken"}, status=404)
    actor, plan = opened
    if actor is None:
        return render(request, HELP, {"why": "guardian"}, status=410)
    enter_as(actor)
    request.actor = actor  # type: ignore[attr-defined]
    ended = last_ended(actor, plan.client_id)
    if ended is not None and made_at(token) <= ended:
        return render(request, HELP, {"why": "revoked"}, status=410)
    if request.method == "POST" and request.POST.get("answer") in {"yes", "no"}:
        try:
            goes_on = request.POST["answer"] == "yes"
            answer_question(actor=actor, plan_id=plan.pk, goes_on=goes_on)
        except ReadOnly:
            return render(request, HELP, {"why": "archived"}, status=410)
        return redirect(request.path)
    answered = "on" if plan.state == PlanState.ON else "off"
    return render(request, HELP, {"why": "" if plan.asked_at else answered, "plan": plan})


def _open(token: str) -> tuple[Actor | None, ReminderPlan] | None:
    """Who answers, and of which plan; no actor for somebody who is no guardian any more."""
    link = link_for(token, GO_ON)
    if link is None:
        return None
    system = system_actor(link.practice_id)
    enter_as(system)
    try:
        plan = get_plan(system, link.object_id)
    except Http404:
        return None
    if link.to is not None and not is_guardian(system, plan.client_id, link.to):
        return None, plan
    role = Role.GUARDIAN if link.to else Role.CLIENT
    client_id, of = plan.client_id, link.practice_id
    return Actor(practice_id=of, role=role, client_id=client_id, guardian_id=link.to), plan


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


@staff_page("reminder.read", "GET", "POST")
def client_reminders(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """How often a client is reminded and why, what would be sent next; a POST suggests a stage."""
    actor, posted = request.actor, request.method == "POST"
    client = get_client(actor, client_id, "reminder.write" if posted else "reminder.read")
    if posted:
        refuse_archived(actor, client)
    plans = plans_ahead(actor, client.pk, today_in(client.timezone))
    steps, shown, forms = steps_of(actor, [plan.pk for plan in plans]), [], []
    for plan in plans:
        mine = posted and request.POST.get("plan") == str(plan.pk)
        initial = {"plan": plan.pk, "stage": plan.stage}
        data = request.POST if mine else None
        form = SuggestForm(data, initial=initial, auto_id=f"id_{plan.pk.hex}_%s")
        if mine and form.is_valid():
            with errors_beside(form):
                suggest_stage(actor=actor, plan_id=plan.pk, stage=form.cleaned_data["stage"])
                messages.success(request, _("Suggested. They see it on their page of reminders."))
                return redirect("client_reminders", client_id=client_id)
        told = told_plan(plan, steps, of_them=True)
        shown.append((told, form, plan.pause_on(today_in(client.timezone))))
        forms.append(form)
    context = {"client": client, "shown": shown, "ahead": would_send(actor, client, plans)}
    context["may_suggest"] = actor.may("reminder.write") and client.state != ClientState.ARCHIVED
    return page(request, "sessions/reminders/client_reminders.html", context, *forms)
