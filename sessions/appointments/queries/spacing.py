"""The days in which a client's next lesson does most: after the last one, as long as what let go
held until it was looked at again. It tells days alone, and reads no note that its author keeps."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from clients.guardians.queries import guarding_beside
from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.beside import quoted
from practice.core.tenancy import fetch_mode
from practice.core.written_once import rows_of
from sessions.appointments.queries.choices import (
    Choices,
    choices_beside,
    choices_of,
    told_choices,
)
from sessions.appointments.queries.free import BOOKED_LIVE, LESSONS
from sessions.appointments.rules import Hold, Spacing

_SPACING = f"""(SELECT jsonb_build_array(greatest(
        (SELECT max(held.held_on) FROM care_sessions_session held
            WHERE held.practice_id = clients_client.practice_id
                AND held.client_id = clients_client.id),
        (SELECT booked.local_date FROM care_sessions_appointment booked
            WHERE booked.practice_id = clients_client.practice_id
                AND booked.client_id = clients_client.id AND {BOOKED_LIVE}
                AND booked.id IS DISTINCT FROM %s
                AND (SELECT service.kind FROM care_sessions_service service
                    WHERE service.practice_id = booked.practice_id
                        AND service.id = booked.service_id) IN ({quoted(LESSONS)})
            ORDER BY booked.starts_at DESC LIMIT 1)),
        seen.days, seen.came_back)
    FROM (VALUES (1)) one LEFT JOIN LATERAL (
        SELECT held.held_on - released.released_on AS days,
            bool_or(cell.tone_fit = 'too_high') AS came_back
        FROM care_sessions_releaseevent released
        JOIN care_sessions_session held ON held.practice_id = released.practice_id
            AND held.client_id = released.client_id AND held.held_on > released.released_on
        JOIN care_sessions_positiontransitionassessment looked
            ON looked.practice_id = held.practice_id AND looked.session_id = held.id
        JOIN care_sessions_assessmentcell cell ON cell.practice_id = looked.practice_id
            AND cell.assessment_id = looked.id AND cell.side = released.side
            AND cell.muscle_group_id = released.muscle_group_id AND cell.moment = 'before'
            AND cell.tone_fit <> ''
        WHERE released.practice_id = clients_client.practice_id
            AND released.client_id = clients_client.id
            AND NOT EXISTS (SELECT FROM care_sessions_sessionnote note
                WHERE note.practice_id = released.practice_id AND note.author_only
                    AND (note.id = released.note_id OR note.assessment_id = looked.id))
        GROUP BY held.held_on, released.released_on
        ORDER BY held.held_on DESC, released.released_on DESC LIMIT 1) seen ON true)"""  # noqa: S608 - constants


# What is read of a client, and what `guarding_beside` reads along with it.
_NAMED = ("id", "practice_id", "given_name", "family_name", "merged_into_id")
_GUARDED = ("consent_age", "client_born", "client_zone")
NONE = UUID(int=0)  # no appointment has this id
type About = tuple[Client, Spacing]


def _told(found: Sequence[Any]) -> Spacing:
    last, days, came_back = found
    day = date.fromisoformat(last) if last else None
    if days is None:
        return Spacing(day)
    return Spacing(day, Hold.CAME_BACK if came_back else Hold.HELD, days)


def spacing_of(actor: Actor, client_id: UUID, but: UUID | None = None) -> About | None:
    """A client by name, with who signs for them, and when their next lesson is suggested; None for
    one out of reach.

    `but` leaves out an appointment that is to be moved, or was just booked. One statement.
    """
    found = rows_of(actor, "spacing", None, _asked, about=(client_id, but or NONE))
    return _about(found[0]) if found else None


def choices_and_spacing(actor: Actor, client_id: UUID) -> tuple[Choices, About | None]:
    """What a form of booking offers, and of a client what `spacing_of` tells. One statement; two
    for a client out of reach."""
    found = rows_of(actor, "choices and spacing", None, _asked_with_choices, about=(client_id,))
    if not found:
        return choices_of(actor), None
    *about, choices = found[0]
    return told_choices(choices), _about(about)


def choices_and_client(actor: Actor, client_id: UUID) -> tuple[Choices, Client | None]:
    """What a form of booking offers, and of a client what a booking asks. One statement; two for a
    client out of reach."""
    found = rows_of(actor, "choices and client", None, _with_choices, about=(client_id,))
    if not found:
        return choices_of(actor), None
    *named, choices = found[0]
    return told_choices(choices), _client(named)


def _about(row: Sequence[Any]) -> About:
    *named, told = row
    return _client(named), _told(json.loads(told))


def _client(row: Sequence[Any]) -> Client:
    *named, guardians = row
    client = Client.from_db("default", _NAMED, named[: len(_NAMED)], fetch_mode=fetch_mode())
    read = zip(_GUARDED, named[len(_NAMED) :], strict=True)
    vars(client).update(read, told_guardians=json.loads(guardians))
    return client


def _clients(actor: Actor, client_id: UUID, **beside: Any) -> Any:
    rows: Any = Client.objects.visible_to(actor).filter(pk=client_id)
    rows = rows.annotate(**beside, **guarding_beside(actor)).order_by()
    return rows.values_list(*_NAMED, *_GUARDED, "told_guardians", *beside)


def _asked(actor: Actor, client_id: UUID, but: UUID = NONE) -> Any:
    return _clients(actor, client_id, told=_spacing(but))


def _asked_with_choices(actor: Actor, client_id: UUID) -> Any:
    return _clients(actor, client_id, told=_spacing(NONE), choices=choices_beside(actor))


def _with_choices(actor: Actor, client_id: UUID) -> Any:
    return _clients(actor, client_id, choices=choices_beside(actor))


def _spacing(but: UUID) -> RawSQL:
    return RawSQL(_SPACING, [but], JSONField())  # noqa: S611 - a constant


def own_spacing(actor: Actor, but: UUID | None = None) -> Spacing:
    """When the next lesson of whose pages are open is suggested."""
    found = spacing_of(actor, cast(UUID, actor.client_id), but)
    return found[1] if found else Spacing()
