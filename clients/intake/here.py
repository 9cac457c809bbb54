"""Where an intake stands for whoever fills it in: what is open, what is asked, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse

from clients.guardians.queries import Guarding
from clients.intake.models import IntakeSubmission, QuestionBack
from clients.intake.queries import (
    DRAFT,
    as_asked,
    asked_beside,
    guarding_around,
    latest_intake,
    open_steps_of,
    questions_in,
)
from clients.intake.rules import (
    IntakeStep,
    Missing,
    brought_over,
    first_open,
    is_done,
    kept_out,
    missing_in,
    screen_of,
    unanswered,
)
from clients.own_questions.rules import Form, Question, screens_of
from practice.core.actor import Actor
from practice.core.clock import today_in


@dataclass(frozen=True)
class Here:
    """One client's intake as it stands, for whoever fills it in, and where its pages are."""

    actor: Actor
    client_id: UUID
    intake: IntakeSubmission | None
    questions: Sequence[QuestionBack] = field(default_factory=list)
    form: Form | None = None  # what the practice asks of its own
    known: Guarding | None = None

    @cached_property
    def guarding(self) -> Guarding:
        """How the client stands to being of age, and who signs for them."""
        return self.known or guarding_around(self.actor, self.intake, self.client_id)

    @property
    def is_together(self) -> bool:
        """Whether somebody of the practice fills it in with the client."""
        return self.actor.client_id is None

    @classmethod
    def of(cls, actor: Actor, client_id: UUID) -> "Here":
        """Look it up: one statement, another before anything is told, or if it was asked back."""
        intake = latest_intake(actor, client_id)
        if intake is not None and intake.state != DRAFT:
            return cls(actor, client_id, intake)
        questions, form = questions_in(actor, intake), asked_beside(actor, intake)
        return cls(actor, client_id, intake, questions, form)

    @property
    def is_sent(self) -> bool:
        """Whether it is signed, so that nothing of it changes."""
        return self.intake is not None and self.intake.state != DRAFT

    @property
    def is_anew(self) -> bool:
        """Whether it answers what was asked back on a signed one."""
        return self.intake is not None and self.intake.previous_id is not None

    @cached_property
    def answers(self) -> dict[str, Any]:
        """What was told so far, with the practice's own questions as they are asked now."""
        return brought_over(self._told, self.form, today_in(self.actor.zone))

    @property
    def _told(self) -> dict[str, Any]:
        return self.intake.answers if self.intake else {}

    @cached_property
    def kept_out(self) -> list[Question]:
        """What was answered and is not asked any more, or not so."""
        return kept_out(self._told, self.form, today_in(self.actor.zone))

    @cached_property
    def screens(self) -> list[tuple[Question, ...]]:
        """The practice's own questions, a screen at a time."""
        return screens_of(self.form.questions) if self.form else []

    @cached_property
    def places(self) -> list[tuple[IntakeStep, int]]:
        """Every page that may be filled in, in order: its step, and its screen from 1."""
        return [
            (step, screen)
            for step in self.steps
            for screen in range(1, (len(self.screens) if step is IntakeStep.OWN else 1) + 1)
        ]

    @cached_property
    def steps(self) -> list[IntakeStep]:
        """The steps that may be filled in, in order."""
        may = open_steps_of(self.actor, self.intake, self.questions, self.form)
        return [step for step in IntakeStep if step in may]

    @cached_property
    def asked(self) -> set[IntakeStep]:
        """Steps that somebody asks about and that were not kept since."""
        return {part.step for part in unanswered(as_asked(self.questions), self.steps)}

    def is_done(self, step: IntakeStep) -> bool:
        """Whether nothing is open in a step."""
        return is_done(self.answers, step) and step not in self.asked

    def go_on(self) -> IntakeStep | None:
        """Where to go on: what is asked about first."""
        waiting = (step for step in self.steps if step in self.asked)
        return next(waiting, None) or first_open(self.answers)

    def bar(self, now: IntakeStep | None = None) -> list[dict[str, str]]:
        """The steps as the picture of them draws them."""
        return [
            {"state": "now" if s is now else "done" if self.is_done(s) else "later"}
            for s in self.steps
        ]

    @property
    def overview_url(self) -> str:
        """Where all steps stand."""
        if self.is_together:
            return reverse("client_intake", kwargs={"client_id": self.client_id})
        return reverse("portal_intake")

    def url_of(self, step: IntakeStep, screen: int = 1) -> str:
        """Where one step is filled in, or one screen of it."""
        word = step.value if screen == 1 else f"{step.value}-{screen}"
        if self.is_together:
            there = {"client_id": self.client_id, "step": word}
            return reverse("client_intake_step", kwargs=there)
        return reverse("portal_intake_step", kwargs={"step": word})

    def url_to(self, part: Missing) -> str:
        """Where something is filled in that is missing."""
        return self.url_of(part.step, screen_of(self.answers, part.field))

    def url_on(self, step: IntakeStep) -> str:
        """Where a step is gone on with: where something of it is missing."""
        missing = missing_in(self.answers, step) if step is IntakeStep.OWN else []
        return self.url_to(missing[0]) if missing else self.url_of(step)
