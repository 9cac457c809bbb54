"""Cards to understand by, and the practice's page of next steps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.symptoms.models import HAS_OWN_CODE, Retirable
from practice.core.tenancy import TenantModel
from sessions.understanding.rules import PICTURE_WORDS, SUMMARY_LENGTH, TITLE_LENGTH


class UnderstandingCard(Retirable):
    """One short card. `healthy` and `tight` hold a point a line, of two columns.

    A client reads one that is `offered_to_all` or in a program of theirs. `drawing` names a partial
    in templates/understanding/drawings, `picture` bytes in the store that are shown instead.
    `version` grows with each edit.
    """

    subject = "understanding"
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    summary = models.CharField(_("in a sentence"), max_length=SUMMARY_LENGTH, blank=True)
    body = models.TextField(_("words"), blank=True)
    healthy = models.TextField(_("when it is free"), blank=True)
    tight = models.TextField(_("when it is tight"), blank=True)
    drawing = models.CharField(max_length=60, blank=True)
    link = models.CharField(_("link"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=120, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    offered_to_all = models.BooleanField(_("every client may read it"), default=False)
    picture = models.CharField(max_length=200, blank=True, default="", db_default="")
    picture_type = models.CharField(max_length=60, blank=True, default="", db_default="")
    picture_says = models.CharField(max_length=PICTURE_WORDS, blank=True, default="", db_default="")
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "built_in_code"), name="one_understanding_card_a_code"
            ),
            models.CheckConstraint(condition=HAS_OWN_CODE, name="own_card_has_own_code"),
        )

    def __str__(self) -> str:
        return self.title


class NextSteps(TenantModel):
    """What a practice says once something let go for the first time; one page a practice."""

    subject = "understanding"
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    body = models.TextField(_("words"), blank=True)
    link = models.CharField(_("link"), max_length=300, blank=True)
    is_offered = models.BooleanField(_("clients find it in the portal"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice",), name="one_page_of_next_steps"),
        )

    def __str__(self) -> str:
        return self.title
