"""The settings' pages of the texts that clients agree to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.texts.forms import TextForm
from clients.texts.queries import answers_to, get_text, texts_of, versions_of
from clients.texts.services import publish_text
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page


@staff_page("settings.read")
def text_list(request: SuppleRequest) -> HttpResponse:
    """What clients are asked to agree to."""
    context = {
        "texts": texts_of(request.actor),
        "may_answers": request.actor.may("story.read"),
    }
    return page(request, "clients/texts/text_list.html", context)


@staff_page("settings.read")
def text_page(request: SuppleRequest, document_id: UUID) -> HttpResponse:
    """One version as it was published, the others, and who answered it."""
    actor = request.actor
    document = get_text(actor, document_id)
    versions = versions_of(actor, document.kind)
    context = {
        "document": document,
        "versions": versions,
        "is_newest": versions[0].pk == document.pk,
        "answers": answers_to(actor, document),
        "may_answers": actor.may("story.read"),
        "may_edit": actor.may("settings.write"),
    }
    return page(request, "clients/texts/text_page.html", context)


@staff_page("settings.write", "GET", "POST")
def text_edit(request: SuppleRequest, document_id: UUID) -> HttpResponse:
    """Write the next version of a text and publish it."""
    document = get_text(request.actor, document_id)
    initial = {"title": document.title, "text": document.text, "required": document.required}
    form = TextForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with errors_beside(form):
            published = publish_text(
                actor=request.actor,
                text_id=document.pk,
                kind=document.kind,
                **form.cleaned_data,
            )
            messages.success(request, _("Published. Whoever signs from now on is asked this one."))
            return redirect("text_page", document_id=published.pk)
    context = {"form": form, "document": document}
    return page(request, "clients/texts/text_edit.html", context, form)
