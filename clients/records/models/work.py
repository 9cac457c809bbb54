"""Courses of work, each on one concern."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models.people import Client
from clients.records.rules import EpisodeOutcome, EpisodeState
from practice.core.tenancy import TenantForeignKey, TenantModel

OUTCOME_WORDS = {
    EpisodeOutcome.MET: _("goals met"),
    EpisodeOutcome.PARTLY: _("partly met"),
    EpisodeOutcome.NOT_MET: _("not met"),
    EpisodeOutcome.MOVED_ON: _("moved on"),
}


class Episode(TenantModel):
    """A course of work on one concern, from intake to outcome. The concern is part of the story.

    `started`: a home program was begun; `runs_since`: the day on which the one that runs now was,
    None while none runs; `released_on`: the day of the first release; `integrates`: the one that
    runs has an integrate item.
    """

    subject = "story"
    client_path = "client__"
    client = TenantForeignKey(Client)
    concern = models.TextField(_("concern, in the client's words"))
    state = models.CharField(
        max_length=10,
        default=EpisodeState.OPEN.value,
        choices=[(s.value, s.value) for s in EpisodeState],
    )
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(null=True)
    outcome = models.CharField(
        _("outcome"),
        max_length=20,
        blank=True,
        choices=[(o.value, OUTCOME_WORDS[o]) for o in EpisodeOutcome],
    )
    reason = models.TextField(_("reason"), blank=True)
    # Where it stands on the arc, kept by the rooms above as it happens: read often, seldom written.
    started = models.BooleanField(default=False, db_default=False, editable=False)
    runs_since = models.DateField(null=True, editable=False)
    released_on = models.DateField(null=True, editable=False)
    integrates = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        indexes = (
            models.Index(fields=("practice", "client", "-opened_on"), name="episode_client"),
            models.Index(
                fields=("practice", "released_on", "id"),
                condition=models.Q(
                    state=EpisodeState.OPEN.value, integrates=False, released_on__isnull=False
                ),
                name="episode_stands",
            ),
        )

    def __str__(self) -> str:
        return self.concern[:60]

    @property
    def standing_release(self) -> date | None:
        """The day of a release that nothing integrates: old patterns tend to return (row 85)."""
        return None if self.integrates else self.released_on
