"""Writes of the measures: an answer kept as it was given, withdrawn by whoever erred, a review
asked for, a tablet lent and given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clients.measures.models import LentTablet, MeasureResponse, MeasureReview
from clients.measures.queries import (
    MeasuredClient,
    Work,
    counterpart_is_in,
    get_measured,
    get_response,
    review_on,
)
from clients.measures.rules import (
    IN_A_LESSON,
    INSTRUMENTS,
    JUDGED_BY_CLIENT,
    JUDGED_BY_PRACTITIONER,
    PSFS,
    Answer,
    Instrument,
    Mode,
    Rater,
    Stage,
    items_of,
    stages_for,
    wrong_in,
)
from clients.records.services import require_present
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now
from practice.core.errors import DomainError, ReadOnly
from practice.core.services import claim_once

LENT_FOR = timedelta(minutes=30)  # since the last answer
LENT_AT_MOST = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class AnswerData:
    """What somebody answered: to which instrument in which version, and for which occasion.

    `episode`: of which course of work; None is the one that goes on.
    """

    instrument: str
    version: str
    rater: Rater
    stage: Stage
    asked_on: date
    answers: Sequence[Answer]
    episode: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Way:
    """How an answer came; `entered_by_id`: who wrote it down, or lent the tablet.

    `moment`: the stage of a lesson that the tablet was lent at.
    """

    mode: Mode
    entered_by_id: UUID | None = None
    moment: Stage | None = None


@transaction.atomic
def answer_measure(
    *, actor: Actor, client_id: UUID, data: AnswerData, way: Way, key: UUID | None = None
) -> MeasureResponse:
    """Keep an answer, once for each occasion.

    Http404 for a client out of reach, DomainError beside the item that is wrong, AlreadyDone for
    a `key` used before. Refused when the version changed between the question and the answer.
    """
    actor.require("measure.write")
    measured = _held(actor, client_id)
    response = _judged(actor, measured, data, way)
    for name, made in claim_once(actor=actor, key=key, action="answer_measure").items():
        setattr(response, name, made)
    try:
        with transaction.atomic():
            response.save(force_insert=True)
    except IntegrityError:  # this question; or this change, judged in other words
        raise _answered() from None
    return response


@transaction.atomic
def answer_measures(
    *, actor: Actor, client_id: UUID, said: Sequence[AnswerData], way: Way
) -> list[MeasureResponse]:
    """Keep several answers that were given together, all or none; the caller claims their key."""
    actor.require("measure.write")
    measured = _held(actor, client_id)
    responses = [_judged(actor, measured, data, way) for data in said]
    try:
        with transaction.atomic():
            MeasureResponse._base_manager.bulk_create(responses)
    except IntegrityError:
        raise _answered() from None
    return responses


def _judged(actor: Actor, measured: MeasuredClient, data: AnswerData, way: Way) -> MeasureResponse:
    """An answer that may be kept as it was given, and is not stored yet."""
    _require_judge(actor, data.rater)
    instrument, work = _asked(measured, data, way)
    _require_blind(actor, work, data, way)
    wrong = wrong_in(instrument, items_of(instrument, work.activities), data.answers)
    if wrong is not None:
        raise DomainError(_(wrong.message), field=wrong.item)
    return MeasureResponse(
        practice_id=actor.practice_id,
        client_id=measured.client.pk,
        episode_id=work.id,
        instrument=instrument.code,
        version=instrument.version,
        language=get_language() or "",
        rater=data.rater,
        stage=data.stage,
        asked_on=data.asked_on,
        answers=[[item, number] for item, number in data.answers],
        mode=way.mode,
        entered_by_id=way.entered_by_id,
        guardian_id=actor.guardian_id,
        is_baseline=_is_first(work, instrument),
        answered_on=measured.today,
        answered_at=now(),
    )


def _held(actor: Actor, client_id: UUID) -> MeasuredClient:
    """A client as they are once nobody else writes about them; Http404 out of reach, above all."""
    try:
        require_present(actor=actor, client_id=client_id)
    except ReadOnly:
        get_measured(actor, client_id, "measure.write")
        raise
    return get_measured(actor, client_id, "measure.write")


def _answered() -> DomainError:
    words = _("This is answered already, and the first answer stays.")
    return DomainError(words, code="answered")


def _require_judge(actor: Actor, rater: Rater) -> None:
    """Nobody judges for the other in their own name: the portal is the client's alone."""
    if actor.in_portal and rater is not Rater.CLIENT:
        raise NotAllowed("measure.write")


