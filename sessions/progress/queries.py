"""Reads across the sessions: where a client is on the arc."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from clients.records.models import Episode
from clients.records.rules import ClientState
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, system_actor
from sessions.notes.models import ReleaseEvent
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.rules import HomeProgramState
from sessions.progress.rules import Stone, arc_of, phase_of


@dataclass(frozen=True, slots=True)
class ClientArc:
    """The arc of a client's newest course of work, with the day of its first release."""

    stones: tuple[Stone, ...]
    phase: Phase
    released_on: date | None
    is_open: bool

    def for_picture(self) -> list[dict[str, str]]:
        """The stones as components/phase_arc.html draws them."""
        return [{"label": s.phase.label, "state": s.state.value, "note": ""} for s in self.stones]


def arc_of_client(actor: Actor, client_id: UUID) -> ClientArc | None:
    """Where a client is, in one statement; None for a role that sees no story.

    `client_id` has come through a door, or is the portal's own.
    """
    if not actor.may("story.read"):
        return None
    system = system_actor(actor.practice_id)
    of_episode = {"episode_id": OuterRef("pk")}
    releases = ReleaseEvent.objects.visible_to(system).filter(**of_episode)
    programs = HomeProgram.objects.visible_to(system).filter(**of_episode)
    items = ProgramItem.objects.visible_to(system).filter(
        home_program__episode_id=OuterRef("pk"),
        home_program__state=HomeProgramState.ACTIVE,
        phase=Phase.INTEGRATE,
        removed_on=None,
    )
    row = (
        Episode.objects.visible_to(actor)
        .filter(client_id=client_id)
        .order_by("-state", "-opened_on", "-id")  # an open one before a closed one
        .values_list(
            Subquery(releases.order_by("released_on").values("released_on")[:1]),
            Exists(programs.exclude(state=HomeProgramState.DRAFT)),
            Exists(items),
            "client__state",
        )
        .first()
    )
    released_on, started, integrating, state = row or (None, False, False, "")
    facts = {
        "started": bool(started),
        "released": released_on is not None,
        "integrating": bool(integrating),
        "maintaining": state == ClientState.MAINTAINING,
    }
    phase = phase_of(**facts)
    return ClientArc(
        arc_of(**facts), phase, released_on, phase is Phase.INTEGRATE and not integrating
    )
