"""Write a note, read it, sign it, add to it."""

from collections.abc import Callable
from urllib.parse import quote, urlencode
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError, Stale
from practice.core.pages import errors_beside, staff_page
from practice.core.services import AlreadyDone
from sessions.notes.forms import AddendumForm, AloneForm, NoteForm, VersionForm
from sessions.notes.models import SessionNote
from sessions.notes.queries import content_of, get_note, groups_of, pattern_before
from sessions.notes.rules import NoteState
from sessions.notes.services import (
    add_addendum,
    save_texts,
    save_typed,
    sign_note,
    take_back,
    take_improved,
    take_protocol,
)
from sessions.notes.views.show import editor_context, read_context, show_editor, show_note

TAKEN = {
    "protocol": gettext_lazy("Its lines are in the note. Change them freely."),
    "improved": gettext_lazy("What improved is told as released. Change it freely."),
}
type View = Callable[..., HttpResponse]


@staff_page("note.read", "GET", "POST")
def note_page(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """Write a draft, or read a note. A plain submit keeps the whole content."""
    actor = request.actor
    if request.method == "POST":
        actor.require("note.write")
        return _saved(request, note_id)
    note = get_note(actor, note_id)
    data = content_of(note)
    writes = actor.may("note.write") and note.client.state != ClientState.ARCHIVED
    if note.state != NoteState.DRAFT or "review" in request.GET or not writes:
        return show_note(request, note, data)
    form = NoteForm.of(note, data, groups_of(note), wanted=request.GET.get("open", ""))
    return show_editor(request, note, form, data)


def _keep(request: SuppleRequest, note_id: UUID, form: NoteForm, taken: str = "") -> SessionNote:
    actor, typed, version = request.actor, form.content, form.cleaned_data["version"]
    if taken == "protocol":
        return take_protocol(
            actor=actor,
            note_id=note_id,
            typed=typed,
            version=version,
            protocol_id=form.cleaned_data["protocol"],
        )
    keep = take_improved if taken == "improved" else save_typed
    return keep(actor=actor, note_id=note_id, typed=typed, version=version)


def _sent(request: SuppleRequest, note_id: UUID) -> QueryDict:
    """What was sent, with the habitual pattern that stands where that is to be kept."""
    if "keep" not in request.POST or request.POST.get("pattern", "").strip():
        return request.POST
    note = get_note(request.actor, note_id, "note.write")
    sent = request.POST.copy()
    stands = pattern_before(request.actor, note)
    sent["pattern"] = stands.words if stands else ""
    return sent


def _saved(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    form, refused = NoteForm(_sent(request, note_id)), None
    if form.is_valid():
        try:
            _keep(request, note_id, form, request.POST.get("take", ""))
        except Stale:
            return _both_texts(request, note_id)
        except DomainError as error:
            refused = error
        else:
            return _led_on(request, note_id)
    return _shown_again(request, note_id, refused)


def _led_on(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """Where the press that saved leads."""
    address = reverse("note_page", args=[note_id])
    if "review" in request.POST:
        return redirect(f"{address}?review=1")
    if "touch" in request.POST:
        return redirect("note_touch", note_id)
    if wanted := _wanted(request):
        return redirect(f"{address}?{urlencode({'open': wanted})}#open-{quote(wanted)}")
    if taken := TAKEN.get(request.POST.get("take", "")):
        messages.success(request, str(taken))
        return redirect(f"{address}#lesson")
    messages.success(request, _("The draft is saved."))
    return redirect(address)


def _wanted(request: SuppleRequest) -> str:
    """What is to stand open next; a row of a muscle group that was chosen from the list."""
    wanted = request.POST.get("open", "")
    if wanted != "row":
        return wanted
    group = request.POST.get("add_group", "")
    return f"row-{group}" if group else "rows"


def _shown_again(
    request: SuppleRequest, note_id: UUID, refused: DomainError | None
) -> HttpResponse:
    """The editor with what was typed, and what is wrong with it."""
    note = get_note(request.actor, note_id, "note.write")
    data = content_of(note)
    form = NoteForm(request.POST, **NoteForm.lists(note, data, groups_of(note)))
    form.is_valid()
    if refused is not None:
        with errors_beside(form):
            raise refused
    return show_editor(request, note, form, data)


def _both_texts(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """Show what is stored beside what was typed; saving once more then decides knowingly."""
    note = get_note(request.actor, note_id)
    groups = groups_of(note)
    typed = request.POST.copy()
    typed["version"] = str(note.version)
    data = content_of(note)
    form = NoteForm(typed, **NoteForm.lists(note, data, groups))
    form.is_valid()
    context = editor_context(request, note, form, data)
    context |= {"newer": read_context(data, groups)}
    return render(request, "sessions/notes/note_edit.html", context, status=409)


@staff_page("note.write", "POST")
def note_save(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """Keep a draft as it is typed: when and which version, or why not."""
    if "alone" in request.POST:
        return _texts_saved(request, note_id)
    form = NoteForm(request.POST, strict=False)
    if form.is_valid():
        with errors_beside(form):
            try:
                saved = _keep(request, note_id, form)
            except Stale as stale:
                return _other_version(note_id, stale)
            return _kept(saved)
    return _not_kept(request, note_id, form)


def _texts_saved(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    form = AloneForm(request.POST)
    if form.is_valid():
        version = form.cleaned_data["version"]
        with errors_beside(form):
            try:
                saved = save_texts(
                    actor=request.actor, note_id=note_id, texts=form.texts, version=version
                )
            except Stale as stale:
                return _other_version(note_id, stale)
            return _kept(saved)
    return _not_kept(request, note_id, form)


def _kept(note: SessionNote) -> JsonResponse:
    return JsonResponse({"saved_at": note.saved_at.isoformat(), "version": note.version})


def _not_kept(request: SuppleRequest, note_id: UUID, form: Form) -> JsonResponse:
    get_note(request.actor, note_id, "note.write")  # not found, rather than wrong, out of reach
    return JsonResponse({"errors": form.errors}, status=422)


def _other_version(note_id: UUID, stale: Stale) -> JsonResponse:
    url = reverse("note_page", args=[note_id])
    body = {"message": str(stale.message), "url": url, "current_url": url}
    return JsonResponse(body, status=409)


@staff_page("note.write", "POST")
def note_sign(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """Sign the version that was read, or take back what waits for a co-signature."""
    actor = request.actor
    note = get_note(actor, note_id, "note.write")
    form = VersionForm(request.POST)
    try:
        if "back" in request.POST:
            take_back(actor=actor, note=note)
            messages.success(request, _("The note is a draft again."))
            return redirect("note_page", note_id=note.pk)
        version = form.cleaned_data["version"] if form.is_valid() else -1
        signed = sign_note(actor=actor, note=note, version=version)
    except DomainError as error:
        return _unsigned(request, note, error)
    if signed.state == NoteState.SIGNED:
        messages.success(request, _("The note is signed. From now on it is only added to."))
    else:
        messages.success(request, _("Handed over. The note waits for a co-signature."))
    return redirect("note_page", note_id=note.pk)


def _unsigned(request: SuppleRequest, note: SessionNote, error: DomainError) -> HttpResponse:
    """Say beside the field what stands in the way; nothing was written."""
    status = 409 if isinstance(error, Stale) else 422
    if note.state != NoteState.DRAFT:
        messages.error(request, str(error.message))
        response = show_note(request, note, content_of(note))
        response.status_code = status
        return response
    data = content_of(note)
    form = NoteForm.of(note, data, groups_of(note), bound=True)
    form.is_valid()
    with errors_beside(form):
        raise error
    response = show_editor(request, note, form, data)
    response.status_code = status
    return response


@staff_page("note.write", "POST")
def note_addendum(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """Add to a signed note."""
    note = get_note(request.actor, note_id, "note.write")
    form = AddendumForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        with errors_beside(form):
            try:
                add_addendum(
                    actor=request.actor,
                    note=note,
                    reason=typed["reason"],
                    text=typed["text"],
                    key=typed["key"],
                )
            except AlreadyDone:
                return redirect("note_page", note_id=note.pk)
            messages.success(request, _("Added to the note."))
            return redirect("note_page", note_id=note.pk)
    return show_note(request, note, content_of(note), form=form)
