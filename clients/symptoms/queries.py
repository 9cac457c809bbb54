"""Reads of the body's vocabulary and of what clients reported in it."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import F, Q
from django.http import Http404

from clients.symptoms.models import MuscleGroup, Symptom, SymptomReport
from clients.symptoms.rules import BODY_REGIONS_BY_CODE, BodyMark, Side
from practice.core.actor import Actor

# Of an intake: where it hurts and where it is held, as stored; practice, then the marks.
MARKS = """
    SELECT json_build_object('mark', told.mark, 'region', told.region)
    FROM clients_regionreport told
    WHERE told.practice_id = %s AND told.mark = ANY(%s)
        AND told.client_id = clients_intakesubmission.client_id
        AND told.episode_id = clients_intakesubmission.episode_id
    ORDER BY told.id"""


def intake_symptoms(actor: Actor, told: Collection[str] = ()) -> list[Symptom]:
    """What the intake asks about, in the catalogue's order, the practice's own last.

    One that was retired stands there for whom has `told` of it in the same draft.
    """
    offered = Q(ask_at_intake=True, retired_at=None) | Q(built_in_code__in=told)
    rows = Symptom.objects.visible_to(actor).filter(offered)
    return list(rows.order_by("position", "id"))


def symptom_names(actor: Actor) -> list[str]:
    """The name of every symptom."""
    return list(Symptom.objects.visible_to(actor).values_list("label", flat=True))


def own_symptoms(actor: Actor) -> list[Symptom]:
    """The practice's own: those that are offered, then those that were retired."""
    rows = Symptom.objects.visible_to(actor, "settings.read").filter(built_in_version=0)
    return list(rows.order_by(F("retired_at").asc(nulls_first=True), "position", "id"))


def get_own_symptom(actor: Actor, symptom_id: UUID) -> Symptom:
    """The one door to one of them."""
    rows = Symptom.objects.visible_to(actor, "settings.read").filter(built_in_version=0)
    symptom = rows.by_id(symptom_id)
    if symptom is None:
        raise Http404("symptom")
    return symptom


def muscle_groups_of(actor: Actor) -> list[MuscleGroup]:
    """The practice's muscle groups: those that are offered, then those that were retired."""
    rows = MuscleGroup.objects.visible_to(actor, "settings.read")
    return list(rows.order_by(F("retired_at").asc(nulls_first=True), "position", "id"))


def get_muscle_group(actor: Actor, muscle_group_id: UUID) -> MuscleGroup:
    """The one door to one of them."""
    rows = MuscleGroup.objects.visible_to(actor, "settings.write")
    group = rows.by_id(muscle_group_id)
    if group is None:
        raise Http404("muscle group")
    return group


def own_by_code(actor: Actor, codes: Collection[str]) -> dict[str, Symptom]:
    """Those of the practice's own that have one of these codes; no statement for none."""
    if not codes:
        return {}
    rows = Symptom.objects.visible_to(actor).filter(built_in_version=0, built_in_code__in=codes)
    return {symptom.built_in_code: symptom for symptom in rows}


def symptoms_now(actor: Actor, client_id: UUID) -> list[SymptomReport]:
    """The newest report of each symptom and side, the strongest first; each with its symptom.

    Both sides are one place or two: a later word on the left or the right takes the place of one on
    both, and the other way round.
    """
    rows = SymptomReport.objects.visible_to(actor).filter(client_id=client_id)
    newest = rows.order_by("symptom_id", "side", "-reported_at", "-id")
    found = list(newest.distinct("symptom_id", "side").select_related("symptom"))
    last = _last_of_the_sides(found)
    unanswered = -1
    return sorted(
        last,
        key=lambda r: (-(unanswered if r.severity is None else r.severity), r.symptom.position),
    )


def _last_of_the_sides(found: Iterable[SymptomReport]) -> list[SymptomReport]:
    """Without a report of both sides that was followed by one of a side, or the other way round."""
    by_symptom: dict[UUID, list[SymptomReport]] = {}
    for report in found:
        by_symptom.setdefault(report.symptom_id, []).append(report)
    return [
        report
        for reports in by_symptom.values()
        for report in reports
        if not any(_replaces(other, report) for other in reports)
    ]


def _replaces(later: SymptomReport, earlier: SymptomReport) -> bool:
    sides = {later.side, earlier.side}
    of_both = Side.BOTH in sides and sides & {Side.LEFT, Side.RIGHT}
    return bool(of_both) and later.reported_at > earlier.reported_at


def marks_in_words(told: Iterable[Mapping[str, str]]) -> dict[BodyMark, list[str]]:
    """What `MARKS` read, by mark, in words; no key for a mark that nobody made."""
    words: dict[BodyMark, list[str]] = {}
    for one in told:
        words.setdefault(BodyMark(one["mark"]), []).append(BODY_REGIONS_BY_CODE[one["region"]].name)
    return words
