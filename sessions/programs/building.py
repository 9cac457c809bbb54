"""The builder's pages: plan a program, change one, lead there with a movement in hand."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from clients.records.models import Episode
from clients.records.queries import get_client, refuse_archived
from practice.core.actor import SuppleRequest
from practice.core.errors import Stale
from practice.core.forms import decide_anew
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from sessions.programs import services
from sessions.programs.dosing import how_words
from sessions.programs.forms import ProgramForm, as_initial
from sessions.programs.grounds import grounds_of
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.picker import picker_of
from sessions.programs.queries import (
    get_home_program,
    items_of,
    open_episode_with_client,
    program_to_change,
    weekday_words,
)
from sessions.programs.rows import (
    ROWS_MOST,
    UNSAID_IN_ROWS,
    WHAT,
    Chosen,
    act_in,
    as_fields,
    chosen_by,
    filled,
    rearranged,
    row_count,
    rows_in,
)
from sessions.programs.rules import HomeProgramState
from sessions.programs.services.checks import ended_words, maintain_words
from sessions.programs.templating import begun_from, create_program_from, with_early_reason

BUILDER = "sessions/programs/builder.html"


def _context(request: SuppleRequest, form: ProgramForm, episode: Episode) -> dict[str, Any]:
    grounds = grounds_of(request.actor, episode.client_id, episode.pk, with_cells=True)
    there = {
        str(form[f"items-{n}-{name}"].value() or "") for n in range(form.row_count) for name in WHAT
    }
    asked = request.POST if request.method == "POST" else request.GET
    return {
        "form": form,
        "rows": list(form.item_rows(grounds.avoided)),
        "client": episode.client,
        "episode": episode,
        "grounds": grounds,
        "maintain_words": maintain_words(grounds),
        "picker": picker_of(request.actor, asked, grounds, there),
    }


def _pressed(request: SuppleRequest) -> ProgramForm:
    """The form after a button that keeps nothing: all that was typed, not judged yet."""
    data = request.POST
    rows, here = rearranged(data)
    chosen = chosen_by(request.actor, rows)
    rows = filled(rows, chosen)
    typed: dict[str, Any] = {n: data.get(n) for n in data if not n.startswith("items-")}
    typed["days"] = data.getlist("days")
    return ProgramForm(chosen=chosen, rows=len(rows), here=here, initial=typed | as_fields(rows))


def _sent(request: SuppleRequest, items: Sequence[ProgramItem] = ()) -> ProgramForm:
    """What was sent; `items` that the program has already are not looked up again."""
    known = _chosen_of(items)
    rows = rows_in(request.POST, row_count(request.POST.get("rows")))
    found = chosen_by(request.actor, [row for row in rows if known.of(row) is None])
    chosen = Chosen({**known.movements, **found.movements}, {**known.cards, **found.cards})
    return ProgramForm(request.POST, chosen=chosen)


def _chosen_of(items: Sequence[ProgramItem]) -> Chosen:
    return Chosen(
        {str(item.movement_id): item.movement for item in items if item.movement_id},
        {str(item.card_id): item.card for item in items if item.card_id},
    )


def _with_wanted(
    request: SuppleRequest, initial: dict[str, Any], count: int, chosen: Chosen
) -> ProgramForm:
    """A form that begins with a movement of the library in the next row, where one is wanted that
    there is, that is in no row yet and that there is room for."""
    here, wanted = None, request.GET.get("add", "")
    if wanted and wanted not in chosen.movements:
        found = chosen_by(request.actor, [{"movement": wanted}])
        rows = filled([{"movement": wanted}], found)[: max(0, ROWS_MOST - count)]
        rows = [row for row in rows if found.movements[row["movement"]].retired_at is None]
        if rows:
            chosen = Chosen({**chosen.movements, **found.movements}, chosen.cards)
            added = as_fields([{}] * count + rows)
            initial, here, count = initial | added, count, count + 1
    return ProgramForm(chosen=chosen, rows=count, here=here, initial=initial)


@staff_page("program.write", "GET", "POST")
def program_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Plan a program for a client's open course of work."""
    actor, is_sent = request.actor, request.method == "POST"
    episode = open_episode_with_client(actor, client_id)
    if episode is None:
        client = get_client(actor, client_id, "program.write")
        refuse_archived(actor, client)
        return render(request, "sessions/programs/no_episode.html", {"client": client})
    begun = begun_from(request, client_id)
    if not is_sent:
        refuse_archived(actor, episode.client)
        form = begun.fit(_with_wanted(request, begun.initial, begun.count, begun.chosen))
        return render(request, BUILDER, _context(request, form, episode) | {"begun": begun})
    if act_in(request.POST):
        form = begun.fit(_pressed(request))
        return render(request, BUILDER, _context(request, form, episode) | {"begun": begun})
    form = begun.fit(_sent(request))
    if form.is_valid():
        with errors_beside(form, form.field_of):
            data, key = form.program_data(), form.cleaned_data["key"]
            try:
                made = create_program_from(
                    actor=actor,
                    begun=begun,
                    reason=form.cleaned_data.get("early_reason", ""),
                    episode=episode,
                    data=data,
                    key=key,
                )
            except AlreadyDone as already:
                to_client = reverse("client_page", args=[client_id])
                return sent_before(request, "program_page", already.object_id, otherwise=to_client)
            return redirect("program_page", made.pk)
    return page(request, BUILDER, _context(request, form, episode) | {"begun": begun}, form)


