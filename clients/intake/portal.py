"""The client's intake: an overview, one step a page, and sending it."""

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients.intake.forms import (
    BodyForm,
    ConcernForm,
    ConsentForm,
    ContactForm,
    EarlierTreatmentsForm,
    GoalsForm,
    RedFlagsForm,
    StepForm,
    SymptomsForm,
)
from clients.intake.models import IntakeSubmission
from clients.intake.queries import DRAFT, consent_documents, own_intake
from clients.intake.rules import (
    EMERGENCY_TEXT,
    EMERGENCY_TITLE,
    LEVEL_WORDS,
    RED_FLAG_INTRODUCTION,
    IntakeStep,
    Missing,
    RedFlagLevel,
    first_open,
    highest_level,
    is_done,
    mark_of,
    missing_in,
    part_of,
    words_of,
)
from clients.intake.services import Incomplete, save_step, sign_intake
from clients.records.queries import get_client
from clients.symptoms.queries import intake_symptoms
from practice.core.actor import Actor, SuppleRequest
from practice.core.errors import DomainError, Stale
from practice.core.pages import errors_beside, page, portal_page
from practice.core.queries import get_practice

STEPS = tuple(IntakeStep)


PLAIN: dict[IntakeStep, type[StepForm]] = {
    form.step: form
    for form in (ConcernForm, BodyForm, EarlierTreatmentsForm, GoalsForm, RedFlagsForm)
}


def _form(actor: Actor, step: IntakeStep, answers: dict[str, Any], data: Any) -> StepForm:
    if step is IntakeStep.CONTACT:
        client = get_client(actor, cast(UUID, actor.client_id))
        return ContactForm(data, answers=answers, client=client)
    if step is IntakeStep.SYMPTOMS:
        return SymptomsForm(data, answers=answers, symptoms=intake_symptoms(actor))
    if step is IntakeStep.CONSENT:
        return ConsentForm(data, answers=answers, documents=consent_documents(actor))
    return PLAIN[step](data, answers=answers)


def _safety(actor: Actor, answers: dict[str, Any]) -> dict[str, Any]:
    """What a yes to a safety question says at once: the practice's words in an emergency."""
    level = highest_level(answers.get("red_flags", {}))
    if level is None:
        return {}
    if level is not RedFlagLevel.EMERGENCY:
        return {"title": level.label, "text": LEVEL_WORDS[level]}
    practice = get_practice(actor)
    return {
        "emergency": True,
        "title": EMERGENCY_TITLE,
        "text": EMERGENCY_TEXT,
        "practice_text": practice.emergency_text,
    }


def _once_each(missing: list[Missing]) -> list[Missing]:
    """Without repeats: two symptoms without a side are one thing to say."""
    return list({(part.step, part.message): part for part in missing}.values())


def _bar(answers: dict[str, Any], now: IntakeStep | None = None) -> list[dict[str, str]]:
    return [
        {"state": "now" if s is now else "done" if is_done(answers, s) else "later"} for s in STEPS
    ]


@portal_page("intake.write", "GET", "POST")
def portal_intake(request: SuppleRequest) -> HttpResponse:
    """How far the intake is, and sending it when nothing is missing."""
    intake = own_intake(request.actor)
    if intake is not None and intake.state != DRAFT:
        if request.method == "POST":
            return redirect("portal_intake")
        return render(request, "clients/intake/sent.html", {"intake": intake})
    missing: list[Missing] = []
    if request.method == "POST":
        try:
            sign_intake(actor=request.actor)
        except Incomplete as error:
            missing = _once_each(error.missing)
        except DomainError:
            return redirect("portal_intake")  # sent a moment ago, from elsewhere
        else:
            return redirect("portal_intake")
    return _overview(request, intake, missing)


