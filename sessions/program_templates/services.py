"""Writes of templates: what is built in, and a practice's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from clients.records.rules import fold
from clients.symptoms.own_words import own_code, worded
from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.elsewhere import is_address
from practice.core.errors import DomainError, Stale
from practice.core.services import claim_once
from sessions.movements.models import Movement
from sessions.movements.rules import Dosed
from sessions.program_templates.library import TEMPLATES, VERSION
from sessions.program_templates.models import ProgramTemplate, TemplateItem
from sessions.program_templates.queries import what_comes_first
from sessions.program_templates.rules import (
    ITEMS_MOST,
    MINUTES_MOST,
    NAME_LENGTH,
    PHASES,
    TEMPLATES_MOST,
    WEEKS_MOST,
    goes_in_a_circle,
)


def copy_templates(actor: Actor) -> None:
    """Copy the built-in templates into a new practice, after its movements."""
    made = ProgramTemplate._base_manager.bulk_create(
        ProgramTemplate(
            practice_id=actor.practice_id,
            built_in_code=ours.code,
            built_in_version=VERSION,
            name=ours.name,
            folded=fold(ours.name),
            summary=ours.summary,
            made_for=ours.made_for.value,
            tier=ours.tier.value,
            weeks=ours.weeks,
            source=ours.source,
            rights=ours.rights,
            position=position,
        )
        for position, ours in enumerate(TEMPLATES)
    )
    by_code = {template.built_in_code: template for template in made}
    for ours in TEMPLATES:
        by_code[ours.code].prerequisite = by_code.get(ours.prerequisite)
        by_code[ours.code].refresher = by_code.get(ours.refresher)
    ProgramTemplate._base_manager.bulk_update(made, ["prerequisite", "refresher"])
    movements = Movement.objects.visible_to(actor).only("built_in_code")
    known = {movement.built_in_code: movement for movement in movements}
    TemplateItem._base_manager.bulk_create(
        TemplateItem(
            practice_id=actor.practice_id,
            template=by_code[ours.code],
            position=position,
            movement=known[item.movement],
            phase=item.phase.value,
            minutes=item.minutes,
            variant=item.variant,
            note=item.note,
        )
        for ours in TEMPLATES
        for position, item in enumerate(ours.items)
    )


@dataclass(frozen=True, kw_only=True)
class TemplateItemData:
    """One movement as it was chosen; `side` is a Dosed or ""."""

    movement: Movement
    phase: Phase
    minutes: int
    variant: str = ""
    side: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TemplateData:
    """A whole template; `prerequisite` and `refresher` are others of the practice."""

    name: str
    made_for: str
    tier: str
    items: Sequence[TemplateItemData]
    summary: str = ""
    link: str = ""
    prerequisite: UUID | None = None
    refresher: UUID | None = None
    weeks: int | None = None
    source: str = ""
    rights: str = ""


def _check_item(row: str, item: TemplateItemData, seen: set[tuple[UUID, Phase]]) -> None:
    if item.phase not in PHASES:
        raise DomainError(_("A movement frees, integrates or maintains."), field=f"{row}-phase")
    if not 1 <= item.minutes <= MINUTES_MOST:
        raise DomainError(_("Give it 1 to 60 minutes."), field=f"{row}-minutes")
    if item.variant and item.variant not in item.movement.variants:
        raise DomainError(_("This movement is not done that way."), field=f"{row}-variant")
    if item.side not in {"", *Dosed}:
        raise DomainError(_("Choose a side from the list."), field=f"{row}-side")
    if (item.movement.pk, item.phase) in seen:
        words = _("%(name)s is in the template already.") % {"name": item.movement.name}
        raise DomainError(words, field=f"{row}-movement")
    seen.add((item.movement.pk, item.phase))


def _check(actor: Actor, data: TemplateData, template: ProgramTemplate | None) -> None:
    if not data.items:
        raise DomainError(_("Choose at least one movement."), field="items-0-movement")
    if len(data.items) > ITEMS_MOST:
        words = _("A template has %(n)s movements at most.") % {"n": ITEMS_MOST}
        raise DomainError(words, field=f"items-{ITEMS_MOST}-movement")
    seen: set[tuple[UUID, Phase]] = set()
    for number, item in enumerate(data.items):
        _check_item(f"items-{number}", item, seen)
    if data.link and not is_address(data.link):
        words = _("A whole address that begins with https://, such as https://example.org/program.")
        raise DomainError(words, field="link")
    if data.weeks is not None and not 1 <= data.weeks <= WEEKS_MOST:
        raise DomainError(_("From 1 to %(n)s weeks.") % {"n": WEEKS_MOST}, field="weeks")
    _check_others(actor, data, template)


def _check_others(actor: Actor, data: TemplateData, template: ProgramTemplate | None) -> None:
    """What comes first and what refreshes are of this practice, and nothing before itself."""
    before = what_comes_first(actor) if data.prerequisite or data.refresher else {}
    for field, other in (("prerequisite", data.prerequisite), ("refresher", data.refresher)):
        if other is not None and other not in before:
            raise DomainError(_("Choose a template from the list."), field=field)
    if template and goes_in_a_circle(template.pk, data.prerequisite, before):
        words = _("That one waits for this one already, so neither could ever begin.")
        raise DomainError(words, field="prerequisite", code="circle")
    if template and data.refresher == template.pk:
        raise DomainError(_("A template is not its own refresher."), field="refresher")


def _require_room(held: int) -> None:
    if held >= TEMPLATES_MOST:
        words = _("There are as many as anybody chooses from. Retire one first.")
        raise DomainError(words, field="name")


def _said(template: ProgramTemplate, data: TemplateData) -> None:
    template.name = worded(data.name, NAME_LENGTH)
    template.folded = fold(template.name)[:120]
    template.summary = " ".join(data.summary.split())
    template.made_for, template.tier = data.made_for, data.tier
    template.link = data.link
    template.prerequisite_id, template.refresher_id = data.prerequisite, data.refresher
    template.weeks = data.weeks
    template.source, template.rights = data.source.strip(), data.rights.strip()


def _kept(template: ProgramTemplate) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        words = _("There is a template of this name already, here or among the retired ones.")
        raise DomainError(words, field="name", code="name_taken") from None


def _items(template: ProgramTemplate, items: Sequence[TemplateItemData]) -> None:
    TemplateItem._base_manager.bulk_create(
        TemplateItem(
            practice_id=template.practice_id,
            template=template,
            position=position,
            movement=item.movement,
            phase=item.phase.value,
            minutes=item.minutes,
            variant=item.variant,
            side=item.side,
            note=item.note.strip(),
        )
        for position, item in enumerate(items)
    )


@transaction.atomic
def add_template(*, actor: Actor, data: TemplateData, key: UUID | None = None) -> ProgramTemplate:
    """Add a template of the practice's own. AlreadyDone if `key` made one before.

    DomainError names the row that is wrong: items-0-movement, items-1-minutes …
    """
    actor.require("movement.write")
    _check(actor, data, None)
    rows = ProgramTemplate.objects.visible_to(actor, "movement.write")
    shelf = rows.aggregate(last=Max("position"), held=Count("id", filter=Q(retired_at=None)))
    _require_room(shelf["held"])
    once = claim_once(actor=actor, key=key, action="add_template")
    template = ProgramTemplate(
        **once,
        practice_id=actor.practice_id,
        built_in_code=own_code(),
        built_in_version=0,
        position=(shelf["last"] or 0) + 1,
    )
    _said(template, data)
    _kept(template)
    _items(template, data.items)
    return template


@transaction.atomic
def edit_template(
    *, actor: Actor, template: ProgramTemplate, data: TemplateData, version: int
) -> ProgramTemplate:
    """Change one of the practice's own, which the caller holds; programs made from it stay.

    Stale if `version` is not the stored one.
    """
    actor.require("movement.write")
    if not template.is_own:
        raise DomainError(_("What came along stays as it is. Copy it to change it."))
    if template.version != version:
        raise Stale(_("Somebody changed this template in between. Look at it again."))
    _check(actor, data, template)
    _said(template, data)
    template.version += 1
    _kept(template)
    TemplateItem._base_manager.filter(
        practice_id=template.practice_id, template_id=template.pk
    ).delete()
    _items(template, data.items)
    return template


def retire_template(*, actor: Actor, template: ProgramTemplate, retired: bool) -> None:
    """Offer it no more, or again; programs made from it stay as they are."""
    actor.require("movement.write")
    if not retired and template.retired_at is not None:
        rows = ProgramTemplate.objects.visible_to(actor, "movement.write")
        _require_room(rows.filter(retired_at=None).count())
    template.retired_at = (template.retired_at or now()) if retired else None
    template.save(update_fields=["retired_at"])
