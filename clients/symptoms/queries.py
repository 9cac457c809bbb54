"""Reads of the body's vocabulary and of what clients reported in it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from clients.symptoms.models import RegionReport, Symptom, SymptomReport
from clients.symptoms.rules import BODY_REGIONS_BY_CODE, BodyMark
from practice.core.actor import Actor
from practice.core.beside import beside

_MARKS = """
    SELECT json_build_object('mark', told.mark, 'region', told.region)
    FROM clients_regionreport told
    WHERE told.practice_id = %s AND told.mark = ANY(%s)
        AND told.client_id = clients_intakesubmission.client_id
        AND told.episode_id = clients_intakesubmission.episode_id
    ORDER BY told.id"""


def intake_symptoms(actor: Actor) -> list[Symptom]:
    """What the intake asks about, in the catalogue's order."""
    rows = Symptom.objects.visible_to(actor).filter(ask_at_intake=True)
    return list(rows.order_by("position"))


def symptoms_now(actor: Actor, client_id: UUID) -> list[SymptomReport]:
    """The newest report of each symptom and side, the strongest first; each with its symptom."""
    rows = SymptomReport.objects.visible_to(actor).filter(client_id=client_id)
    newest = rows.order_by("symptom_id", "side", "-reported_at", "-id")
    found = list(newest.distinct("symptom_id", "side").select_related("symptom"))
    unanswered = -1
    return sorted(
        found,
        key=lambda r: (-(unanswered if r.severity is None else r.severity), r.symptom.position),
    )


def marks_told(actor: Actor) -> Any:
    """Of intakes: where it hurts and where it is held, as stored."""
    values = (actor.practice_id, list(BodyMark))
    return beside(actor, f"{RegionReport.subject}.read", _MARKS, *values)


def marks_in_words(told: Iterable[Mapping[str, str]]) -> dict[BodyMark, list[str]]:
    """What `marks_told` read, by mark, in words; no key for a mark that nobody made."""
    words: dict[BodyMark, list[str]] = {}
    for one in told:
        words.setdefault(BodyMark(one["mark"]), []).append(BODY_REGIONS_BY_CODE[one["region"]].name)
    return words
