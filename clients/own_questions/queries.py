"""Reads of a practice's own questions: the newest version, an earlier one, and the draft."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.db.models import Count, Subquery
from django.http import Http404

from clients.own_questions.models import OwnAnswer, OwnDraft, OwnForm, OwnQuestion
from clients.own_questions.rules import Form, Question
from practice.core.actor import Actor
from practice.core.beside import beside


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


_NEWEST = """
    SELECT jsonb_build_object('id', form.id, 'version', form.version, 'question', to_jsonb(asked))
    FROM clients_ownquestion asked
    JOIN clients_ownform form ON form.practice_id = asked.practice_id AND form.id = asked.form_id
    WHERE form.practice_id = %s AND form.version =
        (SELECT max(version) FROM clients_ownform WHERE practice_id = %s)
    ORDER BY asked.position"""


def form_beside(actor: Actor) -> Any:
    """The same beside another row, to be read by `form_read`."""
    practice = actor.practice_id
    return beside(actor, f"{OwnForm.subject}.read", _NEWEST, practice, practice)


def form_read(rows: Sequence[Mapping[str, Any]]) -> Form | None:
    """What `form_beside` found."""
    if not rows:
        return None
    names = [field.name for field in fields(Question)]
    asked = [Question.of({name: row["question"][name] for name in names}) for row in rows]
    return Form(rows[0]["id"], rows[0]["version"], tuple(asked))


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


def published_kind(actor: Actor, code: str) -> str:
    """The kind of answer that the versions of a question ask for; "" if none asked it."""
    rows = OwnQuestion.objects.visible_to(actor).filter(code=code)
    return rows.order_by("-id").values_list("kind", flat=True).first() or ""


def question_row(actor: Actor, form_id: str, code: str) -> Any:
    """The id of one version's question, looked up inside the statement that names it."""
    rows = OwnQuestion.objects.visible_to(actor).filter(form_id=UUID(form_id), code=code)
    return Subquery(rows.values("pk")[:1])


def counted_answers(actor: Actor) -> dict[str, list[tuple[str, int]]]:
    """By code: how often each answer was given, in whatever version, as far as the actor reaches.

    Words and days are counted as one, under "".
    """
    rows = OwnAnswer.objects.visible_to(actor).order_by()
    found = rows.values("code", "choice", "number", "yes").annotate(n=Count("id"))
    counted: dict[str, list[tuple[str, int]]] = {}
    for row in found.order_by("code", "number", "-yes", "-n", "choice"):
        counted.setdefault(row["code"], []).append((_answer(row), row["n"]))
    return counted


def _answer(row: Mapping[str, Any]) -> str:
    if row["yes"] is not None:
        return "yes" if row["yes"] else "no"
    return row["choice"] or ("" if row["number"] is None else str(row["number"]))
