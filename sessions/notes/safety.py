"""What is found in a lesson and can come from elsewhere: the safety questions are due once more.

Due when it appears or returns: nobody met it when that place was last looked at, and nobody told
of it before that place was ever looked at (domain notes, 2.8: what can mimic something else). What
a draft found that was never signed counts only once somebody has asked.
"""

from collections.abc import Iterable
from typing import Any

from clients.intake.rules import symptoms_to_look_at
from clients.symptoms.rules import PLACE_FINDINGS_BY_CODE, PlaceFinding
from practice.core.actor import Actor
from practice.core.beside import beside
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData

# They were asked on the day of the lesson, or since.
_ASKED = """
    SELECT asked.asked_on FROM clients_safetyasking asked
    WHERE asked.practice_id = %s AND asked.client_id = care_sessions_sessionnote.client_id
        AND asked.asked_on >= %s
    LIMIT 1"""

# Whether it was there when one of its places was last looked at, and somebody answered for that.
_BEFORE = """
    SELECT bool_or(cell.findings && %s::varchar[]) AND (earlier.state <> 'draft' OR EXISTS (
        SELECT FROM clients_safetyasking asked
        WHERE asked.practice_id = earlier.practice_id AND asked.client_id = earlier.client_id
            AND asked.asked_on >= held.held_on))
    FROM care_sessions_sessionnote earlier
    JOIN care_sessions_session held ON held.practice_id = earlier.practice_id
        AND held.id = earlier.session_id
    JOIN care_sessions_assessmentcell cell ON cell.practice_id = earlier.practice_id
        AND cell.assessment_id = earlier.assessment_id
    WHERE earlier.practice_id = %s AND earlier.client_id = care_sessions_sessionnote.client_id
        AND cell.place = ANY(%s) AND (held.held_on, earlier.id) < (%s, %s)
    GROUP BY held.held_on, earlier.practice_id, earlier.id
    ORDER BY held.held_on DESC, earlier.id DESC LIMIT 1"""

_TOLD = """
    SELECT true FROM clients_symptomreport report
    JOIN clients_symptom symptom ON symptom.practice_id = report.practice_id
        AND symptom.id = report.symptom_id
    WHERE report.practice_id = %s AND report.client_id = care_sessions_sessionnote.client_id
        AND symptom.built_in_code = ANY(%s) AND report.reported_on <= %s
    LIMIT 1"""


# Findings that can come from elsewhere.
ASKS = tuple(
    PLACE_FINDINGS_BY_CODE[code] for code in symptoms_to_look_at(list(PLACE_FINDINGS_BY_CODE))
)


def safety_due(actor: Actor, note: SessionNote, data: NoteData) -> list[str]:
    """What appeared or came back since the safety questions were asked, in words.

    No statement when nothing of that kind was found, one for each otherwise.
    """
    found = {code for cell in data.cells for code in cell.findings}
    return safety_due_for(actor, note, [one for one in ASKS if one.code in found])


def safety_due_for(actor: Actor, note: SessionNote, found: Iterable[PlaceFinding]) -> list[str]:
    """The same of what is found, be it stored or not."""
    return [one.label for one in found if _is_due(actor, note, one)]


def _is_due(actor: Actor, note: SessionNote, one: PlaceFinding) -> bool:
    of, day = actor.practice_id, note.session.held_on
    places = [place.value for place in one.places]
    rows: Any = SessionNote.objects.visible_to(actor, "note.read").filter(pk=note.pk)
    asked, before, told = rows.annotate(
        asked=beside(actor, "red_flag.read", _ASKED, of, day),
        before=beside(actor, "note.read", _BEFORE, [one.code], of, places, day, note.pk),
        told=beside(actor, "note.read", _TOLD, of, [one.code], day),
    ).values_list("asked", "before", "told")[0]
    was_there = before[0] if before else bool(told)
    return not asked and not was_there