def _overview(
    request: SuppleRequest, intake: IntakeSubmission | None, missing: list[Missing]
) -> HttpResponse:
    answers = intake.answers if intake else {}
    done = [step for step in STEPS if is_done(answers, step)]
    rows = [
        {
            "step": step,
            "number": number,
            "done": step in done,
            "begun": bool(part_of(answers, step)),
            "words": words_of(answers, step) if step is IntakeStep.BODY else [],
            "missing": missing_in(answers, step) if part_of(answers, step) else [],
        }
        for number, step in enumerate(STEPS, start=1)
    ]
    context = {
        "intake": intake,
        "rows": rows,
        "bar": _bar(answers),
        "left": len(STEPS) - len(done),
        "go_on": first_open(answers),
        "ready": first_open(answers) is None,
        "missing": missing,
        "signature": answers.get("signature", ""),
        "safety": _safety(request.actor, answers),
    }
    return render(request, "clients/intake/overview.html", context, status=422 if missing else 200)


@portal_page("intake.write", "GET", "POST")
def portal_intake_step(request: SuppleRequest, step: str) -> HttpResponse:
    """One step: shown as it was left, kept on the server at each save."""
    try:
        here = IntakeStep(step)
    except ValueError:
        raise Http404("step") from None
    intake = own_intake(request.actor)
    wants_json = not request.accepts("text/html")  # autosave asks so
    if intake is not None and intake.state != DRAFT:
        if wants_json:
            return JsonResponse({"detail": _("You have sent this already.")}, status=422)
        return redirect("portal_intake")
    answers = intake.answers if intake else {}
    data = request.POST if request.method == "POST" else None
    form = _form(request.actor, here, answers, data)
    newer: IntakeSubmission | None = None
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                saved = _save(request, here, form)
            except Stale as stale:
                current = cast(IntakeSubmission | None, stale.current)
                newer = current or own_intake(request.actor)
                raise
            return _kept(request, here, saved, wants_json=wants_json)
    if request.method == "POST" and wants_json:
        return _not_kept(request, form, conflict=newer is not None)
    return _step_page(request, here, form, newer.answers if newer else answers, newer)


def _save(request: SuppleRequest, here: IntakeStep, form: StepForm) -> IntakeSubmission:
    seen = form.cleaned_data["version"]
    return save_step(actor=request.actor, step=here, part=form.part(), seen=seen)


def _kept(
    request: SuppleRequest, here: IntakeStep, saved: IntakeSubmission, *, wants_json: bool
) -> HttpResponse:
    if wants_json:
        mark = mark_of(saved.answers, here)
        return JsonResponse({"saved_at": saved.saved_at.isoformat(), "version": mark})
    at = STEPS.index(here)
    match request.POST.get("go"):
        case "more":
            return redirect("portal_intake_step", step=here.value)
        case "back" if at > 0:
            return redirect("portal_intake_step", step=STEPS[at - 1].value)
        case "back":
            return redirect("portal_intake")
    if at + 1 < len(STEPS):
        return redirect("portal_intake_step", step=STEPS[at + 1].value)
    return redirect("portal_intake")


def _not_kept(request: SuppleRequest, form: StepForm, *, conflict: bool) -> HttpResponse:
    if conflict:
        words = [str(error) for error in form.non_field_errors()]
        return JsonResponse({"url": request.path, "detail": " ".join(words)}, status=409)
    return JsonResponse({"errors": form.errors.get_json_data()}, status=422)


def _step_page(
    request: SuppleRequest,
    here: IntakeStep,
    form: StepForm,
    answers: dict[str, Any],
    newer: IntakeSubmission | None,
) -> HttpResponse:
    at = STEPS.index(here)
    if newer is not None:  # saving again is now a decision, made with both versions in sight
        form.data = cast(QueryDict, form.data).copy()
        form.data["version"] = mark_of(newer.answers, here)
    context = {
        "form": form,
        "here": here,
        "part": f"clients/intake/steps/{here.value}.html",
        "bar": _bar(answers, here),
        "at": at + 1,
        "of": len(STEPS),
        "previous": STEPS[at - 1] if at else None,
        "introduction": RED_FLAG_INTRODUCTION,
        "safety": _safety(request.actor, answers),
        "newer": newer,
        "newer_words": words_of(newer.answers, here) if newer else [],
    }
    if newer is not None:
        return render(request, "clients/intake/step.html", context, status=409)
    return page(request, "clients/intake/step.html", context, form)
