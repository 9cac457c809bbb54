"""What a batch is decided by: the practice, its own words, the addresses that take no mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from practice.core.actor import Actor
from practice.core.models import Practice
from practice.outbox.addresses.queries import suppressed_in
from practice.outbox.addresses.rules import Why, folded
from practice.outbox.texts.queries import Texts, told_texts, worded_in


@dataclass(frozen=True, slots=True)
class Known:
    """Read once, however many mails are decided; `suppressed` says why by folded address."""

    practice: Practice
    texts: Texts
    suppressed: Mapping[str, Why]


def known_of(actor: Actor) -> Known:
    """All of it in one statement."""
    addresses = suppressed_in(OuterRef("pk")).values(told=JSONObject(to="address", why="why"))
    rows: Any = Practice.objects.annotate(
        texts=ArraySubquery(worded_in(OuterRef("pk"))), addresses=ArraySubquery(addresses)
    )
    found = rows.get(pk=actor.practice_id)
    suppressed = {folded(told["to"]): Why(told["why"]) for told in found.addresses}
    return Known(found, told_texts(found.texts), suppressed)
