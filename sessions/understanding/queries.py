"""Reads of cards and next steps: one door each, for the practice and for the portal."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Q, Value
from django.http import Http404

from clients.records.models import Episode
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.elsewhere import host_of
from practice.core.tenancy import TenantQuerySet
from sessions.understanding.given import given_to
from sessions.understanding.models import NextSteps, UnderstandingCard
from sessions.understanding.rules import DRAWINGS, SAID_FOR_DAYS, points

LIBRARY_LIMIT = 300  # a choice never reads without an end
A_PAGE = 15  # cards in a list

_SAID_AT_HOME = """
    SELECT said.id FROM clients_episode said
    WHERE said.practice_id = %s AND said.client_id = clients_client.id AND said.state = 'open'
        AND said.released_on BETWEEN %s AND %s
        AND EXISTS (SELECT FROM care_sessions_nextsteps offered
            WHERE offered.practice_id = %s AND offered.is_offered)
    ORDER BY said.released_on DESC, said.id DESC LIMIT 1"""


def _given(actor: Actor) -> Q:
    """Whether a card is in a program of this client's."""
    given = Q(pk__in=[])
    for ids in given_to(actor):
        given |= Q(pk__in=ids)
    return given


def _readable(actor: Actor, action: str) -> TenantQuerySet[UnderstandingCard]:
    """All of the library for the practice; for a client what they were given and what all may read.

    What was given stays readable when it is retired, what was offered to all does not.
    """
    rows = UnderstandingCard.objects.visible_to(actor, action)
    if actor.in_portal:
        rows = rows.filter(Q(offered_to_all=True, retired_at=None) | _given(actor))
    return rows


def get_card(
    actor: Actor, card_id: UUID, action: str = "understanding.read", *, hold: bool = False
) -> UnderstandingCard:
    """The one door to a card: Http404 for one that the actor may not do `action` with.

    `hold` keeps it, so that nobody else writes it in between.
    """
    rows = _readable(actor, action).filter(pk=card_id)
    card = (rows.select_for_update() if hold else rows).first()
    if card is None:
        raise Http404("card")
    return card


def all_cards(actor: Actor) -> list[UnderstandingCard]:
    """Every card that can be chosen, in the library's order."""
    rows = UnderstandingCard.objects.visible_to(actor).filter(retired_at=None)
    return list(rows.order_by("position", "title", "id")[:LIBRARY_LIMIT])


@dataclass(frozen=True, slots=True)
class ListedCard:
    """A card in a list. A drawing is drawn once a page, and then used again by its `name`."""

    card: UnderstandingCard
    name: str
    drawing: str
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class Cards:
    """A page of a list, from card number `start` on."""

    cards: list[ListedCard]
    start: int
    goes_on: bool


def _page(rows: Any, start: int) -> Cards:
    found = list(rows[start : start + A_PAGE + 1])
    drawn: set[str] = set()
    listed = []
    for card in found[:A_PAGE]:
        again = card.drawing in drawn
        drawing = "" if again else drawing_of(card.drawing)
        drawn.add(card.drawing)
        given = getattr(card, "is_given", False)
        listed.append(ListedCard(card, card.drawing, drawing, given))
    return Cards(listed, start, goes_on=len(found) > A_PAGE)


def library_of(actor: Actor, start: int = 0) -> Cards:
    """All cards, without their long words: those that can be chosen, then the retired."""
    rows = UnderstandingCard.objects.visible_to(actor).defer("body", "healthy", "tight")
    offered = F("retired_at").asc(nulls_first=True)
    return _page(rows.order_by(offered, "position", "title", "id"), start)


def cards_to_read(actor: Actor, start: int = 0) -> Cards:
    """What a client may read: what is in a program of theirs (`is_given`), then what is offered."""
    rows: Any = _readable(actor, "understanding.read").defer("body", "healthy", "tight")
    given: Any = ExpressionWrapper(_given(actor), output_field=BooleanField())
    rows = rows.annotate(is_given=given if given_to(actor) else Value(False))
    return _page(rows.order_by("-is_given", "position", "title", "id"), start)


def drawing_of(name: str) -> str:
    """The template of a drawing of ours; "" for none."""
    return f"understanding/drawings/{name}.svg" if name in DRAWINGS else ""


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as people read it: its drawing, the points of its columns, what leads elsewhere."""

    card: UnderstandingCard
    drawing: str
    healthy: list[str]
    tight: list[str]
    leads_to: str


def shown_card(card: UnderstandingCard) -> ShownCard:
    """Make a card ready to be read."""
    return ShownCard(
        card=card,
        drawing=drawing_of(card.drawing),
        healthy=points(card.healthy),
        tight=points(card.tight),
        leads_to=host_of(card.link),
    )


def next_steps_of(actor: Actor, *, hold: bool = False) -> NextSteps:
    """The practice's page of next steps, for who works there."""
    rows = NextSteps.objects.visible_to(actor, "settings.read")
    found = (rows.select_for_update() if hold else rows).first()
    if found is None:
        raise Http404("next steps")
    return found


def next_steps_for(actor: Actor, episode_id: UUID) -> NextSteps:
    """The page of next steps as a client reads it, once something was released in that course of
    work of theirs; Http404 before, and where the practice offers none."""
    released = Episode.objects.visible_to(actor).filter(pk=episode_id, released_on__isnull=False)
    rows = NextSteps.objects.visible_to(actor).filter(is_offered=True)
    found = rows.filter(Q(practice_id__in=released.values("practice_id"))).first()
    if found is None:
        raise Http404("next steps")
    return found


def released_courses(actor: Actor) -> Any:
    """Courses of work of a client in which something was released, the newest release first; none
    where the practice offers no page of next steps."""
    offered = NextSteps.objects.visible_to(actor).filter(is_offered=True)
    rows = Episode.objects.visible_to(actor).filter(released_on__isnull=False)
    rows = rows.filter(practice_id__in=offered.values("practice_id"))
    return rows.order_by("-released_on", "-id")


def said_at_home_beside(actor: Actor, today: date) -> Any:
    """The open course of work whose first release is so fresh that home says it, or none, read
    along with a query of clients."""
    mine, since = actor.practice_id, today - timedelta(days=SAID_FOR_DAYS)
    return beside(actor, f"{Episode.subject}.read", _SAID_AT_HOME, mine, since, today, mine)
