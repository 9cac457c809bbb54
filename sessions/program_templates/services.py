"""Writes of templates: what is built in, and a practice's own."""

from clients.records.rules import fold
from practice.core.actor import Actor
from sessions.movements.models import Movement
from sessions.program_templates.library import TEMPLATES, VERSION
from sessions.program_templates.models import ProgramTemplate, TemplateItem


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
