"""Writes of cards and next steps: what is built in, and a practice's own."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from clients.symptoms.own_words import Shelf, own_code, worded
from practice.core.actor import Actor
from practice.core.elsewhere import is_address
from practice.core.errors import DomainError, Stale
from practice.core.services import claim_once, insert_together
from sessions.understanding.library import CARDS, NEXT_STEPS_BODY, NEXT_STEPS_TITLE
from sessions.understanding.models import NextSteps, UnderstandingCard
from sessions.understanding.queries import get_card, next_steps_of
from sessions.understanding.rules import (
    BODY_LENGTH,
    DRAWINGS,
    MOST_CARDS,
    MOST_POINTS,
    POINT_LENGTH,
    SUMMARY_LENGTH,
    TITLE_LENGTH,
    BuiltInCard,
    points,
    with_scheme,
)

WRITE = "understanding.write"


def _row(actor: Actor, card: BuiltInCard, position: int) -> UnderstandingCard:
    return UnderstandingCard(
        practice_id=actor.practice_id,
        built_in_code=card.code,
        built_in_version=card.version,
        title=card.title,
        summary=card.summary,
        body=card.body,
        healthy="\n".join(card.healthy),
        tight="\n".join(card.tight),
        drawing=card.drawing,
        source=card.source,
        author=card.author,
        licence=card.licence,
        offered_to_all=card.offered_to_all,
        position=position,
    )


def copy_understanding(actor: Actor) -> None:
    """Copy the built-in cards and the page of next steps into a new practice."""
    cards = [_row(actor, card, position) for position, card in enumerate(CARDS)]
    steps = NextSteps(practice_id=actor.practice_id, title=NEXT_STEPS_TITLE, body=NEXT_STEPS_BODY)
    insert_together([*cards, steps])


@dataclass(frozen=True, kw_only=True)
class CardData:
    """What somebody writes on a card; a point of a column stands on a line of its own."""

    title: str
    summary: str = ""
    body: str = ""
    healthy: str = ""
    tight: str = ""
    drawing: str = ""
    link: str = ""
    source: str = ""
    author: str = ""
    licence: str = ""
    offered_to_all: bool = False


def _text(words: str, field: str) -> str:
    text = words.replace("\r\n", "\n").strip()
    if len(text) > BODY_LENGTH:
        raise DomainError(_("This is more than anybody reads. Please shorten it."), field=field)
    return text


def _column(words: str, field: str) -> str:
    said = points(words)
    if len(said) > MOST_POINTS:
        raise DomainError(_("Please keep to %(n)s points.") % {"n": MOST_POINTS}, field=field)
    for point in said:
        if len(point) > POINT_LENGTH:
            words = _("Please keep each point under %(n)s letters: “%(point)s…”")
            raise DomainError(words % {"n": POINT_LENGTH, "point": point[:40]}, field=field)
    return "\n".join(said)


def _line(words: str, field: str, longest: int) -> str:
    line = " ".join(words.split())
    if len(line) > longest:
        raise DomainError(_("Please keep it under %(n)s letters.") % {"n": longest}, field=field)
    return line


def _link(words: str) -> str:
    link = with_scheme(words)
    if link and not is_address(link):
        words = _("This leads nowhere. An address looks like https://example.org/page.")
        raise DomainError(words, field="link")
    return _line(link, "link", 300)


def _tidy(data: CardData) -> CardData:
    """What is stored; DomainError beside the field that says too little or too much."""
    healthy, tight = _column(data.healthy, "healthy"), _column(data.tight, "tight")
    if bool(healthy) is not bool(tight):
        words = _("Two columns, or none: this one is empty.")
        raise DomainError(words, field="tight" if healthy else "healthy")
    body = _text(data.body, "body")
    title = worded(data.title, TITLE_LENGTH, "title")
    if not body and not healthy:
        raise DomainError(_("There is nothing to read on it yet."), field="body")
    if data.drawing and data.drawing not in DRAWINGS:
        raise DomainError(_("Choose a drawing from the list."), field="drawing")
    return replace(
        data,
        title=title,
        summary=_line(data.summary, "summary", SUMMARY_LENGTH),
        body=body,
        healthy=healthy,
        tight=tight,
        link=_link(data.link),
        source=_line(data.source, "source", 200),
        author=_line(data.author, "author", 120),
        licence=_line(data.licence, "licence", 120),
    )


def _shelf() -> Shelf[UnderstandingCard]:
    return Shelf(UnderstandingCard, MOST_CARDS, field="title", action=WRITE)


def _add(actor: Actor, data: CardData, key: UUID | None, action: str) -> UnderstandingCard:
    _shelf().require_room(actor)
    once = claim_once(actor=actor, key=key, action=action)
    rows = UnderstandingCard.objects.visible_to(actor, WRITE)
    last = rows.aggregate(last=Max("position"))["last"]
    card = UnderstandingCard(
        **once,
        practice_id=actor.practice_id,
        built_in_code=own_code(),
        position=(last or 0) + 1,
        **vars(data),
    )
    card.save(force_insert=True)
    return card


@transaction.atomic
def write_card(*, actor: Actor, data: CardData, key: UUID | None = None) -> UnderstandingCard:
    """Write a card of the practice's own. AlreadyDone if `key` wrote it before."""
    actor.require(WRITE)
    return _add(actor, _tidy(data), key, "write_card")


