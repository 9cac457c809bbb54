"""Pages of the practice: the library of cards, one card, writing one; the page of next steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.symptoms.own_pages import Says, retire_page
from practice.core.actor import SuppleRequest
from practice.core.elsewhere import host_of
from practice.core.errors import DomainError, Stale
from practice.core.forms import decide_anew
from practice.core.kept import wants_json
from practice.core.pages import OnceForm, errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.uploads import file_refused, takes_file
from sessions.understanding.forms import CardForm, NextStepsForm, PictureForm, pages_of, start_of
from sessions.understanding.models import NextSteps
from sessions.understanding.picturing import as_answer, delete_picture, keep_picture
from sessions.understanding.queries import (
    get_card,
    library_of,
    next_steps_of,
    shown_card,
)
from sessions.understanding.services import (
    WRITE,
    CardData,
    copy_card,
    edit_card,
    offer_card,
    retire_card,
    write_card,
    write_next_steps,
)

FORM = "sessions/understanding/form.html"
STEPS = ("title", "body", "link", "is_offered")
RETIRING = Says(
    title=gettext_lazy("Cards"),
    note="",
    add="",
    add_word="",
    added="",
    saved="",
    renaming="",
    retiring=gettext_lazy(
        "A retired one is offered no more. Who has it in their home program goes on reading it."
    ),
    retired=gettext_lazy("Retired. It is offered no more."),
    again=gettext_lazy("Offer it again"),
    offered=gettext_lazy("It is offered again."),
)


@staff_page("understanding.read")
def card_list(request: SuppleRequest) -> HttpResponse:
    """The library of cards: those that are offered, then the retired."""
    found = library_of(request.actor, start_of(request.GET))
    context = {"cards": found.cards, "may_write": request.actor.may(WRITE), **pages_of(found)}
    return render(request, "sessions/understanding/list.html", context)


@staff_page("understanding.read")
def card_page(request: SuppleRequest, card_id: UUID) -> HttpResponse:
    """One card as a client reads it, and the ways on."""
    card = get_card(request.actor, card_id)
    context = {
        "card": card,
        "shown": shown_card(card),
        "says": RETIRING,
        "image": reverse("card_image", args=[card_id]),
        "copy": OnceForm(),
    }
    context["may_write"] = request.actor.may(WRITE)
    return render(request, "sessions/understanding/page.html", context)


@staff_page(WRITE, "GET", "POST")
def card_new(request: SuppleRequest) -> HttpResponse:
    """Write a card of the practice's own."""
    initial = {"author": request.actor.practice_name, "licence": _("own words")}
    form = CardForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with errors_beside(form):
            try:
                made = write_card(
                    actor=request.actor, data=form.card_data(), key=form.cleaned_data["key"]
                )
            except AlreadyDone as already:
                there = reverse("card_list")
                return sent_before(request, "card_page", already.object_id, otherwise=there)
            messages.success(request, _("Kept. Programs can take it up from now on."))
            return redirect("card_page", card_id=made.pk)
    return page(request, FORM, {"form": form}, form)


@staff_page(WRITE, "GET", "POST")
def card_edit(request: SuppleRequest, card_id: UUID) -> HttpResponse:
    """Change a card of the practice's own; both texts are shown to who comes second."""
    card = get_card(request.actor, card_id, WRITE)
    if card.built_in_version and request.method != "POST":
        messages.info(request, _("What came along keeps its words. Copy it, and change the copy."))
        return redirect("card_page", card_id=card_id)
    names = [*CardData.__dataclass_fields__, "version"]
    initial = {name: getattr(card, name) for name in names}
    form = CardForm(request.POST if request.method == "POST" else None, initial=initial)
    newer: Any = None
    if form.is_valid():
        with errors_beside(form):
            version = form.cleaned_data["version"] or 0
            data = form.card_data()
            try:
                edit_card(actor=request.actor, card_id=card_id, data=data, version=version)
            except Stale as stale:
                newer = stale.current
                decide_anew(form, newer.version)
            else:
                messages.success(request, _("Saved. Clients read it like this from now on."))
                return redirect("card_page", card_id=card_id)
    context = {"form": form, "card": card, "newer": newer and shown_card(newer)}
    answer = page(request, FORM, context, form)
    answer.status_code = 409 if newer else answer.status_code
    return answer


