"""The intake's pages: an overview, one step a page, and sending it."""

from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients.intake.forms import (
    BodyForm,
    ConcernForm,
    ConsentForm,
    ContactForm,
    DoctorsForm,
    EarlierTreatmentsForm,
    GoalsForm,
    InjuriesForm,
    LifeForm,
    PostureForm,
    RedFlagsForm,
    SensingForm,
    StepForm,
    SymptomsForm,
)
from clients.intake.here import STEPS, Here
from clients.intake.models import IntakeSubmission
from clients.intake.rules import (
    EMERGENCY_TEXT,
    EMERGENCY_TITLE,
    LEVEL_WORDS,
    RED_FLAG_INTRODUCTION,
    WHOLE,
    IntakeStep,
    Missing,
    RedFlagLevel,
    highest_level,
    mark_of,
    missing_in,
    part_of,
    words_of,
)
from clients.intake.services import Incomplete, save_step, sign_intake
from clients.records.queries import get_client
from clients.symptoms.queries import intake_symptoms
from clients.texts.queries import consent_documents
from practice.core.actor import Actor, SuppleRequest
from practice.core.clock import today_in
from practice.core.errors import DomainError, ReadOnly, Stale
from practice.core.pages import errors_beside, page
from practice.core.queries import get_practice

PLAIN: dict[IntakeStep, type[StepForm]] = {
    form.step: form
    for form in (
        ConcernForm,
        BodyForm,
        SensingForm,
        PostureForm,
        EarlierTreatmentsForm,
        InjuriesForm,
        LifeForm,
        DoctorsForm,
        GoalsForm,
        RedFlagsForm,
    )
}


def form_of(here: Here, step: IntakeStep, data: Any, wanted: str = "") -> StepForm:
    """A step's form with what is stored of it, or with what was sent; `wanted` stands open."""
    actor = here.actor
    known: dict[str, Any] = {"answers": here.answers, "today": today_in(actor.zone)}
    if step is IntakeStep.CONTACT:
        return ContactForm(data, client=get_client(actor, here.client_id), **known)
    if step is IntakeStep.SYMPTOMS:
        told = [one["code"] for one in here.answers.get("symptoms", [])]
        return SymptomsForm(data, symptoms=intake_symptoms(actor, told), wanted=wanted, **known)
    if step is IntakeStep.CONSENT:
        return ConsentForm(data, documents=consent_documents(actor), **known)
    return PLAIN[step](data, **known)


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


def overview(request: SuppleRequest, here: Here) -> HttpResponse:
    """How far the intake is, and sending it when nothing is missing."""
    if here.is_sent:
        if request.method == "POST":
            return redirect(here.overview_url)
        return render(request, "clients/intake/sent.html", {"intake": here.intake})
    missing: list[Missing] = []
    if request.method == "POST":
        try:
            sign_intake(actor=here.actor, client_id=here.client_id)
        except Incomplete as error:
            missing = _once_each(error.missing)
        except ReadOnly:
            raise
        except DomainError:
            return redirect(here.overview_url)  # sent a moment ago, from elsewhere
        else:
            return redirect(here.overview_url)
    return _overview(request, here, missing)


def _overview(request: SuppleRequest, here: Here, missing: list[Missing]) -> HttpResponse:
    answers = here.answers
    done = [step for step in here.steps if here.is_done(step)]
    go_on = here.go_on()
    rows = [
        {
            "step": step,
            "url": here.url_of(step),
            "number": number,
            "done": step in done,
            "begun": bool(part_of(answers, step)),
            "words": words_of(answers, step) if step is IntakeStep.BODY else [],
            "missing": missing_in(answers, step) if part_of(answers, step) else [],
        }
        for number, step in enumerate(STEPS, start=1)
        if step in here.steps
    ]
    context = {
        "intake": here.intake,
        "rows": rows,
        "bar": here.bar(),
        "left": len(here.steps) - len(done),
        "of": len(here.steps),
        "go_on": go_on,
        "go_on_url": here.url_of(go_on or IntakeStep.CONSENT),
        "begin_url": here.url_of(IntakeStep.CONTACT),
        "ready": go_on is None and not here.actor.is_archived,
        "missing": [{"part": part, "url": here.url_of(part.step)} for part in missing],
        "questions": _asked(here),
        "together": here.is_together,
        "signature": answers.get("signature", ""),
        "safety": _safety(here.actor, answers),
    }
    return render(request, "clients/intake/overview.html", context, status=422 if missing else 200)