@staff_page("program.write")
def program_add(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Lead to the builder of what a client practises, or of a new program, with a movement in its
    next row. Nothing is stored until that is saved."""
    get_client(request.actor, client_id, "program.write")
    found = program_to_change(request.actor, client_id)
    there = (
        reverse("program_edit", args=[found]) if found else reverse("program_new", args=[client_id])
    )
    wanted = urlencode({"add": request.GET.get("movement", "")})
    return redirect(f"{there}?{wanted}#items")


@staff_page("program.write", "GET", "POST")
def program_edit(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    """Change what is practised, when, and the words with it; not of one that has ended."""
    actor, is_sent = request.actor, request.method == "POST"
    home_program = get_home_program(actor, home_program_id, "program.write", hold=is_sent)
    if home_program.state == HomeProgramState.ENDED and not is_sent:
        messages.error(request, ended_words())
        return redirect("program_page", home_program.pk)
    pressed = is_sent and act_in(request.POST)
    stored: list[ProgramItem] = []
    if not is_sent:
        refuse_archived(actor, home_program.client)
        form = _as_stored(request, home_program)
    elif pressed:
        form = _pressed(request)
    else:
        stored = items_of(actor, home_program)
        form = _sent(request, stored)
    form = with_early_reason(actor, form, home_program)
    if is_sent and not pressed and form.is_valid():
        with errors_beside(form, form.field_of):
            try:
                services.edit_program(
                    actor=actor,
                    home_program=home_program,
                    data=form.program_data(),
                    version=form.cleaned_data["version"] or 0,
                    stored=stored,
                    early_reason=form.cleaned_data.get("early_reason"),
                )
            except Stale:
                return _both(request, home_program_id, form)
            return redirect("program_page", home_program.pk)
    context = _context(request, form, home_program.episode)
    return page(request, BUILDER, context | {"home_program": home_program}, form)


def _as_stored(request: SuppleRequest, home_program: HomeProgram) -> ProgramForm:
    items = items_of(request.actor, home_program, without=UNSAID_IN_ROWS)
    return _with_wanted(request, as_initial(home_program, items), len(items), _chosen_of(items))


def _both(request: SuppleRequest, home_program_id: UUID, form: ProgramForm) -> HttpResponse:
    """Show what is stored beside what was typed; saving once more then decides knowingly."""
    stored = get_home_program(request.actor, home_program_id, "program.write")
    decide_anew(form, stored.version)
    newer = {
        "items": [(item, how_words(item)) for item in items_of(request.actor, stored)],
        "days": weekday_words(stored.days),
    }
    context = _context(request, form, stored.episode) | {"home_program": stored, "newer": newer}
    return render(request, BUILDER, context, status=409)
