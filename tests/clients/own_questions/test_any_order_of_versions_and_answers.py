"""Screens, versions and signing in any order: what stands answers the version asked now."""

import copy
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clients.intake.models import IntakeSubmission
from clients.intake.rules import CORE_STEPS, STEP_PARTS, IntakeStep, screen_mark
from clients.intake.services import Incomplete, save_step, sign_intake
from clients.own_questions.models import OwnDraft
from clients.own_questions.queries import newest_form
from clients.own_questions.rules import Form, Question, wrong_answer
from clients.own_questions.services import publish_questions
from clients.records.models import Client
from practice.core.actor import Actor, enter_as
from practice.core.clock import now, today_in
from practice.core.errors import DomainError, Stale
from tests.cast import House
from tests.clients.intake.answers import complete_answers

pytestmark = pytest.mark.django_db
WHOLE: dict[str, Any] = {**complete_answers()}
CHOICE = Question("q2", "choice", "How?", options=("train", "boat"))
QUESTIONS = [
    Question("q1", "yes_no", "Ride?", needed=True),
    CHOICE,
    Question("q2", "choice", "And how?", options=("foot", "boat"), needed=True),
    Question("q3", "scale", "Easy?", low="hard", high="easy"),
    Question("q4", "date", "When?"),
    Question("q5", "text", "Else?"),
]
VERSIONS = st.lists(st.sampled_from(QUESTIONS), max_size=4, unique_by=lambda one: one.code)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "q1": st.sampled_from([None, True, False, "yes"]),
        "q2": st.sampled_from([None, "train", "boat", "foot"]),
        "q3": st.sampled_from([None, 0, 10, 11, True]),
        "q4": st.sampled_from([None, "2019-05-30", "2999-01-01"]),
        "q5": st.sampled_from([None, "Words.", "x" * 1001]),
        "q9": st.just("x"),
    },
)
MOVES = st.one_of(
    st.tuples(st.just("publish"), VERSIONS),
    st.tuples(st.sampled_from(["keep", "twice", "stale", "old"]), ANSWERS),
    st.tuples(st.just("step"), st.sampled_from(CORE_STEPS)),
    st.tuples(st.just("sign"), st.none()),
)


