"""Measures in the API."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from clients.measures.queries import get_measured, get_response, responses_where
from clients.measures.rules import Due, Mode, Rater, Stage, items_of
from clients.measures.serializers import (
    DueFilters,
    DueOut,
    MeasureFilters,
    MeasureIn,
    MeasureOut,
)
from clients.measures.services import AnswerData, Way, answer_measure
from practice.core.api import ONCE, PracticeView
from practice.core.services import AlreadyDone


class MeasureView(PracticeView):
    """What clients were measured by. A judgement of change is shut until both are in."""

    scope = "measures"
    serializer_class = MeasureOut

    @extend_schema(parameters=[MeasureFilters], responses=MeasureOut(many=True))
    def list(self, request: Request) -> Response:
        """Responses, newest first; how activities began stands in the intake, not here."""
        self.actor.require("measure.read")
        narrow: dict[str, Any] = self.narrowed(MeasureFilters)
        return self.page_of(responses_where(self.actor, **narrow))

    @extend_schema(
        request=MeasureIn, parameters=[ONCE], responses={201: MeasureOut, 200: MeasureOut}
    )
    def create(self, request: Request) -> Response:
        """Keep an answer that was given in person. A repeat with the same key is 200."""
        self.actor.require("measure.write")
        values = self.checked(MeasureIn, request.data)
        client_id = values.pop("client")
        pairs = [(one["item"], one["number"]) for one in values.pop("answers")]
        rater, stage = Rater(values.pop("rater")), Stage(values.pop("stage"))
        try:
            response = answer_measure(
                actor=self.actor,
                client_id=client_id,
                data=AnswerData(answers=pairs, rater=rater, stage=stage, **values),
                way=Way(mode=Mode.IN_PERSON, entered_by_id=self.actor.membership_id),
                key=self.once_key(),
            )
        except AlreadyDone as done:
            if done.object_id is None:
                raise
            return self.answer(get_response(self.actor, done.object_id))
        return self.answer(response, 201)

    def retrieve(self, request: Request, response_id: UUID) -> Response:
        """One response."""
        return self.answer(get_response(self.actor, response_id))


class MeasureDueView(PracticeView):
    """What is due; a list that ends, without pages."""

    scope = "measures"
    serializer_class = DueOut
    pagination_class = None  # type: ignore[assignment]

    @extend_schema(parameters=[DueFilters], responses=DueOut(many=True), filters=False)
    def list(self, request: Request) -> Response:
        """What is to be answered by a client, and of them, today."""
        narrow = self.narrowed(DueFilters)
        measured = get_measured(self.actor, narrow["client"])
        moment = Stage(narrow["moment"]) if "moment" in narrow else None
        named: dict[UUID | None, list[tuple[str, str]]] = {
            work.id: work.activities for work in measured.works
        }
        shown = [_shown(one, named) for one in measured.due(moment)]
        return Response(DueOut(shown, many=True).data)


def _shown(one: Due, named: dict[UUID | None, list[tuple[str, str]]]) -> dict[str, Any]:
    instrument = one.instrument
    return {
        "instrument": instrument.code,
        "version": instrument.version,
        "name": instrument.name,
        "low": instrument.low,
        "high": instrument.high,
        "rater": one.rater,
        "episode": one.episode,
        "stage": one.stage,
        "asked_on": one.asked_on,
        "items": items_of(instrument, named.get(one.episode, [])),
    }
