"""Pages of templates: the list, one, a form, retiring."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.symptoms.own_pages import Says, retire_page
from practice.core.actor import Actor, SuppleRequest
from practice.core.errors import Stale
from practice.core.forms import decide_anew
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from sessions.movements.models import Movement
from sessions.movements.queries import all_movements
from sessions.program_templates.forms import TemplateForm, as_initial, with_another_row
from sessions.program_templates.models import ProgramTemplate
from sessions.program_templates.queries import (
    get_template,
    how_in_words,
    items_of_template,
    minutes_of,
    templates_of,
)
from sessions.program_templates.rules import ITEMS_MOST
from sessions.program_templates.services import add_template, edit_template, retire_template

EDIT = "sessions/program_templates/edit.html"
_SAYS = Says(
    title=gettext_lazy("Templates"),
    note="",
    add="",
    add_word="",
    added="",
    saved="",
    renaming="",
    retiring=gettext_lazy("A retired one is offered no more. Programs made from it stay."),
    retired=gettext_lazy("Retired. It is offered no more."),
    again=gettext_lazy("Offer it again"),
    offered=gettext_lazy("It is offered again."),
)


@staff_page("movement.read")
def program_template_list(request: SuppleRequest) -> HttpResponse:
    """Programs to begin from, ours and the practice's own."""
    context = {
        "templates": templates_of(request.actor),
        "may_write": request.actor.may("movement.write"),
    }
    return render(request, "sessions/program_templates/list.html", context)


@staff_page("movement.read")
def program_template_page(request: SuppleRequest, template_id: UUID) -> HttpResponse:
    """One template: what is in it, for whom, what comes first and what later."""
    template = get_template(request.actor, template_id)
    context = {
        **_told(request.actor, template),
        "may_write": request.actor.may("movement.write"),
        "says": _SAYS,
    }
    return render(request, "sessions/program_templates/page.html", context)


def _told(actor: Actor, template: ProgramTemplate) -> dict[str, Any]:
    items = items_of_template(actor, template)
    return {
        "template": template,
        "items": [(item, how_in_words(item)) for item in items],
        "minutes": minutes_of(items),
    }


def known_to(
    actor: Actor, template: ProgramTemplate | None = None, *, named: Iterable[Any] = ()
) -> dict[str, Any]:
    """What the form chooses from: movements that are offered, retired ones that are `named` by
    what it is about, and the other templates."""
    others = [one for one in templates_of(actor) if one != template and not one.retired_at]
    kept = [template.prerequisite, template.refresher] if template else []
    others += [one for one in kept if one is not None and one not in others]
    movements = list(all_movements(actor))
    missing = set(named) - {str(one.pk) for one in movements}
    if missing:
        movements += Movement.objects.visible_to(actor).filter(pk__in=missing)
    return {"movements": movements, "others": others}


def named_by(items: Iterable[Any]) -> list[str]:
    """Ids of the movements of items, for `known_to`."""
    return [str(item.movement_id) for item in items if item.movement_id]


def _typed(data: QueryDict) -> list[str]:
    """The same of rows that were sent; what is no id names nothing."""
    found = []
    for number in range(ITEMS_MOST):
        with suppress(ValueError):
            found.append(str(UUID(data.get(f"items-{number}-movement", ""))))
    return found


@staff_page("movement.write", "GET", "POST")
def program_template_new(request: SuppleRequest) -> HttpResponse:
    """Add a template of the practice's own; `copy` names one to begin from."""
    actor = request.actor
    known = known_to(actor, named=_typed(request.POST))
    if "more" in request.POST:
        return template_form(request, with_another_row(request.POST, **known))
    if request.method != "POST":
        return _begun(request)
    form = TemplateForm(request.POST, **known)
    if form.is_valid():
        with errors_beside(form, form.field_of):
            try:
                made = add_template(
                    actor=actor, data=form.template_data(), key=form.cleaned_data["key"]
                )
            except AlreadyDone as already:
                there = reverse("program_template_list")
                return sent_before(
                    request, "program_template_page", already.object_id, otherwise=there
                )
            messages.success(request, _("Kept. Programs can begin from it from now on."))
            return redirect("program_template_page", made.pk)
    return template_form(request, form)


def _begun(request: SuppleRequest) -> HttpResponse:
    """An empty form, or one that says what the copied one says, under another name."""
    wanted = request.GET.get("copy", "")
    if not wanted:
        return template_form(request, TemplateForm(**known_to(request.actor)))
    try:
        model = get_template(request.actor, UUID(wanted))
    except ValueError:
        raise Http404("template") from None
    items = items_of_template(request.actor, model)
    initial = as_initial(model, items)
    initial["name"] = _("%(name)s, our way") % {"name": model.name}
    known = known_to(request.actor, named=named_by(items))
    form = TemplateForm(**known, rows=_rows_for(items), initial=initial)
    return template_form(request, form, model=model)


def _rows_for(items: Sequence[Any]) -> int:
    return min(len(items) + 1, ITEMS_MOST)


def template_form(
    request: SuppleRequest,
    form: TemplateForm,
    *,
    template: ProgramTemplate | None = None,
    model: ProgramTemplate | None = None,
    newer: dict[str, Any] | None = None,
) -> HttpResponse:
    """The form's page; `newer` is what was stored in between."""
    context = {"form": form, "template": template, "model": model, "newer": newer}
    if newer:
        return render(request, EDIT, context, status=409)
    return page(request, EDIT, context, form)


@staff_page("movement.write", "GET", "POST")
def program_template_edit(request: SuppleRequest, template_id: UUID) -> HttpResponse:
    """Change one of the practice's own; what came along is copied first."""
    actor, is_sent = request.actor, request.method == "POST"
    template = get_template(actor, template_id, "movement.write", hold=is_sent)
    if not template.is_own:
        messages.info(request, _("What came along stays as it is. This is a copy to change."))
        return redirect(f"{reverse('program_template_new')}?copy={template.pk}")
    items = [] if is_sent else items_of_template(actor, template)
    known = known_to(actor, template, named=_typed(request.POST) if is_sent else named_by(items))
    if "more" in request.POST:
        return template_form(request, with_another_row(request.POST, **known), template=template)
    if not is_sent:
        form = TemplateForm(**known, rows=_rows_for(items), initial=as_initial(template, items))
        return template_form(request, form, template=template)
    form = TemplateForm(request.POST, **known)
    if form.is_valid():
        with errors_beside(form, form.field_of):
            version = form.cleaned_data["version"] or 0
            try:
                edit_template(
                    actor=actor, template=template, data=form.template_data(), version=version
                )
            except Stale:
                decide_anew(form, template.version)
                return template_form(request, form, template=template, newer=_told(actor, template))
            messages.success(request, _("Kept. Programs made from it stay as they are."))
            return redirect("program_template_page", template.pk)
    return template_form(request, form, template=template)


@staff_page("movement.write", "POST")
def program_template_retire(request: SuppleRequest, template_id: UUID) -> HttpResponse:
    """Offer one no more, or again."""
    template = get_template(request.actor, template_id, "movement.write", hold=True)
    return retire_page(request, "program_template", template, _retire, _SAYS)


def _retire(*, actor: Actor, retired: bool, program_template: ProgramTemplate) -> None:
    retire_template(actor=actor, template=program_template, retired=retired)
