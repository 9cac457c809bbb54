"""Tables of the measures: what somebody answered, reviews asked for, tablets handed over.

Raw answers are kept and never changed; scores and verdicts are computed anew each time.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clients.measures.rules import (
    JUDGED_BY_CLIENT,
    JUDGED_BY_PRACTITIONER,
    Mode,
    Rater,
    Stage,
)
from clients.records.models import Client, Episode
from practice.core.actor import Actor
from practice.core.tenancy import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet


class ResponseManager(TenantManager["MeasureResponse"]):
    """The one door to responses: a judgement of change is shut until its counterpart is in."""

    def visible_to(
        self, actor: Actor, action: str | None = None
    ) -> TenantQuerySet["MeasureResponse"]:
        """Responses within reach, without what the other one has judged of a change alone."""
        rows = super().visible_to(actor, action)
        mine = Rater.CLIENT if actor.in_portal else Rater.PRACTITIONER
        shut, key = JUDGED_BY_CLIENT, JUDGED_BY_PRACTITIONER
        if mine is Rater.CLIENT:
            shut, key = key, shut
        same = MeasureResponse._base_manager.using(self._db).filter(
            practice_id=actor.practice_id,
            episode_id=OuterRef("episode_id"),
            stage=OuterRef("stage"),
            asked_on=OuterRef("asked_on"),
            withdrawn_at=None,
        )
        judged = same.filter(rater=mine, instrument__in=key)
        others = ~Q(rater=mine) & Q(instrument__in=shut)
        return rows.filter(~others | Exists(judged))


class MeasureResponse(TenantModel):
    """One instrument answered once: the raw answers, to which version, for which occasion.

    An occasion is a `stage` of a course of work and the day it was asked for (`asked_on`).
    `answers` are pairs of an item and its number. `rater`: whose judgement it is; `mode`: how it
    was given; `entered_by`: who of the practice wrote it down or handed the tablet over. One that
    was entered by mistake is withdrawn, and stays.
    """

    subject = "measure"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    instrument = models.CharField(max_length=20)
    version = models.CharField(max_length=10)
    language = models.CharField(max_length=12)
    rater = models.CharField(max_length=12, choices=Rater.choices())
    stage = models.CharField(max_length=20, choices=Stage.choices())
    asked_on = models.DateField()
    answers = models.JSONField()
    mode = models.CharField(max_length=12, choices=Mode.choices())
    entered_by = TenantForeignKey("practice.Membership", null=True)
    guardian = TenantForeignKey("clients.Guardian", null=True)
    is_baseline = models.BooleanField()
    answered_on = models.DateField()
    answered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = TenantForeignKey("practice.Membership", null=True)
    withdrawn_why = models.CharField(max_length=200, blank=True, default="", db_default="")

    objects: ClassVar[TenantManager[Self]] = ResponseManager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "episode", "instrument", "rater", "stage", "asked_on"),
                condition=Q(withdrawn_at=None),
                name="one_answer_an_occasion",
            ),
            models.UniqueConstraint(
                fields=("practice", "episode", "rater", "stage", "asked_on"),
                condition=Q(instrument__in=JUDGED_BY_CLIENT, withdrawn_at=None),
                name="one_judgement_an_occasion",
            ),
            models.UniqueConstraint(
                fields=("practice", "episode", "instrument", "version"),
                condition=Q(is_baseline=True, withdrawn_at=None),
                name="one_baseline_a_version",
            ),
            models.CheckConstraint(
                condition=Q(rater__in=[one.value for one in Rater])
                & Q(stage__in=[one.value for one in Stage])
                & Q(mode__in=[one.value for one in Mode]),
                name="response_words_known",
            ),
            models.CheckConstraint(
                condition=Q(mode=Mode.PORTAL.value, entered_by=None)
                | ~Q(mode=Mode.PORTAL.value) & Q(entered_by__isnull=False),
                name="response_says_who_entered_it",
            ),
            models.CheckConstraint(
                condition=Q(rater=Rater.CLIENT.value) | Q(mode=Mode.IN_PERSON.value),
                name="practitioner_judges_in_person",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="withdrawn_by_somebody",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client", "-id"), name="response_client"),
            models.Index(fields=("practice", "-id"), name="response_newest"),
            models.Index(fields=("practice", "instrument", "-id"), name="response_instrument"),
            models.Index(fields=("practice", "answered_on", "id"), name="response_by_day"),
        )

    def __str__(self) -> str:
        return f"{self.instrument} {self.stage} {self.asked_on}"


class MeasureReview(TenantModel):
    """That a practitioner asked for a review: from `asked_on` measures of change are due."""

    subject = "measure"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    asked_on = models.DateField(_("asked on"))
    asked_by = TenantForeignKey("practice.Membership")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "episode", "asked_on"), name="one_review_a_day"
            ),
        )
        indexes = (models.Index(fields=("practice", "client"), name="measure_review_client"),)

    def __str__(self) -> str:
        return f"{self.asked_on}"


class LentTablet(TenantModel):
    """That somebody of the practice lent a client their tablet to answer what is due.

    `moment` is the stage of a lesson it was lent at, or "". It answers for that client alone, in
    that browser alone, until `expires_at` or until it is given back.
    """

    subject = "measure"
    client_path = "client__"
    client = TenantForeignKey(Client)
    lent_by = TenantForeignKey("practice.Membership")
    moment = models.CharField(max_length=20, blank=True, choices=Stage.choices())
    lent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("practice", "client"), name="lent_tablet_client"),)

    def __str__(self) -> str:
        return f"{self.lent_at:%Y-%m-%d}"
