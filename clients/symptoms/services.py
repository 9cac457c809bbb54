"""Writes of the body's vocabulary: what is built in, a practice's own, what clients report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.db.models import Subquery
from django.utils.translation import gettext as _

from clients.records.models import Client, Episode
from clients.records.rules import fold
from clients.symptoms.models import (
    MuscleGroup,
    RegionReport,
    SignReport,
    Symptom,
    SymptomReport,
)
from clients.symptoms.own_words import OwnWords
from clients.symptoms.rules import (
    BODY_REGIONS_BY_CODE,
    FIRST_MUSCLE_GROUP,
    INTAKE_SYMPTOMS,
    MUSCLE_GROUP_LENGTH,
    MUSCLE_GROUPS,
    MUSCLE_GROUPS_MOST,
    OWN_CATEGORIES,
    OWN_LENGTH,
    OWN_MOST,
    OWN_SOURCE,
    SYMPTOMS,
    BodyLayer,
    BodyMark,
    Side,
    SymptomKind,
)
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
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


_SYMPTOMS = OwnWords(
    Symptom,
    OWN_MOST,
    own_alone=True,
    field="label",
    longest=OWN_LENGTH,
    ours=frozenset(fold(ours.label) for ours in INTAKE_SYMPTOMS),
)
_MUSCLE_GROUPS = OwnWords(
    MuscleGroup,
    MUSCLE_GROUPS_MOST,
    longest=MUSCLE_GROUP_LENGTH,
    ours=frozenset(fold(word) for group in MUSCLE_GROUPS for word in (group.name, *group.aliases)),
)


def _known_category(category: str) -> str:
    if category not in OWN_CATEGORIES:
        raise DomainError(_("Please choose where it belongs."), field="category")
    return category


def add_symptom(*, actor: Actor, label: str, category: str, sided: bool) -> Symptom:
    """Add a symptom of the practice's own to what the intake asks about."""
    return _SYMPTOMS.add(
        actor,
        label,
        category=_known_category(category),
        sided=sided,
        kind=SymptomKind.SYMPTOM.value,
        ask_at_intake=True,
        source=OWN_SOURCE,
    )


def edit_symptom(
    *, actor: Actor, symptom: Symptom, label: str, category: str, sided: bool
) -> Symptom:
    """Word it anew; what was signed keeps the words it was signed with."""
    return _SYMPTOMS.edit(actor, symptom, label, category=_known_category(category), sided=sided)


def retire_symptom(*, actor: Actor, symptom: Symptom, retired: bool) -> None:
    """Offer it no more, or again; what was told of it stays."""
    _SYMPTOMS.retire(actor, symptom, retired=retired)


def _known_layer(layer: str) -> str:
    if layer not in set(BodyLayer):
        raise DomainError(_("Please choose where it lies."), field="layer")
    return layer


def add_muscle_group(*, actor: Actor, name: str, layer: str) -> MuscleGroup:
    """Add a muscle group of the practice's own: a row that any matrix can have."""
    return _MUSCLE_GROUPS.add(actor, name, layer=_known_layer(layer))


def edit_muscle_group(
    *, actor: Actor, muscle_group: MuscleGroup, name: str, layer: str
) -> MuscleGroup:
    """Name it anew; signed notes keep the name they were signed with."""
    return _MUSCLE_GROUPS.edit(actor, muscle_group, name, layer=_known_layer(layer))


def retire_muscle_group(*, actor: Actor, muscle_group: MuscleGroup, retired: bool) -> None:
    """Offer it no more, or again; notes keep what they were written with. The first stays."""
    if retired and muscle_group.built_in_code == FIRST_MUSCLE_GROUP:
        raise DomainError(_("Every matrix begins with the iliopsoas. It stays."))
    _MUSCLE_GROUPS.retire(actor, muscle_group, retired=retired)


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
    """Rows of a client's symptoms: each {code, side, severity 0–10 or None, brought_on_by …}.

    What is on both sides and differs is a report of the left and one of the right.
    """
    catalogue = Symptom.objects.visible_to(actor)
    return [
        SymptomReport(
            **told.keys,
            symptom_id=_inside_the_insert(catalogue, report["code"]),
            side=side,
            severity=severity,
            place=report.get("brought_on_by") or "",
            quality=report.get("quality") or "",
            onset=report.get("onset") or "",
            since=report.get("since") or "",
            reported_on=told.on,
            reported_at=told.at,
        )
        for report in reports
        for side, severity in _sides_of(report)
    ]


def _sides_of(report: Mapping[str, Any]) -> list[tuple[str, int | None]]:
    severity, right = report.get("severity"), report.get("severity_right")
    if report["side"] != Side.BOTH or right is None or right == severity:
        return [(report["side"], severity)]
    return [(Side.LEFT.value, severity), (Side.RIGHT.value, right)]


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
