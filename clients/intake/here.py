"""Where an intake stands for whoever fills it in: what is open, what is asked, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse

from clients.intake.models import IntakeSubmission, QuestionBack
from clients.intake.queries import (
    DRAFT,
    as_asked,
    latest_intake,
    open_steps_of,
    questions_in,
)
from clients.intake.rules import IntakeStep, first_open, is_done, unanswered
from practice.core.actor import Actor

STEPS = tuple(IntakeStep)


@dataclass(frozen=True)
class Here:
    """One client's intake as it stands, for whoever fills it in, and where its pages are."""

    actor: Actor
    client_id: UUID
    intake: IntakeSubmission | None
    questions: Sequence[QuestionBack] = field(default_factory=list)

    @property
    def is_together(self) -> bool:
        """Whether somebody of the practice fills it in with the client."""
        return self.actor.client_id is None

    @classmethod
    def of(cls, actor: Actor, client_id: UUID) -> "Here":
        """Look it up: one statement, and another where something was asked back on."""
        intake = latest_intake(actor, client_id)
        is_draft = intake is not None and intake.state == DRAFT
        return cls(actor, client_id, intake, questions_in(actor, intake if is_draft else None))

    @property
    def is_sent(self) -> bool:
        """Whether it is signed, so that nothing of it changes."""
        return self.intake is not None and self.intake.state != DRAFT

    @property
    def answers(self) -> dict[str, Any]:
        """What was told so far."""
        return self.intake.answers if self.intake else {}

    @cached_property
    def steps(self) -> list[IntakeStep]:
        """The steps that may be filled in, in order."""
        may = open_steps_of(self.intake, self.questions)
        return [step for step in STEPS if step in may]

    @cached_property
    def asked(self) -> set[IntakeStep]:
        """Steps that somebody asks about and that were not kept since."""
        return {part.step for part in unanswered(as_asked(self.questions))}

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

    def url_of(self, step: IntakeStep) -> str:
        """Where one step is filled in."""
        if self.is_together:
            there = {"client_id": self.client_id, "step": step.value}
            return reverse("client_intake_step", kwargs=there)
        return reverse("portal_intake_step", kwargs={"step": step.value})
