"""Writes about tags: the practice's own words to sort clients by, and who has which."""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clients.records.models import Client, ClientTag, Tag
from clients.records.queries import tags_beside
from clients.records.rules import fold
from clients.records.services.presence import require_present
from practice.core.actor import Actor
from practice.core.errors import DomainError

TAGS_AT_MOST = 500


def _named(actor: Actor, tag: Tag, name: str) -> Tag:
    tag.name, tag.folded = " ".join(name.split()), fold(name)[:60]
    if not tag.folded:
        raise DomainError(_("A tag needs a letter or two."), field="name")
    try:
        with transaction.atomic():
            tag.save()
    except IntegrityError:
        raise DomainError(_("There is already a tag like this."), field="name") from None
    return tag


def add_tag(*, actor: Actor, name: str) -> Tag:
    """Add a tag; refuses one that differs in case or accents only."""
    actor.require("settings.write")
    if Tag.objects.visible_to(actor).count() >= TAGS_AT_MOST:
        raise DomainError(_("There are as many tags as anybody can tell apart. Remove some."))
    return _named(actor, Tag(practice_id=actor.practice_id), name)


def rename_tag(*, actor: Actor, tag: Tag, name: str) -> Tag:
    """Give a tag another name; who has it keeps it."""
    actor.require("settings.write")
    return _named(actor, tag, name)


def remove_tag(*, actor: Actor, tag: Tag) -> None:
    """Take a tag away, from everybody who has it."""
    actor.require("settings.write")
    ClientTag._base_manager.filter(practice_id=actor.practice_id, tag=tag).delete()
    tag.delete()


def tag_client(*, actor: Actor, client: Client, tag_ids: Collection[UUID]) -> None:
    """Give a client exactly these tags."""
    actor.require("client.write")
    require_present(actor=actor, client_id=client.pk)
    beside = {tag.id: tag.has for tag in tags_beside(actor, client.pk)}
    wanted = set(tag_ids)
    if not wanted <= set(beside):
        raise DomainError(_("One of these tags is gone. Choose again."), field="tags")
    had = {tag_id for tag_id, has in beside.items() if has}
    rows = ClientTag._base_manager.filter(practice_id=actor.practice_id, client=client)
    if had - wanted:
        rows.filter(tag__in=had - wanted).delete()
    ClientTag._base_manager.bulk_create(
        (
            ClientTag(practice_id=actor.practice_id, client=client, tag_id=tag_id)
            for tag_id in wanted - had
        ),
        ignore_conflicts=True,
    )
