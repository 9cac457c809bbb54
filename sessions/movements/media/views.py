"""The practice's pages of what belongs to a movement beside its words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.kept import wants_json
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.uploads import file_refused, takes_media
from sessions.movements.media.forms import MediaFileForm, MediaLinkForm
from sessions.movements.media.queries import get_media, whole
from sessions.movements.media.services import add_file, add_link, delete_media
from sessions.movements.media.serving import as_answer
from sessions.movements.models import Movement
from sessions.movements.queries import get_movement

NEW = "sessions/movements/media_new.html"


@takes_media
@staff_page("movement.write", "GET", "POST")
def media_new(request: SuppleRequest, movement_id: UUID) -> HttpResponse:
    """Add a picture, a sound or a video."""
    movement = get_movement(request.actor, movement_id, "movement.write")
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MediaFileForm(*sent, was_too_large=file_refused(request))
    if request.method == "POST" and form.is_valid():
        told = {"upload": form.cleaned_data["file"]}
        if (answer := _kept(request, movement, form, add_file, told)) is not None:
            return answer
    return page(request, NEW, {"form": form, "movement": movement, "is_file": True}, form)


@staff_page("movement.write", "GET", "POST")
def media_link(request: SuppleRequest, movement_id: UUID) -> HttpResponse:
    """Add a link to one elsewhere."""
    movement = get_movement(request.actor, movement_id, "movement.write")
    form = MediaLinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = {"url": form.cleaned_data["url"]}
        if (answer := _kept(request, movement, form, add_link, told)) is not None:
            return answer
    return page(request, NEW, {"form": form, "movement": movement, "is_file": False}, form)


def _kept(
    request: SuppleRequest, movement: Movement, form: Any, add: Any, told: dict[str, Any]
) -> HttpResponse | None:
    """Where it leads once it is kept; None when it was refused beside a field."""
    there = reverse("movement_page", args=[movement.pk])
    typed = {name: form.cleaned_data[name] for name in ("title", "transcript", "key")}
    with errors_beside(form):
        try:
            add(actor=request.actor, movement=movement, **told, **typed)
        except AlreadyDone:
            return sent_before(request, "movement_page", movement.pk, otherwise=there)
        messages.success(request, _("Kept."))
        return JsonResponse({"url": there}) if wants_json(request) else redirect(there)
    return None


@staff_page("movement.read")
def media_content(request: SuppleRequest, media_id: UUID) -> HttpResponse:
    """The picture, the sound or the video itself, whole or in parts."""
    return as_answer(request, get_media(request.actor, media_id))  # type: ignore[return-value]


@staff_page("movement.read")
def media_page(request: SuppleRequest, media_id: UUID) -> HttpResponse:
    """One of them with all that is said in it."""
    context = whole(request.actor, get_media(request.actor, media_id))
    return render(request, "sessions/movements/media_page.html", context)


@staff_page("movement.write", "POST")
def media_delete(request: SuppleRequest, media_id: UUID) -> HttpResponse:
    """Delete one for good."""
    media = delete_media(actor=request.actor, media_id=media_id)
    messages.success(request, _("Deleted."))
    return redirect("movement_page", movement_id=media.movement_id)