@takes_file
@staff_page(WRITE, "GET", "POST")
def card_picture(request: SuppleRequest, card_id: UUID) -> HttpResponse:
    """Give a card of the practice's own a picture."""
    card = get_card(request.actor, card_id, WRITE)
    is_sent = request.method == "POST"
    sent = (request.POST, request.FILES) if is_sent else (None, None)
    form = PictureForm(*sent, was_too_large=file_refused(request))
    if form.is_valid():
        with errors_beside(form):
            keep_picture(
                actor=request.actor,
                card_id=card_id,
                upload=form.cleaned_data["file"],
                says=form.cleaned_data["says"],
            )
            messages.success(request, _("Kept. Clients see it from now on."))
            there = reverse("card_page", args=[card_id])
            return JsonResponse({"url": there}) if wants_json(request) else redirect(there)
    return page(request, "sessions/understanding/picture.html", {"card": card, "form": form}, form)


@staff_page(WRITE, "POST")
def card_picture_delete(request: SuppleRequest, card_id: UUID) -> HttpResponse:
    """Delete the picture of a card for good."""
    delete_picture(actor=request.actor, card_id=card_id)
    messages.success(request, _("The picture is deleted."))
    return redirect("card_page", card_id=card_id)


@staff_page("understanding.read")
def card_image(request: SuppleRequest, card_id: UUID) -> HttpResponse:
    """The picture itself."""
    return as_answer(get_card(request.actor, card_id))


@staff_page(WRITE, "POST")
def card_copy(request: SuppleRequest, card_id: UUID) -> HttpResponse:
    """Make a copy of the practice's own, and lead to changing it."""
    card = get_card(request.actor, card_id, WRITE)
    form = OnceForm(request.POST)
    try:
        key = form.cleaned_data["key"] if form.is_valid() else None
        made = copy_card(actor=request.actor, card=card, key=key)
    except AlreadyDone as already:
        there = reverse("card_list")
        return sent_before(request, "card_edit", already.object_id, otherwise=there)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("card_page", card_id=card_id)
    words = _("This copy is yours. Change it as you like; nobody is offered it yet.")
    messages.success(request, words)
    return redirect("card_edit", card_id=made.pk)


@staff_page(WRITE, "POST")
def card_offer(request: SuppleRequest, card_id: UUID) -> HttpResponse:
    """Let every client read it, or only those who are given it."""
    card = get_card(request.actor, card_id, WRITE)
    offered = request.POST.get("offered") == "1"
    offer_card(actor=request.actor, card=card, offered=offered)
    every, given = _("Every client may read it now."), _("Only who is given it reads it now.")
    messages.success(request, every if offered else given)
    return redirect("card_page", card_id=card_id)


@staff_page(WRITE, "POST")
def card_retire(request: SuppleRequest, card_id: UUID) -> HttpResponse:
    """Offer one no more, or again."""
    card = get_card(request.actor, card_id, WRITE)
    return retire_page(request, "card", card, retire_card, RETIRING)


@staff_page("understanding.read", "GET", "POST")
def next_steps(request: SuppleRequest) -> HttpResponse:
    """What the practice says after a first release: to read, to write, to look at beforehand."""
    actor, is_sent = request.actor, request.method == "POST"
    if is_sent:
        actor.require(WRITE)
    stored = next_steps_of(actor)
    initial = {name: getattr(stored, name) for name in (*STEPS, "version")}
    form = NextStepsForm(request.POST if is_sent else None, initial=initial)
    shown = stored
    newer: Any = None
    if form.is_valid():
        shown = _as_typed(form)
        with errors_beside(form):
            if "preview" not in request.POST:
                try:
                    write_next_steps(actor=actor, **form.cleaned_data)
                except Stale as stale:
                    newer = stale.current
                    decide_anew(form, newer.version)
                else:
                    messages.success(request, _("Saved. Clients read it like this from now on."))
                    return redirect("next_steps")
    context = {
        "form": form,
        "shown": shown,
        "newer": newer,
        "host": host_of(shown.link),
        "is_preview": "preview" in request.POST,
        "may_write": actor.may(WRITE),
    }
    answer = page(request, "sessions/understanding/next_steps.html", context, form)
    answer.status_code = 409 if newer else answer.status_code
    return answer


def _as_typed(form: NextStepsForm) -> NextSteps:
    """The page as somebody would read what was typed; it is stored nowhere."""
    return NextSteps(**form.cleaned_data)
