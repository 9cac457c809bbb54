"""Reads of the red-flag gate: what was answered yes, what was decided, and what still waits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import Http404

from clients.intake.models import IntakeSubmission, RedFlagAnswer
from clients.intake.queries import ACCEPTED, DRAFT, REOPENED, SIGNED
from clients.intake.rules import RED_FLAGS_BY_CODE, RedFlag
from clients.red_flags.models import RedFlagDecision, SafetyAsking
from clients.red_flags.rules import DecisionChoice
from clients.symptoms.rules import Contraindication
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.tenancy import TenantQuerySet

# Of a yes and its intake (`yes`, `told`): whether it holds. One that was asked back on holds until
# the version that answers is signed; one that was asked for anew, until that question is answered
# yes once more, or otherwise after somebody decided.
HOLDS = """yes.answer AND (told.state IN ('signed', 'accepted')
    OR yes.asking_id IS NOT NULL AND NOT EXISTS (SELECT FROM clients_redflaganswer later
        WHERE later.practice_id = yes.practice_id AND later.client_id = yes.client_id
            AND later.code = yes.code AND later.id > yes.id
            AND (later.answer OR EXISTS (SELECT FROM clients_redflagdecision said
                WHERE said.practice_id = yes.practice_id AND said.answer_id = yes.id)))
    OR told.state = 'reopened'
        AND EXISTS (SELECT FROM clients_intakesubmission later
            WHERE later.practice_id = told.practice_id AND later.client_id = told.client_id
                AND later.state = 'draft' AND later.previous_id = told.id))"""

# Each yes of a client with what was decided on it, the newest decision first. One that holds no
# more is told of while what was decided on it is the last word on its question and leaves
# movements out: only somebody's decision takes that back.
_BESIDE = f"""
    SELECT json_build_array(yes.id, yes.code, yes.answered_at, {HOLDS},
        coalesce(yes.repeats_id, yes.id), ARRAY(
        SELECT json_build_array(said.choice, said.decided_on, said.to_whom, said.avoid)
        FROM clients_redflagdecision said
        WHERE said.practice_id = yes.practice_id
            AND said.answer_id = coalesce(yes.repeats_id, yes.id)
        ORDER BY said.id DESC))
    FROM clients_redflaganswer yes
    LEFT JOIN clients_intakesubmission told ON told.id = yes.submission_id
    WHERE yes.practice_id = %s AND yes.client_id = clients_client.id AND yes.answer
        AND ({HOLDS} OR EXISTS (SELECT FROM clients_redflagdecision said
            WHERE said.practice_id = yes.practice_id AND said.answer_id = yes.id
                AND said.avoid <> '{{}}'
                AND NOT EXISTS (SELECT FROM clients_redflagdecision newer
                    JOIN clients_redflaganswer other ON other.practice_id = newer.practice_id
                        AND other.id = newer.answer_id
                    WHERE newer.practice_id = said.practice_id AND newer.id > said.id
                        AND other.client_id = yes.client_id AND other.code = yes.code)))
    ORDER BY yes.id DESC LIMIT 60"""  # noqa: S608 – constants


# Every decision of a client, whatever became of the answer it was taken on.
_DECIDED = """
    SELECT json_build_array(yes.code, said.choice, said.decided_on, said.to_whom, yes.id)
    FROM clients_redflaganswer yes
    JOIN clients_redflagdecision said
        ON said.practice_id = yes.practice_id AND said.answer_id = yes.id
    WHERE yes.practice_id = %s AND yes.client_id = clients_client.id AND yes.answer
    ORDER BY said.decided_on DESC, said.id DESC LIMIT %s"""


# When somebody asked all of them anew, and how many were answered yes.
_ASKINGS = """
    SELECT json_build_array(asked.asked_on, (SELECT count(*) FROM clients_redflaganswer yes
        WHERE yes.practice_id = asked.practice_id AND yes.asking_id = asked.id AND yes.answer))
    FROM clients_safetyasking asked
    WHERE asked.practice_id = %s AND asked.client_id = clients_client.id
    ORDER BY asked.id DESC LIMIT %s"""


# How many yeses of a client wait for a decision.
_WAITING = f"""
    SELECT to_json(count(*)) FROM clients_redflaganswer yes
    LEFT JOIN clients_intakesubmission told ON told.id = yes.submission_id
    WHERE yes.practice_id = %s AND yes.client_id = clients_client.id AND yes.answer AND ({HOLDS})
        AND NOT EXISTS (SELECT FROM clients_redflagdecision said
            WHERE said.practice_id = yes.practice_id
                AND said.answer_id = coalesce(yes.repeats_id, yes.id))"""  # noqa: S608 – constants


class ToldDecision(NamedTuple):
    """What a client's page says of a decision."""

    choice: DecisionChoice
    decided_on: date
    to_whom: str
    avoid: Sequence[Contraindication] = ()


