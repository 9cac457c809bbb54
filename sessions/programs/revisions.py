"""What was practised at a revision: what a log of that time is about."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from practice.core.actor import Actor
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem


def practised_at(
    actor: Actor, home_program: HomeProgram, number: int, also: Collection[UUID] = ()
) -> list[ProgramItem]:
    """The movements of one revision in its order, and those items of the program in `also`.

    What was taken out and given again is two rows; it is the one in `also`, or else the first.
    """
    rows = ProgramItem.objects.visible_to(actor).select_related("movement")
    rows = rows.filter(home_program=home_program, movement__isnull=False)
    if number == home_program.revision:
        now = rows.filter(Q(removed_on=None) | Q(pk__in=also))
        return list(now.order_by("position", "id"))
    order = _movements_at(actor, home_program, number)
    found = rows.filter(Q(movement_id__in={pk for pk, _phase in order}) | Q(pk__in=also))
    listed = list(found.order_by("id"))
    then: dict[tuple[str, str], ProgramItem] = {}
    for item in listed:
        key = (str(item.movement_id), item.phase)
        if key in order and (key not in then or item.pk in also):
            then[key] = item
    first = [then[key] for key in order if key in then]
    return first + [item for item in listed if item.pk in also and item not in first]


def _movements_at(actor: Actor, home_program: HomeProgram, number: int) -> list[tuple[str, str]]:
    rows = HomeProgramRevision.objects.visible_to(actor)
    kept = rows.filter(home_program=home_program, number=number)
    told = kept.values_list("items", flat=True).first() or []
    return [(row["movement"], row["phase"]) for row in told if row["movement"]]
