"""Writes of what was seen and of sensory-motor amnesia: only what differs, part by part."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.errors import DomainError
from sessions.evaluations.amnesia import SmaData, SmaMisfit, sound_sma
from sessions.evaluations.findings import FindingData, Misfit, sound
from sessions.evaluations.models import Finding, SmaFinding

type Part = FindingData | SmaData


def sound_findings(findings: Iterable[FindingData]) -> tuple[FindingData, ...]:
    """What was seen, in order. DomainError in words for what cannot be."""
    try:
        return sound(findings)
    except Misfit as misfit:
        words = _(misfit.wrong.label)
        raise DomainError(words, field=misfit.kind, code="finding") from misfit


def sound_amnesia(findings: Iterable[SmaData]) -> tuple[SmaData, ...]:
    """What says something, in order. DomainError in words for what cannot be."""
    try:
        return sound_sma(findings)
    except SmaMisfit as misfit:
        words, field = _(misfit.wrong.label), f"sma-{misfit.at}-{misfit.wrong.at}"
        raise DomainError(words, field=field, code="sma") from misfit


def change_findings(
    actor: Actor, assessment_id: UUID, stored: Iterable[FindingData], wanted: Iterable[FindingData]
) -> None:
    """Write what differs: at most one delete and one upsert."""
    _change(actor, assessment_id, Finding, stored, wanted, ("kind", "code", "side"), ("value",))


def change_sma(
    actor: Actor, assessment_id: UUID, stored: Iterable[SmaData], wanted: Iterable[SmaData]
) -> None:
    """Write what differs: at most one delete and one upsert."""
    said = ("sense", "control", "release")
    _change(actor, assessment_id, SmaFinding, stored, wanted, ("region", "side"), said)


def _change(
    actor: Actor,
    assessment_id: UUID,
    table: type[Model],
    stored: Iterable[Part],
    wanted: Iterable[Part],
    key: tuple[str, ...],
    said: tuple[str, ...],
) -> None:
    before, after = (
        {tuple(getattr(one, name) for name in key): one for one in told}
        for told in (stored, wanted)
    )
    if before == after:
        return
    actor.require("note.write")
    owner: dict[str, Any] = {"practice_id": actor.practice_id, "assessment_id": assessment_id}
    gone = Q()
    for values in before.keys() - after.keys():
        gone |= Q(**dict(zip(key, values, strict=True)))
    if gone:
        table._base_manager.filter(gone, **owner).delete()
    changed = [one for values, one in after.items() if before.get(values) != one]
    table._base_manager.bulk_create(
        [table(**owner, **{name: getattr(one, name) for name in (*key, *said)}) for one in changed],
        update_conflicts=True,
        unique_fields=["practice", "assessment", *key],
        update_fields=list(said),
    )