@dataclass(frozen=True)
class RaisedFlag:
    """One yes: the question, the day it was answered, and what was decided on it, newest first.

    `holds`: they have not answered otherwise since. `first`: the yes that this one says again, or
    this one: what decisions are kept with.
    """

    answer_id: UUID
    flag: RedFlag
    answered_on: date
    decisions: Sequence[ToldDecision] = ()
    holds: bool = True
    first: UUID | None = None

    @property
    def last(self) -> ToldDecision | None:
        """What holds now; None while nobody has decided what follows."""
        return next(iter(self.decisions), None)


def flags_beside(actor: Actor) -> Any:
    """What a client said yes to, read along with a client of a query: `told_flags`."""
    return beside(actor, "red_flag.read", _BESIDE, actor.practice_id)


def told_flags(found: Sequence[Sequence[Any]], zone: str) -> list[RaisedFlag]:
    """What `flags_beside` read, by the days of a `zone`: what waits first, then the most urgent."""
    held = {first for _id, _code, _at, holds, first, _said in found if holds}
    flags = [
        RaisedFlag(
            UUID(answer_id),
            RED_FLAGS_BY_CODE[code],
            datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).date(),
            [
                ToldDecision(
                    DecisionChoice(choice),
                    date.fromisoformat(day),
                    to_whom,
                    [Contraindication(code) for code in avoid],
                )
                for choice, day, to_whom, avoid in decisions
            ],
            holds,
            UUID(first),
        )
        for answer_id, code, at, holds, first, decisions in found
        if holds or first not in held
    ]
    urgency = list(RED_FLAGS_BY_CODE)
    return sorted(flags, key=lambda one: (bool(one.decisions), urgency.index(one.flag.code)))


class Decided(NamedTuple):
    """A decision as it was taken then; `first`: the yes it is kept with, which may hold no more."""

    flag: RedFlag
    choice: DecisionChoice
    decided_on: date
    to_whom: str
    first: UUID


def decided_beside(actor: Actor, most: int) -> Any:
    """Every decision of a client, read along with a client of a query: `told_decided`."""
    return beside(actor, "red_flag.read", _DECIDED, actor.practice_id, most)


def told_decided(found: Sequence[Sequence[Any]]) -> list[Decided]:
    """What `decided_beside` read, the newest first."""
    return [
        Decided(
            RED_FLAGS_BY_CODE[code],
            DecisionChoice(choice),
            date.fromisoformat(day),
            to_whom,
            UUID(first),
        )
        for code, choice, day, to_whom, first in found
        if code in RED_FLAGS_BY_CODE
    ]


class ToldAsking(NamedTuple):
    """The day on which somebody asked every safety question anew, and how many were a yes."""

    asked_on: date
    yes: int


def askings_beside(actor: Actor, most: int) -> Any:
    """When a client was asked anew, read along with a client of a query: `told_askings`."""
    return beside(actor, "red_flag.read", _ASKINGS, actor.practice_id, most)


def told_askings(found: Sequence[Sequence[Any]]) -> list[ToldAsking]:
    """What `askings_beside` read, the newest first."""
    return [ToldAsking(date.fromisoformat(day), yes) for day, yes in found]


def waiting_beside(actor: Actor) -> Any:
    """How many yeses wait for a decision, read along with a client of a query: one number in a
    list, or none for a role that does not see them."""
    return beside(actor, "red_flag.read", _WAITING, actor.practice_id)


