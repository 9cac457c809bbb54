"""Reads of a practice's own questions: the newest version, an earlier one, and the draft."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Subquery
from django.http import Http404

from clients.own_questions.models import OwnDraft, OwnForm, OwnQuestion
from clients.own_questions.rules import Form, Question
from practice.core.actor import Actor


def newest_form(actor: Actor) -> Form | None:
    """What the practice asks now, in one statement; None if it asks nothing of its own."""
    newest = OwnForm.objects.visible_to(actor).order_by("-version").values("pk")[:1]
    rows = OwnQuestion.objects.visible_to(actor).filter(form=Subquery(newest))
    found = list(rows.select_related("form").order_by("position"))
    return _as_form(found[0].form, found) if found else None


def _as_form(form: OwnForm, rows: Iterable[OwnQuestion]) -> Form:
    return Form(str(form.pk), form.version, tuple(map(_as_question, rows)))


def _as_question(row: OwnQuestion) -> Question:
    return Question(
        code=row.code,
        kind=row.kind,
        wording=row.wording,
        help=row.help,
        options=tuple(row.options),
        low=row.low,
        high=row.high,
        needed=row.needed,
        future=row.future,
    )


def versions_of(actor: Actor) -> list[OwnForm]:
    """Every published version, newest first."""
    rows = OwnForm.objects.visible_to(actor).select_related("published_by")
    return list(rows.order_by("-version"))


def get_version(actor: Actor, version: int) -> tuple[OwnForm, Form]:
    """The one door to a published version."""
    rows = OwnForm.objects.visible_to(actor, "settings.read").select_related("published_by")
    found = rows.filter(version=version).first()
    if found is None:
        raise Http404("own questions")
    asked = OwnQuestion.objects.visible_to(actor).filter(form=found).order_by("position")
    return found, _as_form(found, asked)


def own_draft(actor: Actor) -> OwnDraft | None:
    """The draft of the next version, if somebody began one."""
    rows = OwnDraft.objects.visible_to(actor, "settings.read").select_related("changed_by")
    return rows.first()


def questions_in(draft: OwnDraft | None) -> list[Question]:
    """The questions of a draft."""
    return [Question.of(stored) for stored in draft.questions] if draft else []


def was_published(actor: Actor, code: str) -> bool:
    """Whether some version asked this question."""
    return OwnQuestion.objects.visible_to(actor).filter(code=code).exists()


def question_ids(actor: Actor, form_id: UUID) -> dict[str, UUID]:
    """The rows of one version's questions, by code."""
    rows = OwnQuestion.objects.visible_to(actor).filter(form_id=form_id)
    return dict(rows.values_list("code", "id"))
