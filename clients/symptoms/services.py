"""Writes of the body's vocabulary: copying what is built in, and symptom reports."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Subquery

from clients.records.models import Client, Episode
from clients.symptoms.models import MuscleGroup, Symptom, SymptomReport
from clients.symptoms.rules import MUSCLE_GROUPS, SYMPTOMS
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.tenancy import TenantQuerySet

VERSION = 1


def copy_vocabulary(actor: Actor) -> None:
    """Copy the built-in muscle groups and symptoms into a new practice."""
    MuscleGroup._base_manager.bulk_create(
        MuscleGroup(
            practice_id=actor.practice_id,
            built_in_code=group.code,
            built_in_version=VERSION,
            name=group.name,
            aliases=list(group.aliases),
            layer=group.layer.value,
            position=position,
        )
        for position, group in enumerate(MUSCLE_GROUPS)
    )
    Symptom._base_manager.bulk_create(
        Symptom(
            practice_id=actor.practice_id,
            built_in_code=symptom.code,
            built_in_version=VERSION,
            label=symptom.label,
            kind=symptom.kind.value,
            category=symptom.category.value,
            place=symptom.brought_on_by.value if symptom.brought_on_by else "",
            mimics=symptom.mimics,
            ask_at_intake=symptom.ask_at_intake,
            source=f"seed row {symptom.source}",
            position=position,
        )
        for position, symptom in enumerate(SYMPTOMS)
    )


def _inside_the_insert(catalogue: TenantQuerySet[Symptom], code: str) -> Any:
    """A look-up that costs no statement of its own; an unknown code breaks NOT NULL."""
    return Subquery(catalogue.filter(built_in_code=code).values("id")[:1])


def report_symptoms(
    *, actor: Actor, client: Client, episode: Episode, reports: list[Mapping[str, Any]]
) -> None:
    """Keep a client's symptoms: each {code, side, severity 0–10 or None, brought_on_by or None}."""
    at = now()
    catalogue = Symptom.objects.visible_to(actor)
    SymptomReport._base_manager.bulk_create(
        SymptomReport(
            practice_id=actor.practice_id,
            client=client,
            episode=episode,
            symptom_id=_inside_the_insert(catalogue, report["code"]),
            side=report["side"],
            severity=report.get("severity"),
            place=report.get("brought_on_by") or "",
            reported_on=today_in(client.timezone),
            reported_at=at,
        )
        for report in reports
    )
