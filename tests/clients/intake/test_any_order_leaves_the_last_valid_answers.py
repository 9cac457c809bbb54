"""Steps in any order, twice, stale or wrong: what stands is what was last kept, and no more."""

import copy
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clients.intake.models import IntakeSubmission, RedFlagAnswer
from clients.intake.rules import (
    CORE_STEPS,
    RED_FLAGS,
    STEP_PARTS,
    IntakeStep,
    empty_answers,
    mark_of,
    missing_parts,
)
from clients.intake.services import Incomplete, save_step, sign_intake
from clients.records.models import Client, ConsentRecord
from practice.core.actor import Actor, enter_as
from practice.core.errors import DomainError, Stale
from tests.cast import House
from tests.clients.intake.answers import complete_answers

pytestmark = pytest.mark.django_db

WHOLE: dict[str, Any] = {**complete_answers()}
EMPTY: dict[str, Any] = {**empty_answers()}
TOLD_BY_US = ("consent_documents", "consent_required")
PULL = {"code": "groin_pull", "side": "left", "severity": 3, "brought_on_by": None}
FALL = {"kind": "accident", "what": "", "side": "left", "happened": ""}


def valid(step: IntakeStep) -> list[dict[str, Any]]:
    """Answers to a step that are kept: whole, and with everything left open."""
    return [
        {name: answers[name] for name in STEP_PARTS[step] if name in answers}
        for answers in (WHOLE, EMPTY)
    ]


# What is refused at once, whichever step is sent it.
WRONG: dict[IntakeStep, list[dict[str, Any]]] = {
    IntakeStep.CONTACT: [{"contact": {**WHOLE["contact"], "timezone": "Mars/Olympus"}}],
    IntakeStep.CONCERN: [{"concern": 3}, {"concern": "x", "signature": "Somebody"}],
    IntakeStep.BODY: [
        {"body": {"hurts": ["tail"], "held": []}},
        {"body": {"hurts": [], "held": ["Front_Chest_Sleeve"]}},
    ],
    IntakeStep.SYMPTOMS: [
        {"symptoms": [{**PULL, "code": "broken_heart"}]},
        {"symptoms": [{**PULL, "since": "2999-01"}]},
        {"symptoms": [{**PULL, "severity": []}]},
    ],
    IntakeStep.SENSING: [{"sensing": {"tail": "clear"}}],
    IntakeStep.POSTURE: [{"posture": {"signs": {"groin_pain": "clearly"}, "qualities": []}}],
    IntakeStep.EARLIER_TREATMENTS: [
        {"earlier_treatments": [{**WHOLE["earlier_treatments"][0], "happened": "2999"}]}
    ],
    IntakeStep.INJURIES: [
        {"injuries": [{**FALL, "happened": "2999"}]},
        {"injuries": [{**FALL, "side": "above"}]},
    ],
    IntakeStep.LIFE: [
        {"life": {**WHOLE["life"], "stress": 11}},
        {"life": {**WHOLE["life"], "habits": {}}},
    ],
    IntakeStep.DOCTORS: [{"doctors": {"findings": [], "medication": ""}}],
    IntakeStep.GOALS: [{"goals": [{"activity": "walk_freely", "ability": -1}]}],
    IntakeStep.RED_FLAGS: [{"red_flags": {RED_FLAGS[0].code: "maybe"}}],
    IntakeStep.CONSENT: [{"consents": {"scope": "yes"}, "signature": ""}],
}

STEPS = st.sampled_from(CORE_STEPS)
MOVES = st.one_of(
    st.tuples(st.just("keep"), STEPS, st.integers(0, 1)),
    st.tuples(st.just("twice"), STEPS, st.integers(0, 1)),
    st.tuples(st.just("stale"), STEPS, st.integers(0, 1)),
    st.tuples(st.just("wrong"), STEPS, st.integers(0, 2)),
    st.tuples(st.just("sign"), STEPS, st.just(0)),
)


