"""Tables of the public page: the page of a practice, and what it tells of whoever is shown."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.hours.rules import Modality
from sessions.public_page.rules import LINE_LENGTH, SLUG_LENGTH

# Those that a person says of themselves, by the name of the method. Neutral: what happens in a
# lesson, and nothing of what it would do for anybody.
MODALITY_WORDS: dict[Modality, tuple[str | Promise, str | Promise]] = {
    Modality.HANNA: (
        _("Hanna Somatic Education"),
        _(
            "Lessons, mostly lying down and with the teacher’s hands, in which you learn to sense"
            " muscles that stay tight, to release them and to move with ease; with short"
            " movements to practise at home."
        ),
    ),
    Modality.STRUCTURAL: (
        _("Rolf Method of Structural Integration"),
        _(
            "Hands-on work with the soft tissue of the whole body, together with movement"
            " education, in a series of meetings."
        ),
    ),
}


def _lines() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=LINE_LENGTH), default=list)


class PublicPage(TenantModel):
    """A practice's page for everybody, at its `slug`; nobody but those who work there sees it
    unless `is_open`."""

    subject = "settings"
    slug = models.SlugField(max_length=SLUG_LENGTH, unique=True)
    is_open = models.BooleanField(default=False, db_default=False)
    is_indexed = models.BooleanField(default=True, db_default=True)
    about = models.TextField(blank=True)
    shows_contact = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("practice",), name="one_public_page"),)

    def __str__(self) -> str:
        return self.slug


class PublicProfile(TenantModel):
    """What the page tells of somebody who gives lessons, once they are `is_shown`."""

    subject = "settings"
    member = TenantForeignKey("practice.Membership")
    is_shown = models.BooleanField(default=False, db_default=False)
    about = models.TextField(blank=True)
    modalities = ArrayField(models.CharField(max_length=20), default=list)
    other_work = _lines()
    practising_since = models.PositiveSmallIntegerField(null=True)
    affiliations = _lines()
    publications = _lines()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "member"), name="one_public_profile"),
        )

    def __str__(self) -> str:
        return f"{self.member_id}"
