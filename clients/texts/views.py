"""The practice's pages of the texts that clients agree to: writing them, and who said what."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.records.models import ConsentDocument
from clients.records.queries import get_client
from clients.records.rules import ClientState
from clients.texts.forms import TextForm
from clients.texts.queries import (
    answers_to,
    get_agreement,
    get_text,
    texts_of,
    unwritten,
    versions_of,
)
from clients.texts.rules import CONSENT_TEXTS, ConsentKind, ConsentText, worded_anew
from clients.texts.services import publish_text, take_back, take_note
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page


@staff_page("settings.read")
def text_list(request: SuppleRequest) -> HttpResponse:
    """What clients are asked to agree to."""
    texts = texts_of(request.actor)
    context = {
        "texts": texts,
        "unwritten": unwritten(texts),
        "may_edit": request.actor.may("settings.write"),
        "may_answers": request.actor.may("story.read"),
    }
    return page(request, "clients/texts/text_list.html", context)


@staff_page("settings.read")
def text_page(request: SuppleRequest, document_id: UUID) -> HttpResponse:
    """One version as it was published, the others, and who answered it."""
    actor = request.actor
    document = get_text(actor, document_id)
    versions = versions_of(actor, document.kind)
    is_newest = versions[0].pk == document.pk
    context = {
        "document": document,
        "versions": versions,
        "is_newest": is_newest,
        "anew": worded_anew(document.kind, document.text) if is_newest else None,
        "answers": answers_to(actor, document),
        "may_answers": actor.may("story.read"),
        "may_edit": actor.may("settings.write"),
    }
    return page(request, "clients/texts/text_page.html", context)


@staff_page("story.read", "GET", "POST")
def client_agreement(request: SuppleRequest, client_id: UUID, agreement: str) -> HttpResponse:
    """What one client said to one text: taking it back as they said, taking note of it."""
    actor = request.actor
    if request.method == "POST":
        if "seen" in request.POST:
            if take_note(actor=actor, client_id=client_id, kind=agreement):
                messages.success(request, _("Noted, with your name."))
        elif take_back(actor=actor, client_id=client_id, kind=agreement):
            messages.success(request, _("Taken back, as they said. It holds from now on."))
        else:
            messages.info(request, _("Nothing stands that could be taken back."))
        return redirect("client_agreement", client_id=client_id, agreement=agreement)
    client = get_client(actor, client_id, "story.read")
    context = {
        "client": client,
        "agreement": get_agreement(actor, client_id, agreement),
        "may_tell": actor.may("story.write") and client.state != ClientState.ARCHIVED,
    }
    return page(request, "clients/texts/client_agreement.html", context)


@staff_page("settings.write", "GET", "POST")
def text_edit(request: SuppleRequest, document_id: UUID) -> HttpResponse:
    """Write the next version of a text and publish it."""
    document = get_text(request.actor, document_id)
    anew = worded_anew(document.kind, document.text) if "anew" in request.GET else None
    return _write(request, ConsentKind(document.kind), document, anew)


@staff_page("settings.write", "GET", "POST")
def text_new(request: SuppleRequest, kind: str) -> HttpResponse:
    """Write the first version of a text that the practice has none of."""
    if kind not in set(ConsentKind):
        raise Http404("kind")
    versions = versions_of(request.actor, kind)
    if versions and request.method != "POST":
        return redirect("text_edit", document_id=versions[0].pk)
    return _write(request, ConsentKind(kind), None)


def _write(
    request: SuppleRequest,
    kind: ConsentKind,
    document: ConsentDocument | None,
    anew: ConsentText | None = None,
) -> HttpResponse:
    initial = {"title": CONSENT_TEXTS[kind].title}
    if document:
        written = ("title", "text", "required", "asked")
        initial = {name: getattr(document, name) for name in written}
        if anew:
            initial |= {"title": anew.title, "text": anew.text}
    data = request.POST if request.method == "POST" else None
    form = TextForm(data, kind=kind, initial=initial)
    if form.is_valid():
        with errors_beside(form):
            published = publish_text(
                actor=request.actor,
                text_id=document.pk if document else None,
                kind=kind,
                **form.cleaned_data,
            )
            asked = _("Published. Whoever signs from now on is asked this one.")
            rests = _("Published. Nobody is asked for this from now on.")
            messages.success(request, asked if published.asked else rests)
            return redirect("text_page", document_id=published.pk)
    context = {"form": form, "document": document, "kind": kind}
    return page(request, "clients/texts/text_edit.html", context, form)
