"""What a client reads to understand: their cards, one card, and the next steps."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from practice.core.actor import SuppleRequest
from practice.core.elsewhere import host_of
from practice.core.pages import portal_page
from sessions.understanding.forms import pages_of, start_of
from sessions.understanding.picturing import as_answer
from sessions.understanding.queries import (
    cards_to_read,
    get_card,
    next_steps_for,
    released_courses,
    shown_card,
)


@portal_page("understanding.read")
def portal_cards(request: SuppleRequest) -> HttpResponse:
    """The cards of their program first, then what every client may read; the next steps above."""
    start = start_of(request.GET)
    found = cards_to_read(request.actor, start)
    context = {
        "given": [one for one in found.cards if one.is_given],
        "offered": [one for one in found.cards if not one.is_given],
        **pages_of(found),
        "released": released_courses(request.actor).first(),
    }
    return render(request, "sessions/understanding/portal_list.html", context)


@portal_page("understanding.read")
def portal_card(request: SuppleRequest, card_id: UUID) -> HttpResponse:
    """One card."""
    shown = shown_card(get_card(request.actor, card_id))
    context = {"shown": shown, "image": reverse("portal_card_image", args=[card_id])}
    return render(request, "sessions/understanding/portal_card.html", context)


@portal_page("understanding.read")
def portal_card_image(request: SuppleRequest, card_id: UUID) -> HttpResponse:
    """The picture of one that they may read."""
    return as_answer(get_card(request.actor, card_id))


@portal_page("understanding.read")
def portal_next_steps(request: SuppleRequest, episode_id: UUID) -> HttpResponse:
    """What comes after the first release of one course of work of theirs."""
    steps = next_steps_for(request.actor, episode_id)
    context = {"shown": steps, "host": host_of(steps.link)}
    return render(request, "sessions/understanding/portal_next_steps.html", context)
