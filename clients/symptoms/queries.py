"""Reads of the body's vocabulary and of what clients reported in it."""

from uuid import UUID

from clients.symptoms.models import Symptom, SymptomReport
from practice.core.actor import Actor


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
