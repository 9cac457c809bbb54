"""A lent tablet: the questions of one client and nothing else, in a browser nobody is signed in to.

Whoever lent it was signed out by that. The session holds which loan it is; the client acts, and
only for what is due. Back to the practice leads the sign-in alone.
"""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from clients.measures.answering import keep, question_of
from clients.measures.models import LentTablet
from clients.measures.queries import get_measured, lent_tablet
from clients.measures.rules import Mode, Rater, Stage
from clients.measures.services import Way, give_back
from clients.measures.views import TABLET
from practice.core.actor import Actor, SuppleRequest, enter_as, system_actor
from practice.core.locales import use_locale
from practice.core.pages import page
from practice.core.queries import get_practice
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
    tablet, practice = lent_tablet(system, UUID(kept["id"])), get_practice(system)
    if tablet is None or not practice.is_active or not tablet.lent_by.is_active:
        return None
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
        return redirect(SIGN_IN)
    actor, client_id = lent.actor, lent.tablet.client_id
    measured = get_measured(actor, client_id)
    left = measured.due(lent.moment, Rater.CLIENT)
    code = request.POST.get("instrument") or (left[0].instrument.code if left else "")
    if not code:
        return page(request, "clients/measures/tablet_done.html", {"lent": lent})
    question = question_of(request, measured, code, Rater.CLIENT, lent.moment)
    way = Way(mode=Mode.TABLET, entered_by_id=lent.tablet.lent_by_id)
    if request.method == "POST" and keep(request, actor, client_id, question, way):
        return redirect("tablet")
    context = {"question": question, "form": question.form, "left": len(left)}
    return page(request, "clients/measures/tablet.html", context, question.form)


@require_http_methods(["POST"])
def tablet_back(request: SuppleRequest) -> HttpResponse:
    """The tablet is handed back: nothing opens on it but the sign-in."""
    lent = _lent(request)
    if lent is not None:
        give_back(actor=lent.actor, tablet=lent.tablet)
    if not _is_signed_in(request):
        request.session.flush()
    return redirect(SIGN_IN)


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)
