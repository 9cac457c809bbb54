"""A visitor's way: pick a time and give an address, then press the link of the mail."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from practice.core.actor import Actor, SuppleRequest, enter_as, system_actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.links import BrokenLink, read_link
from practice.core.locales import use_locale
from practice.core.models import Practice, fold_email
from practice.core.queries import get_practice
from practice.core.rules import Role
from practice.core.services import AlreadyDone
from sessions.appointments.asking import Asked, ask, day_asked, start_asked
from sessions.appointments.forms.starting import seal_of
from sessions.appointments.queries.own import Offered
from sessions.appointments.services import JustTaken
from sessions.appointments.services.booking import policy_words
from sessions.appointments.services.taking import in_words
from sessions.public_page.booking.emails import PURPOSE, facts
from sessions.public_page.booking.forms import VisitorForm
from sessions.public_page.booking.models import VisitorBooking
from sessions.public_page.booking.queries import Named, named_of, offered_now
from sessions.public_page.booking.queries import asked as asked_by_visitors
from sessions.public_page.booking.services import (
    NOT_HERE,
    LinkOver,
    VisitorData,
    ask_to_book,
    book_for_visitor,
)
from sessions.public_page.models import PublicPage
from sessions.public_page.queries import NOBODY, Published, published

TAKEN, NOT_FOUND, GONE, UNSAID, TOO_OFTEN = 409, 404, 410, 422, 429
LOOKED, SENT = "public_times", "visitor_booking"


def _counts(request: HttpRequest, action: str, key: str) -> bool:
    """Whether it was not asked too often; allauth's public way counts no GET."""
    told = {"app": "allauth.account", "action": action, "key": key}
    return ratelimit.consume(request, **told, limit_get=True) is not None


def _too_often(request: HttpRequest, page: Published) -> HttpResponse:
    context = {"page": page}
    template = "sessions/public_page/too_often.html"
    answer = render(request, template, context, status=TOO_OFTEN)
    answer["Retry-After"] = "3600"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def visitor_booking(request: SuppleRequest, slug: str) -> HttpResponse:
    """Free times of a service with somebody, and who asks for one of them."""
    page = published(slug, request.request_id)
    use_locale(page.actor)
    if not _counts(request, LOOKED, slug):
        return _too_often(request, page)
    named = named_of(page, request.GET.get("service", ""), request.GET.get("with", ""))
    if request.method == "POST":
        return _asked(request, page, named)
    return _choosing(request, page, VisitorForm(), Asked(), named)


def _offered(request: HttpRequest, page: Published, named: Named) -> Offered:
    today = today_in(page.actor.zone)
    first = max(day_asked(request.GET.get("from", ""), today), today)
    return offered_now(page, named, first)


def _asked(request: HttpRequest, page: Published, named: Named) -> HttpResponse:
    data = request.POST.copy()
    if "instead" in data:  # one of the times nearby was pressed, at the place of what was taken
        taken = next(iter(data.getlist("start")), "")
        data["start"] = f"{data['instead']}|{taken.partition('|')[2]}"
    form = VisitorForm(data)
    asked: Asked[VisitorBooking] = Asked()
    service, member = named.service, named.member
    if service is None or member is None:
        form.add_error(None, NOT_HERE)
    if not form.is_valid() or service is None or member is None:
        return _choosing(request, page, form, asked, named)
    if form.is_by_a_program:
        return _look_in_your_mail(request, page)
    if not _counts(request, SENT, fold_email(form.cleaned_data["email"])):
        return _too_often(request, page)

    def keep() -> VisitorBooking:
        place = next((p for p in page.places if p.pk == form.place_id), None)
        if place is None and form.place_id is not None:
            raise DomainError(_("Choose one of the times that are shown."), field="start")
        data = VisitorData(
            service=service,
            practitioner=member,
            place=place,
            starts_at=form.starts_at,
            **form.who,
        )
        return ask_to_book(
            actor=page.actor,
            data=data,
            was_offered=form.was_shown(page.actor, service.pk, member.pk),
            key=form.cleaned_data["key"],
        )

    try:
        asked = ask(form, keep)
    except AlreadyDone:
        return _look_in_your_mail(request, page)
    if asked.is_done:
        return _look_in_your_mail(request, page)
    return _choosing(request, page, form, asked, named)