def _asked(measured: MeasuredClient, data: AnswerData, way: Way) -> tuple[Instrument, Work]:
    """The instrument and the course of work, if it asks for this answer."""
    instrument, work = INSTRUMENTS.get(data.instrument), measured.work_of(data.episode)
    if instrument is None:
        raise DomainError(_("There is no such measure."), field="instrument")
    if instrument.version != data.version:
        words = _("The question changed since it was opened. Answer it anew; nothing was kept.")
        raise DomainError(words, code="version")
    if work is None:
        raise DomainError(_("There is no course of work yet that could be measured."))
    by_practitioner = data.rater is Rater.PRACTITIONER
    if by_practitioner and instrument.code not in JUDGED_BY_PRACTITIONER:
        raise DomainError(_("Only the client can answer this."), field="rater")
    if data.stage not in stages_for(instrument.code):
        raise DomainError(_("This is not asked then."), field="stage")
    is_held = way.mode is Mode.IN_PERSON or data.stage == way.moment
    if (data.stage in IN_A_LESSON and not is_held) or not work.is_asking(
        data.stage, data.asked_on, measured.today
    ):
        words = _("This is not asked any more. Look at what is due now.")
        raise DomainError(words, field="asked_on", code="over")
    return instrument, work


def _require_blind(actor: Actor, work: Work, data: AnswerData, way: Way) -> None:
    """Whoever writes the client's judgement down has given their own before."""
    if way.mode is not Mode.IN_PERSON or data.rater is not Rater.CLIENT:
        return
    if data.instrument in JUDGED_BY_CLIENT and not work.has_judged(
        Rater.PRACTITIONER, data.stage, data.asked_on
    ):
        words = _(
            "Give your own rating first: else you would know theirs. Or let them answer by"
            " themselves, in the portal or on the tablet."
        )
        raise DomainError(words, code="unblinded")


def _is_first(work: Work, instrument: Instrument) -> bool:
    """Whether this is where the course of the instrument begins, in the version that is asked."""
    if instrument.judges_change:
        return False
    told = work.told_in_intake if instrument.code == PSFS.code else None
    if told is not None and told.version == instrument.version:
        return False
    return (instrument.code, instrument.version) not in {
        (one.instrument, one.version) for one in work.given
    }


@transaction.atomic
def withdraw_response(*, actor: Actor, response_id: UUID, why: str) -> MeasureResponse:
    """Take an answer out that was entered by mistake; it stays, with who and why.

    Refused for a judgement of change once the other one's is in: both were seen by then.
    """
    actor.require("measure.write")
    if actor.membership_id is None:
        raise NotAllowed("measure.write")
    response = get_response(actor, response_id, "measure.write")
    require_present(actor=actor, client_id=response.client_id)
    if response.withdrawn_at is not None:
        raise DomainError(_("This was taken out already."))
    if response.instrument in JUDGED_BY_CLIENT and counterpart_is_in(response):
        raise DomainError(_("Both ratings are in and were seen: they stay as they are."))
    if not why.strip():
        raise DomainError(_("Say why, in a few words."), field="why")
    response.withdrawn_at, response.withdrawn_by_id = now(), actor.membership_id
    response.withdrawn_why = why.strip()[:200]
    response.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return response


@transaction.atomic
def ask_for_review(*, actor: Actor, client_id: UUID) -> MeasureReview:
    """Ask for a review from today on; asked twice on a day it is one."""
    actor.require("measure.write")
    if actor.membership_id is None:
        raise NotAllowed("measure.write")
    measured = get_measured(actor, client_id, "measure.write")
    require_present(actor=actor, client_id=measured.client.pk)
    work = measured.work
    if work is None or work.closed_on is not None:
        raise DomainError(_("There is no open course of work to review."))
    asked = review_on(actor, work, measured.today)
    if asked is None:
        asked = MeasureReview(
            practice_id=actor.practice_id,
            client_id=measured.client.pk,
            episode_id=work.id,
            asked_on=measured.today,
            asked_by_id=actor.membership_id,
            asked_at=now(),
        )
        asked.save(force_insert=True)
    return asked


@transaction.atomic
def lend_tablet(*, actor: Actor, client_id: UUID, moment: str = "") -> LentTablet:
    """Lend a client this device for what is due; whoever lends it signs out by that."""
    actor.require("measure.write")
    if actor.membership_id is None:
        raise NotAllowed("measure.write")
    measured = get_measured(actor, client_id, "measure.write")
    require_present(actor=actor, client_id=measured.client.pk)
    if moment and moment not in IN_A_LESSON:
        raise DomainError(_("Choose when you ask."), field="moment")
    stage = Stage(moment) if moment else None
    if not measured.due(stage, Rater.CLIENT):
        raise DomainError(_("Nothing is due for them right now."))
    lent = LentTablet(
        practice_id=actor.practice_id,
        client_id=measured.client.pk,
        lent_by_id=actor.membership_id,
        moment=moment,
        lent_at=now(),
        expires_at=now() + LENT_FOR,
    )
    lent.save(force_insert=True)
    return lent


def lend_longer(*, actor: Actor, tablet: LentTablet) -> LentTablet:
    """Let a loan go on after an answer, up to a bound: nobody is cut off between two questions."""
    actor.require("measure.write")
    tablet.expires_at = min(now() + LENT_FOR, tablet.lent_at + LENT_AT_MOST)
    tablet.save(update_fields=["expires_at"])
    return tablet


def give_back(*, actor: Actor, tablet: LentTablet) -> LentTablet:
    """End what a lent tablet may do; it opens nothing from then on."""
    actor.require("measure.write")
    tablet.given_back_at = now()
    tablet.save(update_fields=["given_back_at"])
    return tablet