def _asked(here: Here, step: IntakeStep | None = None) -> list[dict[str, Any]]:
    """What was asked back on, all of it or about one step, with where it is answered."""
    return [
        {
            "question": one.question,
            "by": one.asked_by.name,
            "label": IntakeStep(one.step).label if one.step else "",
            "url": here.url_of(IntakeStep(one.step)) if one.step else "",
        }
        for one in here.questions
        if step is None or one.step in {step.value, WHOLE}
    ]


def step_page(request: SuppleRequest, here: Here, word: str) -> HttpResponse:
    """One step: shown as it was left, kept on the server at each save."""
    try:
        step = IntakeStep(word)
    except ValueError:
        raise Http404("step") from None
    wants_json = not request.accepts("text/html")  # autosave asks so
    if here.is_sent or step not in here.steps:
        if wants_json:
            return JsonResponse({"detail": _("You have sent this already.")}, status=422)
        return redirect(here.overview_url)
    data = request.POST if request.method == "POST" else None
    form = form_of(here, step, data, request.GET.get("open", ""))
    newer: Here | None = None
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                saved = _save(here, step, form)
            except Stale:
                newer = Here.of(here.actor, here.client_id)
                raise
            return _kept(request, here, step, saved, wants_json=wants_json)
    if request.method == "POST" and wants_json:
        return _not_kept(request, form, conflict=newer is not None)
    return _step_page(request, newer or here, step, form, is_newer=newer is not None)


def _save(here: Here, step: IntakeStep, form: StepForm) -> IntakeSubmission:
    seen = form.cleaned_data["version"]
    return save_step(
        actor=here.actor, step=step, part=form.part(), seen=seen, client_id=here.client_id
    )


def _kept(
    request: SuppleRequest,
    here: Here,
    step: IntakeStep,
    saved: IntakeSubmission,
    *,
    wants_json: bool,
) -> HttpResponse:
    if wants_json:
        mark = mark_of(saved.answers, step)
        return JsonResponse({"saved_at": saved.saved_at.isoformat(), "version": mark})
    return redirect(_next(here, step, request.POST.get("go", "")))


def _next(here: Here, step: IntakeStep, go: str) -> str:
    """Where the pressed button leads."""
    what, _space, symptom = go.partition(" ")
    if what == "more":
        return here.url_of(step)
    if what == "open":
        return f"{here.url_of(step)}?{urlencode({'open': symptom})}"
    at = here.steps.index(step) + (-1 if what == "back" else 1)
    return here.url_of(here.steps[at]) if 0 <= at < len(here.steps) else here.overview_url


def _not_kept(request: SuppleRequest, form: StepForm, *, conflict: bool) -> HttpResponse:
    if conflict:
        words = [str(error) for error in form.non_field_errors()]
        return JsonResponse({"url": request.path, "detail": " ".join(words)}, status=409)
    return JsonResponse({"errors": form.errors.get_json_data()}, status=422)


def _step_page(
    request: SuppleRequest, here: Here, step: IntakeStep, form: StepForm, *, is_newer: bool
) -> HttpResponse:
    answers = here.answers
    at = here.steps.index(step) if step in here.steps else 0
    if is_newer:  # saving again is now a decision, made with both versions in sight
        form.data = cast(QueryDict, form.data).copy()
        form.data["version"] = mark_of(answers, step)
    context = {
        "form": form,
        "here": step,
        "part": f"clients/intake/steps/{step.value}.html",
        "bar": here.bar(step),
        "at": at + 1,
        "of": len(here.steps),
        "introduction": RED_FLAG_INTRODUCTION,
        "safety": _safety(here.actor, answers),
        "questions": _asked(here, step),
        "together": here.is_together,
        "overview_url": here.overview_url,
        "here_url": here.url_of(step),
        "newer": is_newer,
        "newer_words": words_of(answers, step) if is_newer else [],
    }
    if is_newer:
        return render(request, "clients/intake/step.html", context, status=409)
    return page(request, "clients/intake/step.html", context, form)