def _choosing(
    request: HttpRequest, page: Published, form: VisitorForm, asked: Asked[Any], named: Named
) -> HttpResponse:
    offered = _offered(request, page, named)
    hours = offered.service.cancellation_hours if offered.service else 0
    prices = {service.pk: price for service, price in page.services}
    context = {
        "page": page,
        "form": form,
        "asked": asked,
        "offered": offered,
        "seal": seal_of(page.actor, offered, form, asked.nearby),
        "price": prices.get(offered.service.pk, "") if offered.service else "",
        "policy": policy_words(hours),
        "fields": [form[name] for name in form.WHO],
    }
    wrong = form.is_bound and form.errors
    status = asked.status or (UNSAID if wrong else 200)
    return render(request, "sessions/public_page/book.html", context, status=status)


def _look_in_your_mail(request: HttpRequest, page: Published) -> HttpResponse:
    """The same for everybody, whether we know the address or not."""
    return render(request, "sessions/public_page/sent.html", {"page": page})


def _opened(request: SuppleRequest, token: str) -> tuple[Practice, VisitorBooking] | None:
    """What a good link leads to; enters its practice. The visit is put down to it, as that of
    somebody who is no client yet."""
    try:
        link = read_link(token)
        actor = system_actor(link.practice_id)
        enter_as(actor)
        practice = get_practice(actor)
    except (BrokenLink, Practice.DoesNotExist):
        return None
    if link.purpose != PURPOSE or not practice.is_active:
        return None
    request.actor = Actor(
        practice_id=practice.pk,
        role=Role.CLIENT,
        client_id=NOBODY,
        practice_name=practice.name,
        zone=practice.timezone,
        locale=practice.locale,
        request_id=request.request_id,
    )
    use_locale(request.actor)
    row = asked_by_visitors(actor).filter(pk=link.object_id).first()
    return None if row is None else (practice, row)


@require_http_methods(["GET", "HEAD", "POST"])
def visitor_link(request: SuppleRequest, token: str) -> HttpResponse:
    """The mail's link: opening it (a mail scanner does) changes nothing, pressing it books.

    Pressed again it says that it is booked.
    """
    found = _opened(request, token)
    if found is None:
        return _link(request, "broken", None, status=NOT_FOUND)
    practice, row = found
    if request.method != "POST":
        return _link(request, _why(row), found)
    actor = replace(system_actor(practice.pk), request_id=request.request_id)
    instead = start_asked(request.POST.get("instead", ""))
    try:
        book_for_visitor(actor=actor, booking_id=row.pk, instead=instead)
    except JustTaken as taken:
        return _link(request, "taken", found, status=TAKEN, taken=taken)
    except (LinkOver, Http404):
        return _link(request, "over", found, status=GONE)
    except DomainError as error:
        return _link(request, "", found, status=UNSAID, error=str(error.message))
    return redirect(request.path)


def _why(row: VisitorBooking) -> str:
    if row.appointment_id is not None:
        return "booked"
    return "over" if row.expires_at <= now() else ""


def _link(
    request: HttpRequest,
    why: str,
    found: tuple[Practice, VisitorBooking] | None,
    *,
    status: int = 0,
    taken: JustTaken | None = None,
    error: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {"why": why, "error": error}
    if found is not None:
        practice, row = found
        nearest = taken.nearest if taken else ()
        context |= {
            **facts(row),
            "practice": practice,
            "policy": policy_words(row.service.cancellation_hours),
            "nearby": [(at.isoformat(), in_words(at, row.zone)) for at in nearest],
            "address": _address(practice.pk),
        }
    usual = GONE if why == "over" else 200
    template = "sessions/public_page/link.html"
    return render(request, template, context, status=status or usual)


def _address(practice_id: UUID) -> str:
    """Where they begin anew; "" while there is no page."""
    rows = PublicPage._base_manager.filter(practice_id=practice_id, is_open=True)
    slug = rows.values_list("slug", flat=True).first()
    return reverse("visitor_booking", kwargs={"slug": slug}) if slug else ""
