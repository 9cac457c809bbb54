"""From a template to a program, and from a program to a template."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from clients.records.models import Episode
from clients.records.queries import get_client, refuse_archived
from practice.core.actor import Actor, SuppleRequest
from practice.core.pages import staff_page
from sessions.program_templates.forms import TemplateForm, rows_initial
from sessions.program_templates.models import ProgramTemplate
from sessions.program_templates.queries import (
    get_template,
    items_of_template,
    offered_templates,
)
from sessions.program_templates.rules import ITEMS_MOST
from sessions.program_templates.views import known_to, named_by, template_form
from sessions.programs import services
from sessions.programs.forms import ProgramForm
from sessions.programs.models import HomeProgram
from sessions.programs.queries import get_home_program, had_templates, practised_items, waits_for
from sessions.programs.rows import ROWS_MOST, Chosen
from sessions.programs.services import ProgramData
from sessions.programs.services.checks import check_comes_first

REASON_LENGTH = 300


@dataclass
class Begun:
    """What a program begins from; without a template, nothing. `left_out`: names of what is in it
    and was retired; `waits_for`: what comes first and the client has not had."""

    template: ProgramTemplate | None = None
    waits_for: ProgramTemplate | None = None
    left_out: list[str] = field(default_factory=list)
    initial: dict[str, Any] = field(default_factory=dict)
    chosen: Chosen = field(default_factory=lambda: Chosen({}, {}))
    count: int = 0

    def fit(self, form: ProgramForm) -> ProgramForm:
        """Have the form carry the template, and the reason where one is needed."""
        if self.template is None:
            return form
        form.fields["template"] = forms.CharField(widget=forms.HiddenInput, required=False)
        form.initial["template"] = str(self.template.pk)
        if self.waits_for:
            form.fields["early_reason"] = early_reason_field()
        return form


def early_reason_field() -> forms.CharField:
    """A field for why a program goes without what comes first."""
    return forms.CharField(
        label=gettext_lazy("Why without what comes first"),
        required=False,
        max_length=REASON_LENGTH,
    )


def with_early_reason(actor: Actor, form: ProgramForm, home_program: HomeProgram) -> ProgramForm:
    """Have the form of a program ask why it goes without what comes first, where that is so."""
    if waits_for(actor, home_program) is not None:
        form.fields["early_reason"] = early_reason_field()
        form.initial.setdefault("early_reason", home_program.early_reason)
    return form


def template_of(actor: Actor, home_program: HomeProgram) -> ProgramTemplate | None:
    """What a program was made from, if from anything."""
    if home_program.made_from_id is None:
        return None
    return get_template(actor, home_program.made_from_id)


def begun_from(request: SuppleRequest, client_id: UUID) -> Begun:
    """What was asked to begin from; Http404 for a template that is not there."""
    wanted = request.POST.get("template") or request.GET.get("template", "")
    if not wanted:
        return Begun()
    try:
        template = get_template(request.actor, UUID(wanted))
    except ValueError:
        raise Http404("template") from None
    first = template.prerequisite
    waits = first is not None and first.pk not in had_templates(request.actor, client_id)
    begun = Begun(template, first if waits else None)
    if request.method != "POST":
        _fill(request.actor, begun, template)
    return begun


def _fill(actor: Actor, begun: Begun, template: ProgramTemplate) -> None:
    items = items_of_template(actor, template)
    begun.left_out = [item.name for item in items if item.movement.retired_at]
    kept = [item for item in items if item.movement.retired_at is None][:ROWS_MOST]
    begun.chosen = Chosen({str(item.movement_id): item.movement for item in kept}, {})
    begun.initial, begun.count = rows_initial(kept), len(kept)


@transaction.atomic
def create_program_from(
    *,
    actor: Actor,
    begun: Begun,
    reason: str,
    episode: Episode,
    data: ProgramData,
    key: UUID | None = None,
) -> HomeProgram:
    """`create_program`, and what it was made from. What comes first and was not had wants a
    reason, which is kept."""
    first = begun.waits_for
    check_comes_first(first, reason)
    made = services.create_program(actor=actor, episode=episode, data=data, key=key)
    if begun.template:
        made.made_from = begun.template
        made.early_reason = reason.strip()[:REASON_LENGTH] if first else ""
        made.save(update_fields=["made_from", "early_reason"])
    return made


@staff_page("program.write")
def program_begin(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Choose a template to begin a client's program from."""
    client = get_client(request.actor, client_id, "program.write")
    refuse_archived(request.actor, client)
    had = had_templates(request.actor, client_id)
    templates = [
        (one, one.prerequisite if one.prerequisite_id and one.prerequisite_id not in had else None)
        for one in offered_templates(request.actor)
    ]
    context = {"client": client, "templates": templates}
    return render(request, "sessions/programs/begin.html", context)


@staff_page("movement.write")
def program_as_template(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    """The form of a new template with what is in a program; nothing of the client goes along."""
    actor = request.actor
    home_program = get_home_program(actor, home_program_id)
    kept = practised_items(actor, home_program)[:ITEMS_MOST]
    known = known_to(actor, named=named_by(kept))
    initial = rows_initial(kept)
    for number in range(len(kept)):
        initial[f"items-{number}-note"] = ""
    form = TemplateForm(**known, rows=min(len(kept) + 1, ITEMS_MOST), initial=initial)
    return template_form(request, form)
