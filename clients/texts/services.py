"""Writes of the texts that clients agree to: publishing a version."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clients.records.models import ConsentDocument
from clients.texts.queries import versions_of
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.errors import DomainError, Stale

MOST_LETTERS = 20_000


def _newer(found: ConsentDocument | None) -> Stale:
    words = _("Somebody published a newer version in between. Nothing was overwritten.")
    return Stale(words, current=found)


def publish_text(
    *, actor: Actor, text_id: UUID, kind: str, title: str, text: str, required: bool
) -> ConsentDocument:
    """Publish a text's next version; `text_id` is the one it was written from, Stale if older.

    Versions that were agreed to stay as they are. Whoever signs from now on is asked this one.
    """
    actor.require("settings.write")
    if not title.strip():
        raise DomainError(_("A title is needed."), field="title")
    if not text.strip():
        raise DomainError(_("There is no text."), field="text")
    if len(text) > MOST_LETTERS:
        raise DomainError(_("This is more than we can keep. Please shorten it."), field="text")
    newest = next(iter(versions_of(actor, kind)), None)
    if newest is None or newest.pk != text_id:
        raise _newer(newest)
    document = ConsentDocument(
        practice_id=actor.practice_id,
        kind=kind,
        version=newest.version + 1,
        title=title.strip(),
        text=text.strip().replace("\r\n", "\n"),
        required=required,
        published_on=today_in(actor.zone),
    )
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError:
        raise _newer(None) from None
    return document
