"""A lent tablet: the questions of one client and nothing else, in a browser nobody is signed in to.

Whoever lent it was signed out by that. The session holds which loan it is; the client acts, and
only for what is due. Each form names its loan, so that one opened for somebody else keeps nothing.
Back to the practice leads the sign-in alone.
"""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clients.measures.answering import keep, question_of
from clients.measures.models import LentTablet
from clients.measures.queries import get_measured, lent_tablet
from clients.measures.rules import Mode, Rater, Stage
from clients.measures.services import Way, give_back, lend_longer
from clients.measures.views import TABLET
from practice.core.actor import Actor, SuppleRequest, enter_as, system_actor
from practice.core.locales import use_locale
from practice.core.pages import page
from practice.core.rules import Role

SIGN_IN = "account_login"


@dataclass(frozen=True)
class Lent:
    """A loan that runs, and the client who answers on it."""

    tablet: LentTablet
    actor: Actor

    @property
    def moment(self) -> Stage | None:
        """The stage of a lesson it was lent at."""
        return Stage(self.tablet.moment) if self.tablet.moment else None


def _lent(request: SuppleRequest) -> Lent | None:
    """Enter the practice of the loan in this browser's session, then act as its client only."""
    kept = request.session.get(TABLET)
    if not kept or request.user.is_authenticated:
        return None
    system = system_actor(UUID(kept["practice"]))
    enter_as(system)
    tablet = lent_tablet(system, UUID(kept["id"]))
    if tablet is None or not tablet.practice.is_active or not tablet.lent_by.is_active:
        return None
    practice = tablet.practice
    actor = Actor(
        practice_id=practice.pk,
        role=Role.CLIENT,
        client_id=tablet.client_id,
        name=tablet.client.called,
        practice_name=practice.name,
        zone=tablet.client.timezone,
        locale=practice.locale,
        request_id=request.request_id,
    )
    enter_as(actor)
    request.actor = actor
    use_locale(actor)
    return Lent(tablet, actor)


@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request: SuppleRequest) -> HttpResponse:
    """The next question that is due; at the end a word to hand the tablet back."""
    lent = _lent(request)
    if lent is None:
        return _over(request)
    if _is_of_another_loan(request, lent):
        messages.error(request, _("That question was asked of somebody else; nothing was kept."))
        return redirect("tablet")
    actor, client_id = lent.actor, lent.tablet.client_id
    measured = get_measured(actor, client_id)
    left = measured.due(lent.moment, Rater.CLIENT)
    code = request.POST.get("instrument") or (left[0].instrument.code if left else "")
    if not code:
        return page(request, "clients/measures/tablet_done.html", {"lent": lent})
    question = question_of(request, measured, code, Rater.CLIENT, lent.moment)
    way = Way(mode=Mode.TABLET, entered_by_id=lent.tablet.lent_by_id, moment=lent.moment)
    if request.method == "POST" and keep(request, actor, client_id, question, way):
        lend_longer(actor=actor, tablet=lent.tablet)
        return redirect("tablet")
    context = {"lent": lent, "question": question, "form": question.form, "left": len(left)}
    return page(request, "clients/measures/tablet.html", context, question.form)


@require_http_methods(["POST"])
def tablet_back(request: SuppleRequest) -> HttpResponse:
    """The tablet is handed back: nothing opens on it but the sign-in."""
    lent = _lent(request)
    if lent is not None and _is_of_another_loan(request, lent):
        return redirect("tablet")
    if lent is not None:
        give_back(actor=lent.actor, tablet=lent.tablet)
    if not _is_signed_in(request):
        request.session.flush()
    return redirect(SIGN_IN)


def _is_of_another_loan(request: HttpRequest, lent: Lent) -> bool:
    """Whether a form was opened while the tablet was lent another time, to whomever."""
    return request.method == "POST" and request.POST.get("loan") != str(lent.tablet.pk)


def _over(request: SuppleRequest) -> HttpResponse:
    """The loan is over: say so to whoever holds the tablet; where there was none, the sign-in."""
    if _is_signed_in(request) or TABLET not in request.session:
        return redirect(SIGN_IN)
    return render(request, "clients/measures/tablet_over.html", status=HTTPStatus.GONE)


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)
