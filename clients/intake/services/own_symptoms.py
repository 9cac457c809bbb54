"""Symptoms of a practice's own in what a client tells: whose they are, and what they are called."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clients.intake.queries import latest_intake
from clients.symptoms.queries import own_by_code
from clients.symptoms.rules import is_own
from practice.core.actor import Actor
from practice.core.errors import DomainError


def with_own(
    actor: Actor, client_id: UUID, told: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The symptoms; those of the practice's own with what they are called as this is told.

    Refused are one of another practice, and one that was retired before this draft told of it.
    """
    known = own_by_code(actor, [one["code"] for one in told if is_own(one["code"])])
    late = [code for code, symptom in known.items() if symptom.retired_at is not None]
    kept = _told_before(actor, client_id) if late else set()
    found = []
    for index, one in enumerate(told):
        entry = {name: value for name, value in one.items() if name not in {"label", "sided"}}
        if is_own(one["code"]):
            symptom = known.get(one["code"])
            if symptom is None or (symptom.retired_at is not None and one["code"] not in kept):
                words = _("Please choose from the list.")
                raise DomainError(words, field=f"symptoms.{index}.code")
            entry |= {"label": symptom.label, "sided": symptom.sided}
            if not symptom.sided:
                entry["side"] = ""
                entry.pop("severity_right", None)
        found.append(entry)
    return found


def _told_before(actor: Actor, client_id: UUID) -> set[str]:
    draft = latest_intake(actor, client_id)
    return {one["code"] for one in draft.answers.get("symptoms", [])} if draft else set()
