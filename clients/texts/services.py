"""Writes of the texts that clients agree to: publishing a version, and keeping an answer to one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clients.guardians.queries import Guarding, guarding_of, signer, signing_for
from clients.mail_wishes.following import agreed
from clients.mail_wishes.rules import MailKind
from clients.records.models import Client, ConsentDocument, ConsentRecord
from clients.records.queries import get_client
from clients.records.services import require_present
from clients.texts.following import answered
from clients.texts.queries import get_agreement, standing, taken_back, versions_of
from clients.texts.rules import (
    ALOUD,
    ALWAYS_ASKED,
    CONSENT_TEXTS,
    ConsentKind,
    folded,
    signing_names,
)
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now, today_in
from practice.core.errors import DomainError, Stale
from practice.core.rules import Role

MOST_LETTERS = 20_000


def _newer(found: ConsentDocument | None) -> Stale:
    words = _("Somebody published a newer version in between. Nothing was overwritten.")
    return Stale(words, current=found)


def copy_consents(actor: Actor) -> None:
    """Copy the built-in texts into a new practice."""
    ConsentDocument._base_manager.bulk_create(
        ConsentDocument(
            practice_id=actor.practice_id,
            kind=kind.value,
            version=text.version,
            title=text.title,
            text=text.text,
            required=text.required,
            published_on=today_in(actor.zone),
        )
        for kind, text in CONSENT_TEXTS.items()
        if text.text
    )


def publish_text(
    *,
    actor: Actor,
    text_id: UUID | None,
    kind: ConsentKind,
    title: str,
    text: str,
    required: bool,
    asked: bool = True,
) -> ConsentDocument:
    """Publish a text's next version; `text_id` is the one it was written from, Stale if older.

    None writes the first one of a kind. Versions that were agreed to stay as they are. Whoever
    signs from now on is asked this one, or, where it is not `asked`, nothing of this kind.
    """
    actor.require("settings.write")
    if not asked and kind in ALWAYS_ASKED:
        raise DomainError(_("There is no work without this text."), field="asked")
    if not title.strip():
        raise DomainError(_("A title is needed."), field="title")
    if not text.strip():
        raise DomainError(_("There is no text."), field="text")
    if len(text) > MOST_LETTERS:
        raise DomainError(_("This is more than we can keep. Please shorten it."), field="text")
    newest = next(iter(versions_of(actor, kind)), None)
    if (newest.pk if newest else None) != text_id:
        raise _newer(newest)
    document = ConsentDocument(
        practice_id=actor.practice_id,
        kind=kind.value,
        version=newest.version + 1 if newest else 1,
        title=title.strip(),
        text=text.strip().replace("\r\n", "\n"),
        required=required,
        asked=asked,
        published_on=today_in(actor.zone),
    )
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError:
        raise _newer(None) from None
    return document


class Answered(NamedTuple):
    """A yes or no to one version of one text."""

    kind: str
    document_id: UUID
    given: bool


class Signed(NamedTuple):
    """The name that was typed; for a client under age whose it was, and what they were to them.

    `said_by_id` wrote down what was said aloud; `is_seen`: nobody else has to take note of it.
    """

    name: str = ""
    guardian_id: UUID | None = None
    signed_as: str = ""
    said_by_id: UUID | None = None
    is_seen: bool = False


def keep_answers(
    *,
    actor: Actor,
    client_id: UUID,
    answers: Sequence[Answered],
    signed: Signed,
    at: datetime,
    said: Mapping[str, bool] | None = None,
) -> None:
    """Keep what a client said, or a guardian for them, whoever holds the device.

    What they say about reminders is a wish for mails from then on, unless it says what stands
    already; `said` is what they said last, for who has read it. The caller holds the client.
    """
    themself = replace(
        actor,
        role=Role.CLIENT,
        membership_id=None,
        client_id=client_id,
        guardian_id=signed.guardian_id,
    )
    of_mails = [one for one in answers if one.kind == ConsentKind.MESSAGING]
    stands = standing(themself, client_id, said) if of_mails else {}
    ConsentRecord._base_manager.bulk_create(
        ConsentRecord(
            practice_id=actor.practice_id,
            client_id=client_id,
            document_id=one.document_id,
            given=one.given,
            typed_name=signed.name,
            guardian_id=signed.guardian_id,
            signed_as=signed.signed_as,
            answered_at=at,
            said_by_id=signed.said_by_id,
            seen_by_id=signed.said_by_id if signed.is_seen else None,
            seen_at=at if signed.is_seen else None,
        )
        for one in answers
    )
    for one in of_mails:
        if stands.get(one.kind) is not one.given:
            about = MailKind.REMINDER
            agreed(actor=themself, client_id=client_id, about=about, wanted=one.given)


def _own(actor: Actor) -> UUID:
    actor.require("intake.write")
    if actor.client_id is None:
        raise NotAllowed("intake.write")
    return actor.client_id


@transaction.atomic
def agree(*, actor: Actor, kind: str, document_id: UUID, typed_name: str) -> bool:
    """Agree to the newest version of a text by typing one's name; False if that stands already."""
    client_id = _own(actor)
    require_present(actor=actor, client_id=client_id)
    agreement = get_agreement(actor, client_id, kind)
    if agreement.newest is None or agreement.newest.pk != document_id:
        raise DomainError(_("This text has changed. Please read it again."))
    if not agreement.can_be_given:
        return False
    guarding = guarding_of(actor, client_id)
    if guarding.is_minor:
        signed = _signed_for(actor, guarding, typed_name)
    else:
        signed = _signed_by(get_client(actor, client_id), typed_name)
    keep_answers(
        actor=actor,
        client_id=client_id,
        answers=[Answered(kind, document_id, given=True)],
        signed=signed,
        at=now(),
        said={kind: agreement.is_given} if agreement.last else {},
    )
    answered(actor=actor, client_id=client_id, kind=kind, given=True)
    return True