class Told:
    """A client telling: the moves on one side, on the other what ought to stand."""

    def __init__(self, actor: Actor, client: Client) -> None:
        self.actor, self.client = actor, client
        self.expected: dict[str, Any] = {}
        self.is_signed = False

    def stands(self) -> list[dict[str, Any]]:
        """Everything that is stored of it."""
        rows = IntakeSubmission.objects.visible_to(self.actor).filter(client=self.client)
        kept = [dict(row) for row in rows.order_by("id").values()]
        for model in (RedFlagAnswer, ConsentRecord):
            found = model._base_manager.filter(practice_id=self.actor.practice_id).order_by("id")
            kept += [dict(row) for row in found.values()]
        return copy.deepcopy(kept)

    def answers(self) -> dict[str, Any]:
        """What is stored, without the versions of texts that the server adds."""
        rows = self.stands()
        answers = rows[0]["answers"] if rows else {}
        return {name: part for name, part in answers.items() if name not in TOLD_BY_US}

    def save(self, step: IntakeStep, part: dict[str, Any], seen: str | None) -> None:
        save_step(actor=self.actor, step=step, part=part, seen=seen)

    def mark(self, step: IntakeStep) -> str:
        """The mark of a step as a page would show it now."""
        rows = self.stands()
        return mark_of(rows[0]["answers"] if rows else {}, step)

    def move(self, kind: str, step: IntakeStep, which: int) -> None:
        """One move; a refusal leaves everything as it stood."""
        before = self.stands()
        if kind == "sign":
            self._sign(before)
        elif self.is_signed:
            part = valid(step)[which % 2]
            self._refused(before, DomainError, step, part, self.mark(step))
        elif kind == "wrong":
            part = WRONG[step][which % len(WRONG[step])]
            self._refused(before, DomainError, step, part, self.mark(step))
        elif kind == "stale" and self._other(valid(step)[which]):
            self._refused(before, Stale, step, valid(step)[which], "seen long ago")
        else:
            part = valid(step)[which]
            for _time in range(2 if kind == "twice" else 1):
                self.save(step, part, self.mark(step))
            self.expected |= part
        assert self.answers() == self.expected

    def _other(self, part: dict[str, Any]) -> bool:
        """Whether a step holds something else than is sent: the same again is no conflict."""
        return any(self.expected.get(name) != value for name, value in part.items())

    def _sign(self, before: list[dict[str, Any]]) -> None:
        if self.is_signed or missing_parts(self.expected):
            with pytest.raises(DomainError if self.is_signed else Incomplete):
                sign_intake(actor=self.actor)
            assert self.stands() == before
            return
        sign_intake(actor=self.actor)
        self.is_signed = True

    def _refused(
        self,
        before: list[dict[str, Any]],
        error: type[Exception],
        step: IntakeStep,
        part: dict[str, Any],
        seen: str,
    ) -> None:
        with pytest.raises(error):
            self.save(step, part, seen)
        assert self.stands() == before


def test_each_step_has_answers_that_are_refused() -> None:
    assert set(WRONG) == set(CORE_STEPS)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(  # the same again from a page seen long ago
    moves=[(kind, step, 0) for step in CORE_STEPS for kind in ("keep", "stale")],
    order=list(CORE_STEPS),
)
@given(moves=st.lists(MOVES, max_size=12), order=st.permutations(list(CORE_STEPS)))
def test_what_stands_is_what_was_last_kept(
    linden: House, nora: Client, moves: list[Any], order: list[IntakeStep]
) -> None:
    """Any moves; then every step whole in any order, and it is signed once with what was told."""
    actor = linden.as_client(nora)
    with transaction.atomic():
        enter_as(actor)
        told = Told(actor, nora)
        for kind, step, which in moves:
            told.move(kind, step, which)
        if not told.is_signed:
            for step in order:
                told.move("keep", step, 0)
            assert told.answers() == WHOLE
            told.move("sign", IntakeStep.CONSENT, 0)
        assert told.is_signed
        for kind in ("sign", "keep", "wrong"):  # a second submit, and a step after it
            told.move(kind, order[0], 0)
        (submission, *records) = told.stands()
        assert submission["state"] == "signed"
        assert len(records) == len(RED_FLAGS) + len(submission["answers"]["consent_documents"])
        transaction.set_rollback(True)
