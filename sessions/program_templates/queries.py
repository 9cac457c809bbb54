"""Reads of templates: the one door, the list, what is in one."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, F, Sum
from django.http import Http404
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.tenancy import TenantQuerySet
from sessions.movements.rules import Dosed, Variant
from sessions.program_templates.models import ProgramTemplate, TemplateItem

LISTED_MOST = 200


def _rows(actor: Actor, action: str = "movement.read") -> TenantQuerySet[ProgramTemplate]:
    rows = ProgramTemplate.objects.visible_to(actor, action)
    return rows.select_related("prerequisite", "refresher")


def templates_of(actor: Actor) -> list[ProgramTemplate]:
    """The practice's templates: those that are offered, then those that were retired."""
    rows = _rows(actor).order_by(F("retired_at").asc(nulls_first=True), "position", "id")
    return list(rows[:LISTED_MOST])


def offered_templates(actor: Actor) -> list[ProgramTemplate]:
    """Those that a program can begin from, each with how many movements (`held`) and minutes."""
    rows = _rows(actor).filter(retired_at=None)
    told = rows.annotate(held=Count("items"), minutes=Sum("items__minutes"))
    return list(told.order_by("position", "id")[:LISTED_MOST])


def get_template(
    actor: Actor, template_id: UUID, action: str = "movement.read", *, hold: bool = False
) -> ProgramTemplate:
    """The one door to a template: Http404 unless the actor may do `action` with it.

    `hold` keeps it, so that nobody else writes it in between.
    """
    rows = _rows(actor, action).filter(pk=template_id)
    template = (rows.select_for_update(of=("self",)) if hold else rows).first()
    if template is None:
        raise Http404("template")
    return template


def items_of_template(actor: Actor, template: ProgramTemplate) -> list[TemplateItem]:
    """What is in it, in order, each with its movement."""
    rows = TemplateItem.objects.visible_to(actor).select_related("movement")
    return list(rows.filter(template=template).order_by("position"))


def what_comes_first(actor: Actor) -> dict[UUID, UUID | None]:
    """Of each template, which one comes first."""
    rows = ProgramTemplate.objects.visible_to(actor).order_by("pk")
    return dict(rows.values_list("pk", "prerequisite_id"))


def how_in_words(item: TemplateItem) -> str:
    """Dose, side and variant in a line."""
    side = _(Dosed(item.side).label) if item.side else ""
    variant = _(Variant(item.variant).label) if item.variant else ""
    told = (_("%(n)s min") % {"n": item.minutes}, side, variant)
    return ", ".join(filter(None, told))


def minutes_of(items: Sequence[TemplateItem]) -> int:
    """How long it takes a day."""
    return sum(item.minutes for item in items)