def _signed_by(client: Client, typed_name: str) -> Signed:
    firsts = (client.given_name, client.preferred_name)
    if folded(typed_name) not in signing_names(firsts, client.family_name):
        words = _("Please type your name: %(name)s.") % {"name": client.full_name}
        raise DomainError(words, field="typed_name")
    return Signed(typed_name.strip())


def _signed_for(actor: Actor, guarding: Guarding, typed_name: str) -> Signed:
    guardian = signer(guarding, typed_name)
    words = signing_for(actor, guarding).refuses(typed_name)
    if words or guardian is None:
        raise DomainError(words, field="typed_name")
    return Signed(typed_name.strip(), guardian.guardian_id, guardian.relation)


@transaction.atomic
def agree_aloud(*, actor: Actor, client_id: UUID, kind: str, document_id: UUID) -> bool:
    """Write down that a client agreed aloud to the newest version, with who heard it and when.

    False if that stands already. For a client under age a guardian agrees by name, and nobody else.
    """
    actor.require("story.write")
    if kind not in ALOUD or actor.membership_id is None:
        raise DomainError(_("This is agreed to by name, in the portal or in the intake."))
    client = get_client(actor, client_id, "story.write")
    require_present(actor=actor, client_id=client.pk)
    agreement = get_agreement(actor, client.pk, kind)
    if agreement.newest is None or agreement.newest.pk != document_id:
        raise DomainError(_("This text has changed. Please read it again."))
    if guarding_of(actor, client.pk).is_minor:
        raise DomainError(_("They are under age: a guardian agrees for them, by name."))
    if not agreement.can_be_given:
        return False
    keep_answers(
        actor=actor,
        client_id=client.pk,
        answers=[Answered(kind, document_id, given=True)],
        signed=Signed(said_by_id=actor.membership_id),
        at=now(),
    )
    answered(actor=actor, client_id=client.pk, kind=kind, given=True)
    return True


@transaction.atomic
def take_back(*, actor: Actor, kind: str, client_id: UUID | None = None) -> bool:
    """Take an agreement back, from now on; False if none stands. What was signed before stays.

    A client under age may do so alone: a no counts, whoever says it. `client_id` names whose it is
    when a colleague writes down what was said aloud; who works with the client is told of it.
    """
    whose, signed = _who_takes_back(actor, client_id)
    require_present(actor=actor, client_id=whose)
    agreement = get_agreement(actor, whose, kind)
    if agreement.last is None or not agreement.is_given:
        return False
    keep_answers(
        actor=actor,
        client_id=whose,
        answers=[Answered(kind, agreement.last.document_id, given=False)],
        signed=signed,
        at=now(),
        said={kind: True},
    )
    answered(actor=actor, client_id=whose, kind=kind, given=False)
    return True


def _who_takes_back(actor: Actor, client_id: UUID | None) -> tuple[UUID, Signed]:
    if actor.in_portal:
        return _own(actor), Signed(guardian_id=actor.guardian_id)
    actor.require("story.write")
    if client_id is None or actor.membership_id is None:
        raise NotAllowed("story.write")
    client = get_client(actor, client_id, "story.write")
    mine = client.assigned_to_id in {None, actor.membership_id}
    return client.pk, Signed(said_by_id=actor.membership_id, is_seen=mine)


def take_note(*, actor: Actor, client_id: UUID, kind: str) -> bool:
    """Say that what was taken back is known; False if nothing waits to be."""
    actor.require("story.write")
    require_present(actor=actor, client_id=client_id)
    rows = taken_back(actor).filter(client_id=client_id, document__kind=kind)
    return bool(rows.update(seen_by_id=actor.membership_id, seen_at=now()))