@transaction.atomic
def copy_card(
    *, actor: Actor, card: UnderstandingCard, key: UUID | None = None
) -> UnderstandingCard:
    """Make a card of the practice's own that says the same, to be changed; it is offered to nobody
    yet. Whose words it began with stays on it. AlreadyDone if `key` copied it before."""
    actor.require(WRITE)
    names = CardData.__dataclass_fields__
    data = CardData(**{name: getattr(card, name) for name in names})
    title = _("%(title)s (ours)") % {"title": data.title[: TITLE_LENGTH - 10].rstrip()}
    return _add(actor, replace(data, title=title, offered_to_all=False), key, "copy_card")


@transaction.atomic
def edit_card(*, actor: Actor, card_id: UUID, data: CardData, version: int) -> UnderstandingCard:
    """Let a card of the practice's own say something else; Stale if `version` is not the stored
    one. What is built in keeps its words."""
    actor.require(WRITE)
    card = get_card(actor, card_id, WRITE, hold=True)
    if card.built_in_version:
        raise DomainError(_("What came along keeps its words. Copy it, and change the copy."))
    if card.version != version:
        raise Stale(_("Somebody changed this card in between."), current=card)
    said = vars(_tidy(data))
    for field, value in said.items():
        setattr(card, field, value)
    card.version += 1
    card.save(update_fields=[*said, "version"])
    return card


def offer_card(*, actor: Actor, card: UnderstandingCard, offered: bool) -> None:
    """Let every client of the practice read a card, or only those who are given it."""
    actor.require(WRITE)
    card.offered_to_all = offered
    card.save(update_fields=["offered_to_all"])


def retire_card(*, actor: Actor, card: UnderstandingCard, retired: bool) -> None:
    """Offer it no more, or again; programs that have it keep it."""
    _shelf().retire(actor, card, retired=retired)


@transaction.atomic
def write_next_steps(
    *, actor: Actor, title: str, body: str, link: str, is_offered: bool, version: int
) -> NextSteps:
    """What the practice says after a first release; Stale if `version` is not the stored one."""
    actor.require(WRITE)
    page = next_steps_of(actor, hold=True)
    if page.version != version:
        raise Stale(_("Somebody changed this page in between."), current=page)
    title = worded(title, TITLE_LENGTH, "title")
    body = _text(body, "body")
    if not body:
        raise DomainError(_("There is nothing to read on it yet."), field="body")
    page.title, page.body, page.link, page.is_offered = title, body, _link(link), is_offered
    page.version += 1
    page.save(update_fields=["title", "body", "link", "is_offered", "version"])
    return page
