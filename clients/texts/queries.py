"""Reads of the texts that clients agree to: each in its versions, and who agreed to which."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404

from clients.records.models import ConsentDocument, ConsentRecord
from practice.core.actor import Actor

MOST_ANSWERS = 200


@dataclass(frozen=True)
class Text:
    """A text in its newest version, and how many said yes or no to that one."""

    newest: ConsentDocument
    given: int
    refused: int


def newest_texts(actor: Actor) -> list[ConsentDocument]:
    """The newest version of each text, in the order they came into the practice."""
    rows = ConsentDocument.objects.visible_to(actor, "settings.read").order_by("id")
    newest: dict[str, ConsentDocument] = {}
    for document in rows.defer("text"):
        known = newest.setdefault(document.kind, document)
        if document.version > known.version:
            newest[document.kind] = document
    return list(newest.values())


def texts_of(actor: Actor) -> list[Text]:
    """Each text with how its newest version was answered, as far as the actor may know."""
    newest = newest_texts(actor)
    rows = ConsentRecord.objects.visible_to(actor).filter(document__in=newest)
    counts = (
        rows.order_by()
        .values("document_id")
        .annotate(yes=Count("id", filter=Q(given=True)), no=Count("id", filter=Q(given=False)))
    )
    answered = {row["document_id"]: (row["yes"], row["no"]) for row in counts}
    return [Text(document, *answered.get(document.pk, (0, 0))) for document in newest]


def get_text(actor: Actor, document_id: UUID) -> ConsentDocument:
    """The one door to one version of a text."""
    rows = ConsentDocument.objects.visible_to(actor, "settings.read").filter(pk=document_id)
    document = rows.first()
    if document is None:
        raise Http404("text")
    return document


def versions_of(actor: Actor, kind: str) -> list[ConsentDocument]:
    """Every version of a text, newest first."""
    rows = ConsentDocument.objects.visible_to(actor, "settings.read").filter(kind=kind)
    return list(rows.defer("text").order_by("-version"))


@dataclass(frozen=True)
class Answer:
    """What one client said to a version."""

    client_id: UUID
    client_name: str
    given: bool
    answered_at: datetime


def answers_to(actor: Actor, document: ConsentDocument) -> list[Answer]:
    """Who answered a version, newest first; nobody for a role that reads no story."""
    rows = ConsentRecord.objects.visible_to(actor).filter(document=document)
    found = rows.select_related("client").order_by("-answered_at", "-id")[:MOST_ANSWERS]
    return [Answer(r.client_id, r.client.full_name, r.given, r.answered_at) for r in found]
