"""The client's page of reminders: they own them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, portal_page
from sessions.reminders.forms import ReminderForm, initial_of
from sessions.reminders.queries import plans_of
from sessions.reminders.services import change_reminders


@portal_page("reminder.write", "GET", "POST")
def portal_reminders(request: SuppleRequest) -> HttpResponse:
    """Show every plan that runs; a POST changes the one it names."""
    actor = request.actor
    plans = plans_of(actor, actor.client_id) if actor.client_id else []
    named = request.POST.get("plan", "")
    shown = []
    for plan in plans:
        mine = request.method == "POST" and named == str(plan.pk)
        data = request.POST if mine else None
        form = ReminderForm(data, initial=initial_of(plan), auto_id=f"id_{plan.pk.hex}_%s")
        if mine and form.is_valid():
            with errors_beside(form):
                change_reminders(actor=actor, plan=plan, **form.wanted())
                messages.success(request, _("Your reminders are as you want them."))
                return redirect("portal_reminders")
        shown.append((plan, form))
    forms = [form for _plan, form in shown]
    context = {"shown": shown, "zone": actor.zone}
    return page(request, "sessions/reminders/portal.html", context, *forms)
