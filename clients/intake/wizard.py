"""The intake's pages: an overview, one step a page, and sending it."""

from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients.intake.forms import OwnForm, StepForm
from clients.intake.here import Here
from clients.intake.models import IntakeSubmission
from clients.intake.rules import (
    LOOK_AGAIN,
    RED_FLAG_INTRODUCTION,
    WHOLE,
    IntakeStep,
    Missing,
    asked_steps,
    highest_level,
    is_begun,
    missing_in,
    words_of,
)
from clients.intake.safety import safety_words
from clients.intake.screens import form_of
from clients.intake.services import OLD_FORM, Incomplete, save_step, sign_intake
from practice.core.actor import Actor, SuppleRequest
from practice.core.errors import DomainError, ReadOnly, Stale
from practice.core.pages import errors_beside, page


def _safety(actor: Actor, answers: dict[str, Any]) -> dict[str, Any]:
    """What a yes to a safety question says at once: the practice's words in an emergency."""
    return safety_words(actor, highest_level(answers.get("red_flags", {})))


def _before_safety(answers: dict[str, Any]) -> str:
    """What stands above the safety questions: why they are asked, or are asked again."""
    again = any(part.message == LOOK_AGAIN for part in missing_in(answers, IntakeStep.RED_FLAGS))
    return LOOK_AGAIN if again else RED_FLAG_INTRODUCTION


def _once_each(missing: list[Missing]) -> list[Missing]:
    """Without repeats: two symptoms without a side are one thing to say."""
    return list({(part.step, part.message): part for part in missing}.values())


def overview(request: SuppleRequest, here: Here) -> HttpResponse:
    """How far the intake is, and sending it when nothing is missing."""
    if here.is_sent:
        if request.method == "POST":
            return redirect(here.overview_url)
        context = {"intake": here.intake, "safety": _safety(here.actor, here.answers)}
        return render(request, "clients/intake/sent.html", context)
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
            "begun": is_begun(answers, step),
            "words": words_of(answers, step) if step is IntakeStep.BODY else [],
            "missing": missing_in(answers, step) if is_begun(answers, step) else [],
        }
        for number, step in enumerate(asked_steps(answers), start=1)
        if step in here.steps
    ]
    context = {
        "intake": here.intake,
        "rows": rows,
        "bar": here.bar(),
        "left": len(here.steps) - len(done),
        "of": len(here.steps),
        "go_on": go_on,
        "go_on_url": here.url_on(go_on or IntakeStep.CONSENT),
        "begin_url": here.url_of(IntakeStep.CONTACT),
        "ready": go_on is None and not here.actor.is_archived,
        "missing": [{"part": part, "url": here.url_to(part)} for part in missing],
        "kept_out": here.kept_out,
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
            "url": here.url_of(IntakeStep(one.step)) if one.step in here.steps else "",
        }
        for one in here.questions
        if step is None or one.step in {step.value, WHOLE}
    ]


def _place_of(here: Here, word: str) -> tuple[IntakeStep, int]:
    """The step and the screen that an address names."""
    name, _dash, number = word.partition("-")
    screen = int(number) if number.isdecimal() and len(number) < 3 else 1
    try:
        step = IntakeStep(name)
    except ValueError:
        raise Http404("step") from None
    if word not in {name, f"{name}-{screen}"} or (word != name and step is not IntakeStep.OWN):
        raise Http404("step")
    return step, min(max(screen, 1), max(len(here.screens), 1))


def step_page(request: SuppleRequest, here: Here, word: str) -> HttpResponse:
    """One step: shown as it was left, kept on the server at each save."""
    step, screen = _place_of(here, word)
    wants_json = not request.accepts("text/html")  # autosave asks so
    if here.is_sent or step not in here.steps:
        if wants_json:
            gone = _("Your practice does not ask this any more.")
            words = _("You have sent this already.") if here.is_sent else gone
            return JsonResponse({"detail": words}, status=422)
        return redirect(here.overview_url)
    data = request.POST if request.method == "POST" else None
    wanted = request.GET.get("open", "")
    form = form_of(here, step, data, screen=screen, wanted=wanted, typed_whole=not wants_json)
    newer: Here | None = None
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                saved = _save(here, step, form)
            except Stale:
                newer = Here.of(here.actor, here.client_id)
                raise
            return _kept(request, here, (step, screen), form.mark(saved.answers), saved, wants_json)
    is_old = isinstance(form, OwnForm) and form.is_old
    if request.method == "POST" and wants_json:
        return _not_kept(request, form, conflict=newer is not None, is_old=is_old)
    return _step_page(request, newer or here, (step, screen), form, newer=newer is not None)


