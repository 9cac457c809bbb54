"""The practice's pages of mail texts: wording them, trying them with a client, going back."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.errors import Stale
from practice.core.forms import decide_anew
from practice.core.pages import errors_beside, page, staff_page
from practice.outbox.kinds import Mail
from practice.outbox.texts.forms import FindForm, MailTextForm
from practice.outbox.texts.kinds import clients_found
from practice.outbox.texts.queries import Shown, all_texts, careful_with, get_text
from practice.outbox.texts.services import back_to_default, check_text, tidied, word_text


@staff_page("settings.read")
def mail_text_list(request: SuppleRequest) -> HttpResponse:
    """Every mail that may be worded, and whose words it has now."""
    context = {
        "texts": all_texts(request.actor),
        "several": len(settings.LANGUAGES) > 1,
        "languages": dict(settings.LANGUAGES),
    }
    return page(request, "practice/outbox/texts/list.html", context)


def _begun(shown: Shown) -> dict[str, object]:
    text = shown.text
    return {"version": shown.version, "subject_line": text.subject, "body": text.body}


def _editor(
    request: SuppleRequest,
    shown: Shown,
    form: MailTextForm,
    *,
    newer: Shown | None = None,
    preview: Mail | None = None,
    careful: list[str] | None = None,
) -> HttpResponse:
    actor = request.actor
    find = FindForm(request.POST if request.method == "POST" else None)
    context = {
        "shown": shown,
        "form": form,
        "find": find,
        "newer": newer,
        "preview": preview,
        "careful": careful or [],
        "clients": clients_found(actor, find.asked()) if actor.may("settings.write") else [],
        "may_edit": actor.may("settings.write"),
        "several": len(settings.LANGUAGES) > 1,
        "languages": dict(settings.LANGUAGES),
    }
    answer = page(request, "practice/outbox/texts/edit.html", context, form)
    answer.status_code = 409 if newer else answer.status_code
    return answer


@staff_page("settings.read", "GET", "POST")
def mail_text(request: SuppleRequest, text_code: str, language: str) -> HttpResponse:
    """One text: how it reads, and other words for it."""
    actor = request.actor
    shown = get_text(actor, text_code, language)
    if request.method != "POST":
        return _editor(request, shown, MailTextForm(initial=_begun(shown)))
    actor.require("settings.write")
    form = MailTextForm(request.POST)
    if "find" in request.POST:
        form = MailTextForm(initial=request.POST.dict())  # nothing is judged, nothing lost
        return _editor(request, shown, form)
    newer: Shown | None = None
    if form.is_valid():
        with errors_beside(form):
            told = {"code": text_code, "language": language}
            version = form.cleaned_data["version"]
            try:
                if "default" in request.POST:
                    back_to_default(actor=actor, version=version, **told)
                    messages.success(request, _("Supple’s words go out again."))
                else:
                    kept = word_text(actor=actor, text=form.own, version=version, **told)
                    _say_saved(request, kept)
                return redirect("mail_text", text_code=text_code, language=language)
            except Stale as stale:
                newer = stale.current  # type: ignore[assignment]
                decide_anew(form, newer.version if newer else 0)
    return _editor(request, newer or shown, form, newer=newer)


def _say_saved(request: SuppleRequest, kept: Shown) -> None:
    messages.success(request, _("Saved. Mails that leave from now on say it like this."))
    if kept.row and (named := careful_with(request.actor, kept.row.own)):
        words = _("It names %(named)s. Whoever sees the mail reads it.")
        messages.warning(request, words % {"named": ", ".join(named)})


@staff_page("settings.write", "POST")
def mail_text_with(
    request: SuppleRequest, text_code: str, language: str, client_id: UUID
) -> HttpResponse:
    """Show what was typed as one client would get it. Nothing is kept."""
    actor = request.actor
    shown = get_text(actor, text_code, language)
    form = MailTextForm(request.POST)
    preview: Mail | None = None
    careful: list[str] = []
    if form.is_valid():
        with errors_beside(form):
            check_text(shown.kind, form.own)
            own = tidied(form.own, shown.kind)
            preview = shown.kind.preview(actor, client_id, own)
            careful = careful_with(actor, own)
    return _editor(request, shown, form, preview=preview, careful=careful)
