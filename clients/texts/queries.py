"""Reads of the texts that clients agree to: each in its versions, and who agreed to which."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404

from clients.mail_wishes.queries import wishes_of
from clients.mail_wishes.rules import MailKind
from clients.records.models import ConsentDocument, ConsentRecord
from clients.records.rules import ClientState
from clients.texts.rules import CONSENT_TEXTS, FORMER_TEXTS, ConsentKind
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.tenancy import TenantQuerySet

MOST_ANSWERS = 200


@dataclass(frozen=True)
class Text:
    """A text in its newest version, and how many said yes or no to that one.

    `is_former`: it is as we worded it before; ours reads otherwise by now.
    """

    newest: ConsentDocument
    given: int
    refused: int
    is_former: bool = False


def _newest(rows: Iterable[ConsentDocument]) -> list[ConsentDocument]:
    """The newest version of each text, in the order they are asked."""
    newest: dict[str, ConsentDocument] = {}
    for document in rows:
        known = newest.setdefault(document.kind, document)
        if document.version > known.version:
            newest[document.kind] = document
    return [newest[kind.value] for kind in CONSENT_TEXTS if kind.value in newest]


def newest_texts(actor: Actor) -> list[ConsentDocument]:
    """The newest version of each text, asked or not, in the order they are asked."""
    former = [text for texts in FORMER_TEXTS.values() for text in texts]
    rows = ConsentDocument.objects.visible_to(actor, "settings.read").defer("text")
    return _newest(rows.annotate(is_former=Q(text__in=former)))


def unwritten(texts: Iterable["Text"]) -> list[ConsentKind]:
    """Kinds of which the practice has no text yet."""
    written = {text.newest.kind for text in texts}
    return [kind for kind in CONSENT_TEXTS if kind.value not in written]


def consent_documents(actor: Actor) -> list[ConsentDocument]:
    """The newest version of each text that is asked, in the order they are asked."""
    return [text for text in _newest(ConsentDocument.objects.visible_to(actor)) if text.asked]


def texts_of(actor: Actor) -> list[Text]:
    """Each text with how its newest version was answered, as far as the actor may know."""
    newest = newest_texts(actor)
    rows = ConsentRecord.objects.visible_to(actor).filter(document__in=newest)
    last = rows.order_by("document_id", "client_id", "-answered_at", "-id")
    last = last.distinct("document_id", "client_id")
    counts = (
        rows.filter(pk__in=last.values("pk"))
        .order_by()
        .values("document_id")
        .annotate(yes=Count("id", filter=Q(given=True)), no=Count("id", filter=Q(given=False)))
    )
    answered = {row["document_id"]: (row["yes"], row["no"]) for row in counts}
    return [
        Text(one, *answered.get(one.pk, (0, 0)), is_former=vars(one)["is_former"]) for one in newest
    ]


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


@dataclass(frozen=True)
class Agreement:
    """A text as one client reads it in the portal, with what they said last, to which version.

    `newest` None: nobody is asked any more. `last` None: they were not asked yet.
    """

    newest: ConsentDocument | None
    last: ConsentRecord | None

    @property
    def shown(self) -> ConsentDocument:
        """The version to name: the one they answered, or else the newest."""
        return self.last.document if self.last else cast(ConsentDocument, self.newest)

    @property
    def is_given(self) -> bool:
        """Whether it stands."""
        return self.last is not None and self.last.given

    @property
    def is_taken_back(self) -> bool:
        """Whether it was given, and is not any more."""
        return self.last is not None and not self.last.given and not self.last.typed_name

    @property
    def waits(self) -> bool:
        """Whether it was taken back and somebody of the practice has to take note of it."""
        told = self.is_taken_back and self.shown.kind != ConsentKind.MESSAGING
        return told and self.last is not None and self.last.seen_at is None

    @property
    def is_behind(self) -> bool:
        """Whether a newer version was published than the one that was answered."""
        answered = self.last and self.last.document_id
        return self.newest is not None and answered is not None and answered != self.newest.pk

    @property
    def can_be_given(self) -> bool:
        """Whether there is something to agree to."""
        return self.newest is not None and (not self.is_given or self.is_behind)


def agreements_of(actor: Actor, client_id: UUID) -> list[Agreement]:
    """Each text that a client is asked or answered once. Two statements."""
    asked = {document.kind: document for document in consent_documents(actor)}
    rows = ConsentRecord.objects.visible_to(actor).filter(client_id=client_id)
    newest = rows.order_by("document__kind", "-answered_at", "-id").distinct("document__kind")
    related = ("document", "said_by", "seen_by")
    said = {record.document.kind: record for record in newest.select_related(*related)}
    kinds = [kind.value for kind in CONSENT_TEXTS if kind.value in asked or kind.value in said]
    return [Agreement(asked.get(kind), said.get(kind)) for kind in kinds]


def taken_back(actor: Actor) -> TenantQuerySet[ConsentRecord]:
    """Agreements that were taken back and that nobody took note of, as far as they still are.

    That reminders are not wanted is heeded without anybody.
    """
    rows = ConsentRecord.objects.visible_to(actor, "story.write")
    since = rows.filter(
        client=OuterRef("client"),
        document__kind=OuterRef("document__kind"),
        answered_at__gt=OuterRef("answered_at"),
    )
    unseen = rows.filter(given=False, typed_name="", seen_at=None).exclude(
        document__kind=ConsentKind.MESSAGING
    )
    return unseen.filter(~Exists(since)).exclude(client__state=ClientState.ARCHIVED)


_SAID = """
    SELECT json_build_array(said.answered_at, said.given OR said.typed_name <> '',
        json_agg(json_build_array(text.kind, text.title)), max(colleague.name))
    FROM clients_consentrecord said
    JOIN clients_consentdocument text ON text.id = said.document_id
    LEFT JOIN practice_membership colleague ON colleague.id = said.said_by_id
    WHERE said.practice_id = %s AND said.client_id = clients_client.id
        AND (said.given OR said.typed_name = '')
    GROUP BY said.answered_at, said.given OR said.typed_name <> ''
    ORDER BY said.answered_at DESC LIMIT %s"""


class ToldSaid(NamedTuple):
    """What was agreed to, or taken back, in one moment: pairs of kind and title.

    `said_by` wrote down what was said aloud.
    """

    at: datetime
    given: bool
    texts: Sequence[tuple[str, str]]
    said_by: str


def said_beside(actor: Actor, most: int) -> Any:
    """What a client agreed to and took back, read along with a client of a query: `told_said`."""
    return beside(actor, f"{ConsentRecord.subject}.read", _SAID, actor.practice_id, most)


def told_said(found: Sequence[Sequence[Any]]) -> list[ToldSaid]:
    """What `said_beside` read, the newest first."""
    order = [*CONSENT_TEXTS]

    def place(told: tuple[str, str]) -> int:
        return order.index(ConsentKind(told[0]))

    return [
        ToldSaid(
            datetime.fromisoformat(at),
            given,
            sorted(((kind, title) for kind, title in texts), key=place),
            by or "",
        )
        for at, given, texts, by in found
    ]


def waits_to_be_noted(said: Mapping[str, Any]) -> bool:
    """Whether what stands beside a client (`agreements`) is one of `taken_back`."""
    heeded = said["given"] or said["name"] or said["seen"]
    return not heeded and said["kind"] != ConsentKind.MESSAGING


def standing(
    actor: Actor, client_id: UUID, said: Mapping[str, bool] | None = None
) -> dict[str, bool]:
    """What a client said last to each text they answered; of reminders, what they wish by now.

    `said` is what they said last, for who has read it.
    """
    found = dict(_said(actor, client_id) if said is None else said)
    if ConsentKind.MESSAGING in found:
        wishes = {wish.about: wish for wish in wishes_of(actor, client_id)}
        wish = wishes[MailKind.REMINDER]
        if wish.said_at is not None:
            found[ConsentKind.MESSAGING.value] = wish.wanted
    return found


def _said(actor: Actor, client_id: UUID) -> dict[str, bool]:
    rows = ConsentRecord.objects.visible_to(actor).filter(client_id=client_id)
    newest = rows.order_by("document__kind", "-answered_at", "-id").distinct("document__kind")
    return dict(newest.values_list("document__kind", "given"))


def get_agreement(actor: Actor, client_id: UUID, kind: str) -> Agreement:
    """The one door to one of them."""
    for agreement in agreements_of(actor, client_id):
        if agreement.shown.kind == kind:
            return agreement
    raise Http404("agreement")