class Told:
    """A client telling while the practice publishes; beside it what ought to stand."""

    def __init__(self, house: House, client: Client) -> None:
        self.owner = house.owner
        self.boss, self.actor, self.client = house.boss, house.as_client(client), client
        self.core: dict[str, Any] = {}
        self.kept: dict[str, Any] = {}
        self.kept_to: Form | None = None  # the version that was answered last
        self.old = "never"
        self.form: Form | None = None

    def stands(self) -> list[dict[str, Any]]:
        rows = IntakeSubmission.objects.visible_to(self.actor).filter(client=self.client)
        return copy.deepcopy([dict(row) for row in rows.order_by("id").values()])

    def answers(self) -> dict[str, Any]:
        rows = self.stands()
        return rows[0]["answers"] if rows else {}

    @property
    def is_signed(self) -> bool:
        return any(row["state"] == "signed" for row in self.stands())

    def publish(self, questions: list[Question]) -> None:
        before = self.stands()
        enter_as(self.boss)
        draft = OwnDraft.objects.visible_to(self.boss).first()
        if draft is None:
            draft = OwnDraft(practice_id=self.boss.practice_id, changed_at=now())
            draft.changed_by = self.owner
        draft.questions = [question.stored() for question in questions]
        draft.revision += 1
        draft.save()
        if tuple(questions) != (self.form.questions if self.form else ()):
            publish_questions(actor=self.boss, revision=draft.revision)
            self.old = self.form.id if self.form else self.old
        self.form = newest_form(self.boss)
        enter_as(self.actor)
        assert self.stands() == before

    @property
    def own(self) -> dict[str, Any]:
        """What was kept, as far as it stands in the version asked now."""
        asked = self.form.by_code() if self.form else {}
        today = today_in(self.client.timezone)
        return {
            code: value
            for code, value in self.kept.items()
            if code in asked and not wrong_answer(asked[code], value, today)
        }

    def keep(self, kind: str, told: dict[str, Any]) -> None:
        before, form = self.stands(), self.form
        part = {"own": {"form": self.old if kind == "old" or not form else form.id}}
        part["own"]["answers"] = told  # type: ignore[assignment]
        seen = "seen long ago" if kind == "stale" else None
        wrong = self._is_wrong(told) or kind == "old" or form is None or self.is_signed
        clashes = kind == "stale" and {**self.own, **told} != self._stored_now()
        if wrong or clashes:
            with pytest.raises(DomainError if wrong else Stale):
                save_step(actor=self.actor, step=IntakeStep.OWN, part=part, seen=seen)
            assert self.stands() == before
            return
        for _time in range(2 if kind == "twice" else 1):
            save_step(actor=self.actor, step=IntakeStep.OWN, part=part, seen=seen)
        self.kept, self.kept_to = {**self.own, **told}, form
        assert screen_mark(self.answers(), told) == screen_mark(
            {"own": {"answers": self.own}}, told
        )

    def _stored_now(self) -> dict[str, Any] | None:
        own = self.answers().get("own")
        is_now = own is not None and self.form is not None and own["form"] == self.form.id
        return own["answers"] if own is not None and is_now else None

    def _is_wrong(self, told: dict[str, Any]) -> bool:
        asked = self.form.by_code() if self.form else {}
        today = today_in(self.client.timezone)
        return any(
            code not in asked or wrong_answer(asked[code], value, today)
            for code, value in told.items()
        )

    def step(self, step: IntakeStep) -> None:
        part = {name: WHOLE[name] for name in STEP_PARTS[step] if name in WHOLE}
        if self.is_signed:
            with pytest.raises(DomainError):
                save_step(actor=self.actor, step=step, part=part, seen=None)
            return
        save_step(actor=self.actor, step=step, part=part, seen=None)
        self.core[step.value] = part

    def sign(self) -> None:
        before = self.stands()
        open_ones = [
            one.code
            for one in (self.form.questions if self.form else ())
            if one.code not in self.own or (one.needed and self.own[one.code] is None)
        ]
        is_old = self.kept_to and self.form and self.kept_to.id != self.form.id
        if self.is_signed or len(self.core) < len(CORE_STEPS) or open_ones or is_old:
            with pytest.raises(DomainError) as refused:
                sign_intake(actor=self.actor)
            assert self.stands() == before
            if isinstance(refused.value, Incomplete):
                missing = [part for part in refused.value.missing if part.step is IntakeStep.OWN]
                assert bool(missing) is bool(open_ones or is_old)
            return
        signed = sign_intake(actor=self.actor)
        form = self.form
        assert str(signed.own_form_id) == (form.id if form else "None")
        assert signed.answers.get("own") == (
            {
                "form": form.id,
                "version": form.version,
                "questions": [question.stored() for question in form.questions],
                "answers": self.own,
            }
            if form
            else None
        )


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(  # a version that takes away what was answered, and one that brings it back
    moves=[
        ("publish", [QUESTIONS[0], CHOICE]),
        ("keep", {"q1": True, "q2": "train"}),
        *(("step", step) for step in CORE_STEPS),
        ("publish", [QUESTIONS[2], QUESTIONS[5]]),
        ("sign", None),
        ("old", {"q1": True}),
        ("keep", {"q5": None}),
        ("sign", None),
        ("keep", {"q2": "foot"}),
        ("sign", None),
        ("publish", [CHOICE]),
        ("keep", {"q2": "boat"}),
    ]
)
@given(moves=st.lists(MOVES, max_size=25))
def test_what_is_signed_answers_the_version_asked_then(
    linden: House, nora: Client, moves: list[tuple[str, Any]]
) -> None:
    actor: Actor = linden.as_client(nora)
    with transaction.atomic():
        enter_as(actor)
        told = Told(linden, nora)
        for kind, what in moves:
            match kind:
                case "publish":
                    told.publish(what)
                case "step":
                    told.step(what)
                case "sign":
                    told.sign()
                case _:
                    told.keep(kind, what)
        transaction.set_rollback(True)
