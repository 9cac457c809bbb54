"""Where courses of work stand, worked out anew from the rows that it follows from."""

from typing import Any

from django.db.models import Exists, Min, OuterRef

from clients.records.models import Episode
from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from sessions.notes.models import ReleaseEvent
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.running import begun


def wrong_standing(actor: Actor) -> list[Episode]:
    """Open courses of work whose row says something else than their releases and programs."""
    programs = begun(HomeProgram.objects.visible_to(actor)).filter(episode=OuterRef("pk"))
    integrating = ProgramItem.objects.visible_to(actor).filter(
        home_program__episode=OuterRef("pk"),
        home_program__in=begun(HomeProgram.objects.visible_to(actor)).filter(state="active"),
        phase__in=[Phase.INTEGRATE, Phase.MAINTAIN],
        removed_on=None,
    )
    running = programs.filter(state="active").order_by().values("started_on")
    releases = ReleaseEvent.objects.visible_to(actor).filter(episode=OuterRef("pk")).order_by()
    first = releases.values("episode").annotate(first=Min("released_on")).values("first")
    rows: Any = (
        Episode.objects.visible_to(actor)
        .filter(state="open")
        .annotate(
            was_started=Exists(programs),
            running_since=running,
            is_integrating=Exists(integrating),
            first_release=first,
        )
    )
    return [
        row
        for row in rows
        if (row.started, row.runs_since, row.integrates, row.released_on)
        != (row.was_started, row.running_since, row.is_integrating, row.first_release)
    ]