def left_out(flags: Iterable[RaisedFlag]) -> list[Contraindication]:
    """What movements must not ask of a body, by the decisions that hold, in the order of the list.

    A later answer takes nothing back, be it no or yes again: somebody decides that.
    """
    avoided = {code for flag in flags if flag.last for code in flag.last.avoid}
    return [code for code in Contraindication if code in avoided]


def get_raised(actor: Actor, answer_id: UUID, action: str = "red_flag.read") -> RedFlagAnswer:
    """The one door to a yes, with its client; Http404 for a no, or out of reach.

    Also to one that holds no more (`holds`), while what was decided on it leaves movements out.
    """
    actor.require(action)
    left = RedFlagDecision.objects.visible_to(actor, "red_flag.read").exclude(avoid=[])
    decided = Exists(left.filter(answer=Coalesce(OuterRef("repeats"), OuterRef("pk"))))
    rows: Any = RedFlagAnswer.objects.visible_to(actor, action).select_related("client")
    rows = rows.annotate(holds=ExpressionWrapper(_holds(actor), BooleanField()))
    found: RedFlagAnswer | None = rows.filter(
        Q(holds=True) | Q(decided), answer=True, pk=answer_id
    ).first()
    if found is None or found.code not in RED_FLAGS_BY_CODE:
        raise Http404("red flag")
    return found


def _holds(actor: Actor) -> Q:
    """The same as `HOLDS`."""
    drafts = IntakeSubmission.objects.visible_to(actor, "red_flag.read").filter(state=DRAFT)
    waits = drafts.filter(client=OuterRef("client"), previous=OuterRef("submission"))
    reopened = Q(Exists(waits), submission__state=REOPENED)
    later = RedFlagAnswer.objects.visible_to(actor, "red_flag.read")
    later = later.filter(client=OuterRef("client"), code=OuterRef("code"), pk__gt=OuterRef("pk"))
    said = RedFlagDecision.objects.visible_to(actor, "red_flag.read")
    is_decided = Exists(said.filter(answer=OuterRef(OuterRef("pk"))))
    anew = Q(~Exists(later.filter(Q(is_decided) | Q(answer=True))), asking__isnull=False)
    return Q(Q(submission__state__in=[SIGNED, ACCEPTED]) | anew | reopened, answer=True)


def raised_in(actor: Actor, asking: SafetyAsking) -> list[UUID]:
    """The yeses of one asking, the most urgent first."""
    rows = RedFlagAnswer.objects.visible_to(actor, "red_flag.read").filter(asking=asking)
    urgency = list(RED_FLAGS_BY_CODE)
    found = rows.filter(answer=True).values_list("code", "pk")
    return [pk for code, pk in sorted(found, key=lambda one: urgency.index(one[0]))]


class Decisions(NamedTuple):
    """What was decided on a yes, and before on another yes to the same question; newest first."""

    holding: list[RedFlagDecision]
    before: list[RedFlagDecision]


def decisions_on(actor: Actor, answer: RedFlagAnswer) -> Decisions:
    """Every decision on one question of one client."""
    rows = RedFlagDecision.objects.visible_to(actor).filter(
        answer__client=answer.client_id, answer__code=answer.code
    )
    found = list(rows.select_related("decided_by").order_by("-id"))
    first = answer.repeats_id or answer.pk
    return Decisions(
        [one for one in found if one.answer_id == first],
        [one for one in found if one.answer_id != first],
    )


def undecided(actor: Actor) -> TenantQuerySet[RedFlagAnswer]:
    """Yeses within reach that nobody has decided on yet."""
    decided = RedFlagDecision.objects.visible_to(actor)
    decided = decided.filter(answer=Coalesce(OuterRef("repeats"), OuterRef("pk")))
    rows = RedFlagAnswer.objects.visible_to(actor, "red_flag.read")
    return rows.filter(_holds(actor), ~Exists(decided))


def undecided_in(actor: Actor, client_id: UUID, episode_id: UUID) -> list[Mapping[str, Any]]:
    """What waits for a decision in one course of work of a client, the oldest first.

    Each with `answer_id` and `code`. What is of no course of work waits in each: an intake that was
    signed and that nobody has accepted yet, and what was asked anew.
    """
    here = Q(submission__episode=episode_id) | Q(submission__episode=None)
    waiting = undecided(actor).filter(here, client=client_id)
    return list(waiting.order_by("id").values("code", answer_id=F("id")))