def _save(here: Here, step: IntakeStep, form: StepForm) -> IntakeSubmission:
    seen = form.cleaned_data["version"]
    guarding = here.guarding if step is IntakeStep.CONSENT else None
    return save_step(
        actor=here.actor,
        step=step,
        part=form.part(),
        seen=seen,
        client_id=here.client_id,
        guarding=guarding,
    )


def _kept(
    request: SuppleRequest,
    here: Here,
    place: tuple[IntakeStep, int],
    mark: str,
    saved: IntakeSubmission,
    wants_json: bool,
) -> HttpResponse:
    if wants_json:
        return JsonResponse({"saved_at": saved.saved_at.isoformat(), "version": mark})
    return redirect(_next(here, place, request.POST.get("go", "")))


def _next(here: Here, place: tuple[IntakeStep, int], go: str) -> str:
    """Where the pressed button leads."""
    what, _space, symptom = go.partition(" ")
    if what == "more":
        return here.url_of(*place)
    if what == "open":
        return f"{here.url_of(*place)}?{urlencode({'open': symptom})}"
    at = here.places.index(place) + (-1 if what == "back" else 1)
    return here.url_of(*here.places[at]) if 0 <= at < len(here.places) else here.overview_url


def _not_kept(
    request: SuppleRequest, form: StepForm, *, conflict: bool, is_old: bool
) -> HttpResponse:
    words = {"detail": " ".join(str(error) for error in form.non_field_errors())}
    if is_old:  # no address to go to: only the form itself, once sent, takes along what was typed
        return JsonResponse({"code": OLD_FORM, **words}, status=409)
    if conflict:
        return JsonResponse({"url": request.path, **words}, status=409)
    return JsonResponse({"errors": form.errors.get_json_data()}, status=422)


def _decide_anew(form: StepForm, seen: dict[str, str]) -> None:
    """Saving again is now a decision, made with both versions in sight."""
    data = cast(QueryDict, form.data).copy()
    data.update(seen)
    form.data = data


def _step_page(
    request: SuppleRequest,
    here: Here,
    place: tuple[IntakeStep, int],
    form: StepForm,
    *,
    newer: bool,
) -> HttpResponse:
    answers, (step, screen) = here.answers, place
    at = here.steps.index(step) if step in here.steps else 0
    if newer:
        _decide_anew(form, {"version": form.mark(answers)})
    context = {
        "form": form,
        "here": step,
        "part": f"clients/intake/steps/{step.value}.html",
        "bar": here.bar(step),
        "at": at + 1,
        "of": len(here.steps),
        "introduction": _before_safety(answers),
        "safety": _safety(here.actor, answers),
        "questions": _asked(here, step),
        "together": here.is_together,
        "overview_url": here.overview_url,
        "here_url": here.url_of(step, screen),
        "newer": newer,
        "newer_words": words_of(answers, step) if newer else [],
    }
    is_old = isinstance(form, OwnForm) and form.is_old
    if isinstance(form, OwnForm):
        context |= _own(here, screen, form)
        if is_old:
            _decide_anew(form, form.seen_anew())
    if newer or is_old:
        return render(request, "clients/intake/step.html", context, status=409)
    return page(request, "clients/intake/step.html", context, form)


def _own(here: Here, screen: int, form: OwnForm) -> dict[str, Any]:
    """What stands besides on a screen of the practice's own questions."""
    of = len(here.screens)
    part = _("part %(n)s of %(of)s") % {"n": screen, "of": of}
    return {
        "screen": part if of > 1 else "",
        "old": form.is_old,
        "kept_out": here.kept_out,
        "no_longer": form.no_longer() if form.is_old else [],
    }
