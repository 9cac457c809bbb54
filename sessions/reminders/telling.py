"""How often reminders come, and why, in words for both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.reminders.fading import Stage, StepKind, stage_words
from sessions.reminders.models import ReminderPlan, ReminderStep


@dataclass(frozen=True)
class ToldStep:
    """One step as it is read: when, what, why, and by whom where somebody took it."""

    on: date
    words: str
    why: str
    by: str
    kind: StepKind
    stage: str


@dataclass(frozen=True)
class ToldPlan:
    """How a plan stands: its stage in words, its steps, and what can be done about it."""

    plan: ReminderPlan
    stage: str
    steps: list[ToldStep]

    @property
    def last(self) -> ToldStep | None:
        """The newest step."""
        return self.steps[0] if self.steps else None

    @property
    def suggested(self) -> ToldStep | None:
        """What the practice suggests, while nothing came after it."""
        return self.last if self.last and self.last.kind == StepKind.SUGGESTED else None

    @property
    def can_undo(self) -> bool:
        """Whether the newest step came by itself."""
        return self.last is not None and self.last.kind in {StepKind.FADED, StepKind.RETURNED}

    @property
    def can_more(self) -> bool:
        """Whether they can come more often."""
        return self.plan.stage > Stage.DAILY

    @property
    def can_less(self) -> bool:
        """Whether they can come less often."""
        return self.plan.stage < Stage.SILENT


def told_plan(
    plan: ReminderPlan, steps: Iterable[ReminderStep], *, of_them: bool = False
) -> ToldPlan:
    """A plan with those of the steps that are its own, the newest first; `of_them` to staff."""
    own = [told_step(step, of_them=of_them) for step in steps if step.plan_id == plan.pk]
    return ToldPlan(plan, stage_words(Stage(plan.stage), of_them=of_them), own)


def told_step(step: ReminderStep, *, of_them: bool = False) -> ToldStep:
    """One step in words."""
    kind, stage = StepKind(step.kind), stage_words(Stage(step.to_stage), of_them=of_them)
    by = step.said_by.name if step.said_by_id else ""
    if step.guardian_id:
        by = step.guardian.name
    elif step.by_client:
        by = _("the client")
    moved = step.from_stage != step.to_stage or kind == StepKind.SUGGESTED
    words = f"{kind.label}: {stage}" if moved else str(kind.label)
    return ToldStep(step.local_date, words, why_words(step.why), by, kind, stage)


def why_words(why: Mapping[str, float]) -> str:
    """The numbers that a step was taken for."""
    parts = []
    if "practised" in why:
        words = _("practised on %(practised)s of %(planned)s planned days in %(days)s")
        parts.append(words % why)
    if "habit" in why:
        parts.append(_("the habit questions say %(habit).1f of 7") % why)
    if "missed" in why:
        missed = int(why["missed"])
        words = ngettext(
            "%(n)s planned day without a practice", "%(n)s planned days without a practice", missed
        )
        parts.append(words % {"n": missed})
    if "unanswered" in why:
        count = int(why["unanswered"])
        words = ngettext(
            "%(n)s reminder without an answer", "%(n)s reminders in a row without an answer", count
        )
        parts.append(words % {"n": count})
    return "; ".join(parts)
