"""Writes of the body's vocabulary: copying what is built in, and what clients report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.db.models import Subquery

from clients.records.models import Client, Episode
from clients.symptoms.models import (
    MuscleGroup,
    RegionReport,
    SignReport,
    Symptom,
    SymptomReport,
)
from clients.symptoms.rules import BODY_REGIONS_BY_CODE, MUSCLE_GROUPS, SYMPTOMS, BodyMark
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


@dataclass(frozen=True, slots=True)
class Told:
    """Whose report it is, for which course of work, and when: the instant and the client's day."""

    client: Client
    episode: Episode
    at: datetime
    on: date

    @classmethod
    def now(cls, client: Client, episode: Episode) -> Self:
        """Told in this moment."""
        return cls(client, episode, now(), today_in(client.timezone))

    @property
    def keys(self) -> dict[str, Any]:
        """What every row begins with."""
        practice_id = self.client.practice_id
        return {"practice_id": practice_id, "client": self.client, "episode": self.episode}


def symptom_reports(
    actor: Actor, told: Told, reports: Iterable[Mapping[str, Any]]
) -> list[SymptomReport]:
    """Rows of a client's symptoms: each {code, side, severity 0–10 or None, brought_on_by …}."""
    catalogue = Symptom.objects.visible_to(actor)
    return [
        SymptomReport(
            **told.keys,
            symptom_id=_inside_the_insert(catalogue, report["code"]),
            side=report["side"],
            severity=report.get("severity"),
            place=report.get("brought_on_by") or "",
            quality=report.get("quality") or "",
            onset=report.get("onset") or "",
            since=report.get("since") or "",
            reported_on=told.on,
            reported_at=told.at,
        )
        for report in reports
    ]


def sign_reports(actor: Actor, told: Told, posture: Mapping[str, Any]) -> list[SignReport]:
    """Rows of posture and movement: {signs: code to degree, qualities: codes}."""
    catalogue = Symptom.objects.visible_to(actor)
    noticed = {**posture.get("signs", {}), **dict.fromkeys(posture.get("qualities", []), "")}
    return [
        SignReport(
            **told.keys,
            symptom_id=_inside_the_insert(catalogue, code),
            grade=grade,
            reported_on=told.on,
        )
        for code, grade in noticed.items()
    ]


def region_reports(
    told: Told, body: Mapping[str, list[str]], sensing: Mapping[str, str]
) -> list[RegionReport]:
    """Rows of the body map: where it hurts and where it is held, and how clearly it is felt."""
    marked = [(code, mark.value) for mark in BodyMark for code in body.get(mark.value, [])]
    return [
        RegionReport(
            **told.keys,
            region=code,
            layer=BODY_REGIONS_BY_CODE[code].layer.value,
            side=BODY_REGIONS_BY_CODE[code].side.value,
            mark=mark,
            reported_on=told.on,
        )
        for code, mark in dict.fromkeys([*marked, *sensing.items()])
    ]
