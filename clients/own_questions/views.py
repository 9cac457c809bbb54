"""The settings' pages of a practice's own questions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.own_questions.forms import AsksForm, QuestionForm
from clients.own_questions.models import OwnDraft
from clients.own_questions.queries import (
    counted_answers,
    get_version,
    newest_form,
    own_draft,
    questions_in,
    versions_of,
)
from clients.own_questions.rules import (
    QUESTIONS_MOST,
    Form,
    Question,
    count_words,
    kind_words,
    screens_of,
)
from clients.own_questions.services import (
    WrongQuestion,
    keep_question,
    move_question,
    publish_questions,
    remove_question,
)
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.errors import DomainError, Stale
from practice.core.pages import errors_beside, page, staff_page

REVISION = "revision"
CODE_LENGTH = 8  # as long as its column


def _rows(questions: tuple[Question, ...] | list[Question]) -> list[dict[str, Any]]:
    return [{"question": one, "kind": kind_words(one)} for one in questions]


def _revision(draft: OwnDraft | None) -> int:
    return draft.revision if draft else 0


@staff_page("settings.read")
def own_question_list(request: SuppleRequest) -> HttpResponse:
    """What the practice asks, the draft of the next version, and the earlier ones."""
    actor = request.actor
    draft, newest, versions = own_draft(actor), newest_form(actor), versions_of(actor)
    asked = newest.questions if newest else ()
    drafted = tuple(questions_in(draft))
    may_edit = actor.may("settings.write")
    context = {
        "may_edit": may_edit,
        "draft": draft,
        "revision": _revision(draft),
        "rows": _rows(drafted if may_edit else asked),
        "newest": versions[0] if versions else None,
        "versions": versions,
        "next_version": versions[0].version + 1 if versions else 1,
        "differs": drafted != asked,
        "is_full": len(drafted) >= QUESTIONS_MOST,
        "most": QUESTIONS_MOST,
    }
    return page(request, "clients/own_questions/list.html", context)


def _sent_revision(request: SuppleRequest) -> int:
    """The revision that a button was pressed on; one that never was, for what is no number."""
    sent = request.POST.get(REVISION, "")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else -1


@staff_page("settings.write", "GET", "POST")
def own_question_new(request: SuppleRequest) -> HttpResponse:
    """Write a question and put it at the end of the draft."""
    return _edit(request, None, own_draft(request.actor))


@staff_page("settings.write", "GET", "POST")
def own_question_edit(request: SuppleRequest, code: str) -> HttpResponse:
    """Change a question of the draft, or take it out."""
    draft = own_draft(request.actor)
    found = next((one for one in questions_in(draft) if one.code == code), None)
    if found is None and (request.method != "POST" or not _was_given(draft, code)):
        raise Http404("question")
    return _edit(request, found or Question(code, "", ""), draft)


def _was_given(draft: OwnDraft | None, code: str) -> bool:
    """Whether a code was given to a question, if only to one that was taken out in between."""
    number = code.removeprefix("q")
    if draft is None or len(code) > CODE_LENGTH or not number.isdecimal():
        return False
    return code == f"q{int(number)}" and 1 <= int(number) <= draft.last_number


def _edit(
    request: SuppleRequest, question: Question | None, draft: OwnDraft | None
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form, stale = QuestionForm.shown(sent, question, _revision(draft)), False
    if form.is_valid():
        with errors_beside(form):
            try:
                kept = keep_question(
                    actor=request.actor,
                    question=form.question(question.code if question else ""),
                    revision=form.cleaned_data[REVISION],
                )
            except WrongQuestion as error:
                for field, words in error.wrong[1:]:
                    form.add_error(field, words)
                raise
            except Stale:
                stale = True
                raise
            code = question.code if question else kept.questions[-1]["code"]
            messages.success(request, _("Kept in the draft. Publish it when it is as you want it."))
            return redirect(f"{reverse('own_question_list')}#{code}")
    if stale:  # saving again is a decision, made with what was typed still there
        typed = request.POST.copy()
        typed[REVISION] = str(_revision(draft))
        form.data = typed
    shown = bool(question and question.kind)
    context = {
        "form": form,
        "question": question if shown else None,
        "revision": _revision(draft),
        "stale": stale,
    }
    response = page(request, "clients/own_questions/edit.html", context, form)
    if stale:
        response.status_code = 409
    return response


@staff_page("settings.write", "POST")
def own_question_order(request: SuppleRequest) -> HttpResponse:
    """Move a question one place up or down."""
    by = -1 if "up" in request.POST else 1
    code = request.POST.get("up", request.POST.get("down", ""))
    try:
        revision = _sent_revision(request)
        move_question(actor=request.actor, code=code, by=by, revision=revision)
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect(f"{reverse('own_question_list')}#{code}")


@staff_page("settings.write", "POST")
def own_question_remove(request: SuppleRequest, code: str) -> HttpResponse:
    """Take a question out of the draft."""
    if code not in [one.code for one in questions_in(own_draft(request.actor))]:
        raise Http404("question")
    try:
        remove_question(actor=request.actor, code=code, revision=_sent_revision(request))
        messages.success(request, _("Taken out of the draft. What was published stays."))
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("own_question_list")


@staff_page("settings.write", "POST")
def own_question_publish(request: SuppleRequest) -> HttpResponse:
    """Make the draft the version that is asked from now on."""
    try:
        made = publish_questions(actor=request.actor, revision=_sent_revision(request))
        told = _("Published as version %(n)s. Whoever signs from now on is asked this one.")
        messages.success(request, told % {"n": made.version})
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("own_question_list")


@staff_page("settings.read")
def own_question_version(request: SuppleRequest, version: int) -> HttpResponse:
    """One version as it was published."""
    published, form = get_version(request.actor, version)
    versions = versions_of(request.actor)
    rows = _rows(form.questions)
    if request.actor.may("story.read"):
        counted = counted_answers(request.actor)
        for row in rows:
            row["counted"] = count_words(row["question"], counted.get(row["question"].code, []))
    context = {
        "published": published,
        "rows": rows,
        "versions": versions,
        "is_newest": versions[0].version == version,
    }
    return page(request, "clients/own_questions/version.html", context)


@staff_page("settings.read")
def own_question_preview(request: SuppleRequest) -> HttpResponse:
    """The draft as a client will see it, or an earlier version as it was seen: a screen a page."""
    actor = request.actor
    wanted = request.GET.get("version", "")
    if wanted:
        if not wanted.isdecimal() or len(wanted) > 4:
            raise Http404("own questions")
        form = get_version(actor, int(wanted))[1]
    elif actor.may("settings.write"):
        form = Form("", 0, tuple(questions_in(own_draft(actor))))
    else:
        form = newest_form(actor) or Form("", 0, ())
    screens = screens_of(form.questions) or [()]
    sent = request.GET.get("screen", "")
    at = int(sent) if sent.isdecimal() and len(sent) < 3 else 1
    at = min(max(at, 1), len(screens))
    context = {
        "form": AsksForm(screens[at - 1], today_in(actor.zone)),
        "at": at,
        "of": len(screens),
        "before": at - 1,
        "after": at + 1 if at < len(screens) else 0,
        "wanted": wanted,
        "bar": [{"state": "now" if n == at - 1 else "later"} for n in range(len(screens))],
    }
    return page(request, "clients/own_questions/preview.html", context)
