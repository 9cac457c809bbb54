"""The doors to a response and to a lent tablet, and the list of the API."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404

from clients.measures.models import LentTablet, MeasureResponse, MeasureReview
from clients.measures.queries.told import Told
from clients.measures.queries.works import Work
from clients.measures.rules import (
    JUDGED_BY_CLIENT,
    JUDGED_BY_PRACTITIONER,
    Mode,
    Rater,
    Stage,
)
from practice.core.actor import Actor
from practice.core.clock import now


def get_response(actor: Actor, response_id: UUID, action: str = "measure.read") -> MeasureResponse:
    """The one door to a response, with its client; Http404 out of reach, or still shut."""
    actor.require(action)
    rows = MeasureResponse.objects.visible_to(actor, action)
    found = rows.select_related("client", "entered_by", "withdrawn_by").filter(pk=response_id)
    response = found.first()
    if response is None:
        raise Http404("response")
    return response


def told_of(response: MeasureResponse) -> Told:
    """A response as it is read."""
    return Told(
        id=response.pk,
        instrument_code=response.instrument,
        version=response.version,
        rater=Rater(response.rater),
        stage=Stage(response.stage),
        asked_on=response.asked_on,
        answered_on=response.answered_on,
        answers=[(item, number) for item, number in response.answers],
        mode=Mode(response.mode),
        entered_by=response.entered_by.name if response.entered_by else "",
        is_baseline=response.is_baseline,
    )


def responses_where(
    actor: Actor,
    *,
    client: UUID | None = None,
    instrument: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Any:
    """Responses within reach that are not withdrawn, narrowed."""
    rows = MeasureResponse.objects.visible_to(actor).filter(withdrawn_at=None)
    wanted = {
        "client_id": client,
        "instrument": instrument,
        "answered_on__gte": since,
        "answered_on__lte": until,
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def counterpart_is_in(response: MeasureResponse) -> bool:
    """Whether the other one has judged the same change too: then both have seen both."""
    mine = Rater(response.rater)
    codes = JUDGED_BY_PRACTITIONER if mine is Rater.CLIENT else JUDGED_BY_CLIENT
    return (
        MeasureResponse._base_manager.filter(
            practice_id=response.practice_id,
            episode_id=response.episode_id,
            stage=response.stage,
            asked_on=response.asked_on,
            instrument__in=codes,
            withdrawn_at=None,
        )
        .exclude(rater=mine)
        .exists()
    )


def review_on(actor: Actor, work: Work, day: date) -> MeasureReview | None:
    """The review that was asked for on a day."""
    rows = MeasureReview.objects.visible_to(actor)
    return rows.filter(episode_id=work.id, asked_on=day).first()


def lent_tablet(actor: Actor, tablet_id: UUID) -> LentTablet | None:
    """A tablet that is lent right now, with whom it concerns; None once it is over."""
    rows = LentTablet.objects.visible_to(actor).select_related("client", "lent_by", "practice")
    return rows.filter(pk=tablet_id, given_back_at=None, expires_at__gt=now()).first()
