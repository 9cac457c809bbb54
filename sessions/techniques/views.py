"""The settings' pages of techniques and protocols."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.symptoms.own_pages import Says, WordPages, retire_page
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page
from sessions.techniques.forms import ProtocolForm, ProtocolLineForm, TechniqueForm, said_of
from sessions.techniques.models import LessonProtocol
from sessions.techniques.queries import (
    ReadLine,
    Teachable,
    get_protocol,
    get_technique,
    lines_of,
    protocols_of,
    teachable,
    techniques_of,
)
from sessions.techniques.services import (
    add_technique,
    edit_technique,
    retire_protocol,
    retire_technique,
    save_protocol,
    save_protocol_lines,
)

_PROTOCOL = ("name", "lineage", "reflex", "order")


_TECHNIQUES = WordPages(
    "technique",
    TechniqueForm,
    get_technique,
    add_technique,
    edit_technique,
    retire_technique,
    Says(
        title=gettext_lazy("Techniques"),
        note=gettext_lazy("what a line of a lesson chooses from"),
        add=gettext_lazy("Add a technique"),
        add_word=gettext_lazy("Add the technique"),
        added=gettext_lazy("Added. Notes offer it from now on."),
        saved=gettext_lazy("Saved. Signed notes keep the name they were signed with."),
        renaming=gettext_lazy("Signed notes keep the name they were signed with."),
        retiring=gettext_lazy(
            "A retired one is offered no more. Notes that were written with it stay readable."
        ),
        retired=gettext_lazy("Retired. Notes offer it no more."),
        again=gettext_lazy("Offer it again"),
        offered=gettext_lazy("Notes offer it again."),
    ),
)


@staff_page("settings.read", "GET", "POST")
def technique_list(request: SuppleRequest) -> HttpResponse:
    """What lines of a lesson choose from; the owner adds one."""
    words = []
    for technique in techniques_of(request.actor):
        how = _("with the hands") if technique.hands_on else _("without touch")
        words.append((technique, " · ".join(filter(None, (technique.lineage, how)))))
    return _TECHNIQUES.show_list(request, words)


@staff_page("settings.write", "GET", "POST")
def technique_edit(request: SuppleRequest, technique_id: UUID) -> HttpResponse:
    """Name one anew."""
    return _TECHNIQUES.show_one(request, technique_id)


@staff_page("settings.write", "POST")
def technique_retire(request: SuppleRequest, technique_id: UUID) -> HttpResponse:
    """Offer one no more, or again."""
    return _TECHNIQUES.retire_one(request, technique_id)


@staff_page("settings.read")
def protocol_list(request: SuppleRequest) -> HttpResponse:
    """Lessons as they are taught, by lineage and number."""
    context = {
        "protocols": protocols_of(request.actor),
        "may_edit": request.actor.may("settings.write"),
    }
    return page(request, "sessions/techniques/protocol_list.html", context)


@staff_page("settings.write", "GET", "POST")
def protocol_new(request: SuppleRequest) -> HttpResponse:
    """Name a new one; its lines follow on its page."""
    form = ProtocolForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with errors_beside(form):
            made = save_protocol(actor=request.actor, protocol=None, **form.cleaned_data)
            messages.success(request, _("Added. Now give it its lines."))
            return redirect("protocol_edit", protocol_id=made.pk)
    return page(request, "sessions/techniques/protocol_new.html", {"form": form}, form)


@staff_page("settings.write", "GET", "POST")
def protocol_edit(request: SuppleRequest, protocol_id: UUID) -> HttpResponse:
    """Its name, its lines, and a line to add or to change."""
    protocol = get_protocol(request.actor, protocol_id)
    named = protocol.name
    initial = {name: getattr(protocol, name) for name in _PROTOCOL}
    form = ProtocolForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with errors_beside(form):
            save_protocol(actor=request.actor, protocol=protocol, **form.cleaned_data)
            messages.success(request, _("Saved. Notes keep the name they were written with."))
            return redirect("protocol_edit", protocol_id=protocol_id)
    lines = lines_of(request.actor, protocol)
    chosen = _chosen(lines, request.GET.get("line", ""))
    line_form = _line_form(None, chosen, teachable(request.actor))
    return _protocol_page(request, protocol, lines, form, line_form, named=named, chosen=chosen)


def _chosen(lines: Sequence[ReadLine], line_id: str) -> ReadLine | None:
    return next((read for read in lines if str(read.id) == line_id), None)


def _line_form(typed: Any, chosen: ReadLine | None, known: Teachable) -> ProtocolLineForm:
    initial = said_of(chosen.line) if chosen else {}
    return ProtocolLineForm(
        typed,
        initial=initial,
        techniques=known.techniques.values(),
        where=known.where(kept=initial.get("where", "")),
    )


def _protocol_page(
    request: SuppleRequest,
    protocol: LessonProtocol,
    lines: Sequence[ReadLine],
    form: ProtocolForm,
    line_form: ProtocolLineForm,
    *,
    named: str,
    chosen: ReadLine | None,
) -> HttpResponse:
    context = {
        "protocol": protocol,
        "named": named,
        "form": form,
        "line_form": line_form,
        "lines": lines,
        "chosen": chosen,
    }
    return page(request, "sessions/techniques/protocol_edit.html", context, form, line_form)


@staff_page("settings.write", "POST")
def protocol_lines(request: SuppleRequest, protocol_id: UUID) -> HttpResponse:
    """Add a line (no `line`), change one, move it up, or take it out."""
    actor = request.actor
    protocol = get_protocol(actor, protocol_id, hold=True)
    lines = lines_of(actor, protocol)
    wanted = next((request.POST[key] for key in ("out", "up", "line") if request.POST.get(key)), "")
    chosen = _chosen(lines, wanted)
    if wanted and chosen is None:
        messages.error(request, _("Somebody changed these lines meanwhile. Please look again."))
        return redirect("protocol_edit", protocol_id=protocol_id)
    known = teachable(actor)
    form = _line_form(request.POST, chosen, known)
    stored = [read.line for read in lines]
    told = [*stored]
    at = lines.index(chosen) if chosen else len(lines)
    if "out" in request.POST:
        del told[at]
    elif "up" in request.POST:
        told.insert(max(at - 1, 0), told.pop(at))
    elif form.is_valid():
        told[at : at + 1] = [form.line]
    else:
        return _lines_again(request, protocol, lines, form, chosen)
    with errors_beside(form):
        save_protocol_lines(actor=actor, protocol=protocol, stored=stored, lines=told, known=known)
        return redirect(f"{reverse('protocol_edit', args=[protocol_id])}#lines")
    return _lines_again(request, protocol, lines, form, chosen)


def _lines_again(
    request: SuppleRequest,
    protocol: LessonProtocol,
    lines: Sequence[ReadLine],
    line_form: ProtocolLineForm,
    chosen: ReadLine | None,
) -> HttpResponse:
    form = ProtocolForm(initial={name: getattr(protocol, name) for name in _PROTOCOL})
    return _protocol_page(
        request, protocol, lines, form, line_form, named=protocol.name, chosen=chosen
    )


@staff_page("settings.write", "POST")
def protocol_retire(request: SuppleRequest, protocol_id: UUID) -> HttpResponse:
    """Offer one no more, or again."""
    protocol = get_protocol(request.actor, protocol_id)
    return retire_page(request, "protocol", protocol, retire_protocol, _TECHNIQUES.says)
