"""Home programs in the API."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from clients.records.queries import get_client, open_episode_of
from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from practice.core.api import ONCE, PracticeView
from practice.core.services import AlreadyDone
from sessions.movements.models import Movement
from sessions.programs.models import HomeProgram
from sessions.programs.queries import as_of_today, get_home_program, items_of, programs_where
from sessions.programs.rules import HomeProgramState
from sessions.programs.serializers import (
    HomeProgramDetail,
    HomeProgramFilters,
    HomeProgramIn,
    HomeProgramOut,
    ProgramItemOut,
)
from sessions.programs.services import (
    ItemData,
    ProgramData,
    activate_program,
    create_program,
    pause_program,
    resume_program,
)
from sessions.understanding.models import UnderstandingCard


def _items(actor: Actor, wanted: list[dict[str, Any]]) -> list[ItemData]:
    """Movements and cards by their ids, a statement each; ValidationError names the row that has
    none. Whether one is retired the service judges."""
    movements = _found(Movement, actor, wanted, "movement")
    cards = _found(UnderstandingCard, actor, wanted, "card")
    return [
        ItemData(
            **item
            | {
                "movement": movements.get(item["movement"]),
                "card": cards.get(item["card"]),
                "phase": Phase(item["phase"]),
            }
        )
        for item in wanted
    ]


def _found(
    model: type[Movement] | type[UnderstandingCard],
    actor: Actor,
    wanted: list[dict[str, Any]],
    name: str,
) -> dict[Any, Any]:
    ids = [item[name] for item in wanted if item[name]]
    found: dict[Any, Any] = model.objects.visible_to(actor).in_bulk(ids) if ids else {}
    for number, item in enumerate(wanted):
        if item[name] and item[name] not in found:
            raise ValidationError({"items": {str(number): {name: [f"No such {name}."]}}})
    return found


class HomeProgramView(PracticeView):
    """What clients practise at home."""

    scope = "home_programs"
    serializer_class = HomeProgramOut

    def _whole(self, home_program: HomeProgram, status: int = 200) -> Response:
        shown = HomeProgramOut(home_program).data
        items = ProgramItemOut(items_of(self.actor, home_program), many=True).data
        return Response({**shown, "items": items}, status=status)

    @extend_schema(parameters=[HomeProgramFilters], responses=HomeProgramOut(many=True))
    def list(self, request: Request) -> Response:
        """Programs, newest first."""
        self.actor.require("program.read")
        narrow = self.narrowed(HomeProgramFilters)
        if "state" in narrow:
            narrow["state"] = HomeProgramState(narrow["state"])
        page = self.paginate_queryset(programs_where(self.actor, **narrow)) or []
        shown = HomeProgramOut([as_of_today(one) for one in page], many=True).data
        return self.get_paginated_response(shown)

    @extend_schema(
        request=HomeProgramIn,
        parameters=[ONCE],
        responses={201: HomeProgramDetail, 200: HomeProgramDetail},
    )
    def create(self, request: Request) -> Response:
        """Plan a program, as a draft, for the client's open course of work."""
        self.actor.require("program.write")
        values = self.checked(HomeProgramIn, request.data)
        client = get_client(self.actor, values.pop("client"))
        episode = open_episode_of(self.actor, client.pk)
        if episode is None:
            raise ValidationError({"client": ["No course of work is open for this client."]})
        items = _items(self.actor, values.pop("items"))
        data = ProgramData(items=items, **values)
        try:
            made = create_program(actor=self.actor, episode=episode, data=data, key=self.once_key())
        except AlreadyDone as done:
            if done.object_id is None:
                raise
            return self._whole(get_home_program(self.actor, done.object_id))
        return self._whole(made, 201)

    @extend_schema(responses=HomeProgramDetail)
    def retrieve(self, request: Request, home_program_id: UUID) -> Response:
        """One program with what is in it now."""
        return self._whole(get_home_program(self.actor, home_program_id))

    def _moved(self, home_program_id: UUID, move: Callable[..., HomeProgram]) -> Response:
        home_program = get_home_program(self.actor, home_program_id, "program.write", hold=True)
        return self._whole(move(actor=self.actor, home_program=home_program))

    @extend_schema(request=None, responses=HomeProgramDetail)
    def activate(self, request: Request, home_program_id: UUID) -> Response:
        """Start a draft."""
        return self._moved(home_program_id, activate_program)

    @extend_schema(request=None, responses=HomeProgramDetail)
    def pause(self, request: Request, home_program_id: UUID) -> Response:
        """Let it rest; its reminders rest with it."""
        return self._moved(home_program_id, pause_program)

    @extend_schema(request=None, responses=HomeProgramDetail)
    def resume(self, request: Request, home_program_id: UUID) -> Response:
        """Go on after a pause."""
        return self._moved(home_program_id, resume_program)
