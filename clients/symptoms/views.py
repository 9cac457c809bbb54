"""The settings' pages of the symptoms that a practice adds to the catalogue."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.symptoms.forms import SymptomForm
from clients.symptoms.queries import get_own_symptom, own_symptoms
from clients.symptoms.rules import INTAKE_SYMPTOMS, SymptomCategory
from clients.symptoms.services import add_symptom, edit_symptom, retire_symptom
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import errors_beside, page, staff_page
from practice.core.undo import say_undoable


@staff_page("settings.read", "GET", "POST")
def symptom_list(request: SuppleRequest) -> HttpResponse:
    """The practice's own symptoms beside ours; the owner adds one."""
    actor = request.actor
    form = SymptomForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        actor.require("settings.write")
        if form.is_valid():
            with errors_beside(form):
                add_symptom(actor=actor, **form.cleaned_data)
                messages.success(request, _("Added. The intake asks about it from now on."))
                return redirect("symptom_list")
    context = {
        "form": form,
        "symptoms": [
            {"symptom": own, "belongs": SymptomCategory(own.category).label}
            for own in own_symptoms(actor)
        ],
        "ours": [ours.label for ours in INTAKE_SYMPTOMS],
        "may_edit": actor.may("settings.write"),
    }
    return page(request, "clients/symptoms/list.html", context, form)


@staff_page("settings.write", "GET", "POST")
def symptom_edit(request: SuppleRequest, symptom_id: UUID) -> HttpResponse:
    """Word one anew."""
    symptom = get_own_symptom(request.actor, symptom_id)
    initial = {name: getattr(symptom, name) for name in ("label", "category", "sided")}
    form = SymptomForm(request.POST if request.method == "POST" else None, initial=initial)
    named = symptom.label
    if form.is_valid():
        with errors_beside(form):
            edit_symptom(actor=request.actor, symptom=symptom, **form.cleaned_data)
            messages.success(request, _("Saved. What was signed keeps its words."))
            return redirect("symptom_list")
    context = {"form": form, "symptom": symptom, "named": named}
    return page(request, "clients/symptoms/edit.html", context, form)


@staff_page("settings.write", "POST")
def symptom_retire(request: SuppleRequest, symptom_id: UUID) -> HttpResponse:
    """Offer one no more, or again."""
    symptom = get_own_symptom(request.actor, symptom_id)
    retired = request.POST.get("retired") == "1"
    try:
        retire_symptom(actor=request.actor, symptom=symptom, retired=retired)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("symptom_list")
    if retired:
        there = reverse("symptom_retire", kwargs={"symptom_id": symptom_id})
        say_undoable(request, _("Retired. Nobody is asked about it any more."), there, retired="0")
    else:
        messages.success(request, _("The intake asks about it again."))
    return redirect("symptom_list")
