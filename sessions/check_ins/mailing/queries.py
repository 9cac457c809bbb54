"""Reads of the planner of check-ins by mail: which zones, which clients, what let go."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from clients.guardians.queries import guarding_beside
from clients.mail_wishes.queries import wishes_beside
from clients.measures.queries import works_beside
from clients.records.models import Client, Episode
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import UnknownZone
from practice.outbox.sending.claims import across_practices
from sessions.check_ins.mailing.rules import morning_of
from sessions.check_ins.models import CheckInLook
from sessions.understanding.models import NextSteps

AT_ONCE = 500  # clients read in one statement
ASKED_SINCE = timedelta(weeks=31)  # longest after the end that anything is asked
_UNANSWERED = """(SELECT count(*) FROM practice_message asked
    WHERE asked.practice_id = %s AND asked.person_id = clients_client.id
        AND asked.kind = 'check_in' AND asked.state IN ('sent', 'unknown')
        AND asked.settled_at > greatest('-infinity',
            (SELECT max(said.answered_at) FROM clients_measureresponse said
                WHERE said.practice_id = %s AND said.client_id = clients_client.id
                    AND said.rater = 'client'),
            (SELECT max(taken.checked_at) FROM care_sessions_checkin taken
                WHERE taken.practice_id = %s AND taken.client_id = clients_client.id)))"""
_PRACTICES = "SELECT id FROM practice_practice WHERE is_active ORDER BY id"


def active_practices() -> list[UUID]:
    """Every practice that works; the planner then looks into one at a time."""
    with across_practices() as cursor:
        cursor.execute(_PRACTICES)
        return [row[0] for row in cursor.fetchall()]


def zones_to_look_at(actor: Actor, at: datetime) -> dict[str, date]:
    """Zones of clients in which a day is under way that nobody looked at yet, with that day.

    In a zone that is no more nobody is asked.
    """
    living = Client.objects.visible_to(actor).exclude(state=ClientState.ARCHIVED).order_by()
    looks = CheckInLook.objects.visible_to(actor).values_list("timezone", "looked_on")
    looked = dict(looks)
    found = {}
    for name in living.values_list("timezone", flat=True).distinct():
        if isinstance(name, UnknownZone):
            continue
        day = morning_of(at, ZoneInfo(name))
        if day is not None and looked.get(name, date.min) < day:
            found[name] = day
    return found


def clients_asked(
    actor: Actor, zones: Collection[str], today: date, after: UUID | None
) -> list[Any]:
    """Clients of these zones whose work goes on or ended not long ago, so many after one; each
    with what `told_works`, `told_guarding` and `told_wishes` read, and how many mails in a row
    they left `unanswered`."""
    works = Episode.objects.visible_to(actor).filter(client_id=OuterRef("pk"))
    going_on = works.filter(Q(closed_on=None) | Q(closed_on__gte=today - ASKED_SINCE))
    rows: Any = Client.objects.visible_to(actor).filter(Exists(going_on), timezone__in=zones)
    rows = rows.exclude(state=ClientState.ARCHIVED).order_by("id")
    rows = rows.annotate(
        told_works=works_beside(actor),
        told_wishes=wishes_beside(actor),
        unanswered=RawSQL(_UNANSWERED, [actor.practice_id] * 3),  # noqa: S611 - a constant
        **guarding_beside(actor),
    )
    return list((rows.filter(pk__gt=after) if after else rows)[:AT_ONCE])


def just_released(actor: Actor, since: date) -> list[Any]:
    """Open courses of work in which something first let go since then, with client, guardians and
    wishes; none where the practice offers no page of next steps."""
    offered = NextSteps.objects.visible_to(actor).filter(is_offered=True)
    rows: Any = Episode.objects.visible_to(actor).filter(Exists(offered), released_on__gte=since)
    rows = rows.filter(closed_on=None).exclude(client__state=ClientState.ARCHIVED)
    column = f"{Episode._meta.db_table}.client_id"
    guarding = guarding_beside(actor, "client__", column=column)
    rows = rows.select_related("client").annotate(
        told_wishes=wishes_beside(actor, column=column), **guarding
    )
    return list(rows.order_by("id"))
