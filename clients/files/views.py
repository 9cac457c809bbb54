"""The practice's pages of a client's files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.files.forms import LetterForm, PhotoForm, UploadForm
from clients.files.queries import (
    FileList,
    agreed_to_photos,
    comparing,
    get_file,
    get_open_file,
    list_files,
)
from clients.files.rules import FileKind, megabytes
from clients.files.services import (
    add_letter,
    add_photo,
    delete_file,
    may_delete,
    share_letter,
)
from clients.files.serving import as_answer, small_answer
from clients.records.models import Client
from clients.records.queries import episodes_of, get_client, refuse_archived
from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.kept import wants_json
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.uploads import file_refused, takes_file

KIND_WORDS = {
    FileKind.LETTER: gettext_lazy("Letters"),
    FileKind.POSTURE: gettext_lazy("Posture photos"),
    FileKind.ATTACHMENT: gettext_lazy("With messages"),
}


@staff_page("file.read")
def client_files(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """All files of a client, or those of one kind."""
    actor = request.actor
    client = get_client(actor, client_id, "file.read")
    asked = {name: request.GET.get(name, "") for name in ("kind", "after")}
    found = list_files(actor, client.pk, **asked)
    context = {
        "client": client,
        "found": found,
        "tabs": _tabs(found),
        "goes_on": _earlier(found),
        "agreed": agreed_to_photos(actor, client.pk),
        "is_archived": client.state == ClientState.ARCHIVED,
        "may_write": actor.may("file.write") and client.state != ClientState.ARCHIVED,
    }
    return render(request, "clients/files/client_files.html", context)


def _tabs(found: FileList) -> list[dict[str, Any]]:
    everything = {"name": _("Everything"), "url": "?", "current": found.kind is None}
    kinds = (
        {"name": word, "url": f"?kind={kind.value}", "current": found.kind is kind}
        for kind, word in KIND_WORDS.items()
    )
    return [everything, *kinds]


def _earlier(found: FileList) -> str:
    if found.after is None:
        return ""
    kind = {"kind": found.kind.value} if found.kind else {}
    return f"?{urlencode(kind | {'after': str(found.after)})}"


@takes_file
@staff_page("file.write", "GET", "POST")
def letter_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Add a letter."""
    client = _open_client(request, client_id)
    form = LetterForm(*_sent(request), was_too_large=file_refused(request))
    if request.method == "POST" and form.is_valid():
        answer = _kept(request, client, form, add_letter, _("The letter is kept."))
        if answer is not None:
            return answer
    return page(request, "clients/files/letter_new.html", {"form": form, "client": client}, form)


@takes_file
@staff_page("file.write", "GET", "POST")
def photo_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Add a posture photo, of somebody who agreed to that."""
    client = _open_client(request, client_id)
    form = PhotoForm(
        *_sent(request),
        was_too_large=file_refused(request),
        episodes=episodes_of(request.actor, client),
        initial={"taken_on": today_in(request.actor.zone)},
    )
    if request.method == "POST" and form.is_valid():
        answer = _kept(request, client, form, add_photo, _("The photo is kept."))
        if answer is not None:
            return answer
    agreed = agreed_to_photos(request.actor, client.pk)
    context = {"form": form, "client": client, "agreed": agreed}
    return page(request, "clients/files/photo_new.html", context, form)


def _open_client(request: SuppleRequest, client_id: UUID) -> Client:
    client = get_client(request.actor, client_id, "file.write")
    if request.method != "POST":
        refuse_archived(request.actor, client)
    return client


def _sent(request: SuppleRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _kept(
    request: SuppleRequest, client: Client, form: UploadForm, add: Any, words: str
) -> HttpResponse | None:
    """Where it leads once the file is kept; None when it was refused beside a field."""
    typed: dict[str, Any] = form.cleaned_data
    said = form.said()  # type: ignore[attr-defined]
    with errors_beside(form):
        try:
            file = add(
                actor=request.actor,
                client=client,
                upload=typed["file"],
                said=said,
                key=typed["key"],
            )
        except AlreadyDone:
            otherwise = reverse("client_files", args=[client.pk])
            return sent_before(request, "client_files", client.pk, otherwise=otherwise)
        messages.success(request, words)
        there = reverse("file_page", args=[file.pk])
        return JsonResponse({"url": there}) if wants_json(request) else redirect(there)
    return None


@staff_page("file.read")
def file_page(request: SuppleRequest, file_id: UUID) -> HttpResponse:
    """One file: what it is, and what can be done with it."""
    file: Any = get_file(request.actor, file_id)
    may_write = file.client.state != ClientState.ARCHIVED and request.actor.may("file.write")
    context = {
        "file": file,
        "client": file.client,
        "size": megabytes(file.size),
        "may_write": may_write,
        "may_delete": may_write and may_delete(request.actor, file),
        "is_archived": file.client.state == ClientState.ARCHIVED,
    }
    return render(request, "clients/files/file_page.html", context)


@staff_page("file.read")
def file_content(request: SuppleRequest, file_id: UUID) -> HttpResponse:
    """The file itself."""
    return as_answer(get_open_file(request.actor, file_id))


@staff_page("file.read")
def file_small(request: SuppleRequest, file_id: UUID) -> HttpResponse:
    """Its small picture."""
    return small_answer(get_open_file(request.actor, file_id))


@staff_page("file.write", "POST")
def file_share(request: SuppleRequest, file_id: UUID) -> HttpResponse:
    """Share a letter with the client, or no longer."""
    is_shared = request.POST.get("shared") == "yes"
    try:
        share_letter(actor=request.actor, file_id=file_id, is_shared=is_shared)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        shared, not_shared = _("They can read it in the portal."), _("It is yours alone again.")
        messages.success(request, shared if is_shared else not_shared)
    return redirect("file_page", file_id=file_id)


@staff_page("file.delete", "POST")
def file_delete(request: SuppleRequest, file_id: UUID) -> HttpResponse:
    """Delete it for good."""
    file = delete_file(actor=request.actor, file_id=file_id)
    messages.success(request, _("Deleted."))
    return redirect("client_files", client_id=file.client_id)


@staff_page("file.read")
def photo_compare(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Two photos of one view, one over the other."""
    client = get_client(request.actor, client_id, "file.read")
    asked = {name: request.GET.get(name, "") for name in ("view", "before", "after")}
    found = comparing(request.actor, client.pk, **asked)
    context = {"client": client, "found": found}
    return render(request, "clients/files/photo_compare.html", context)
