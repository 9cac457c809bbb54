"""The movement library: built-in movements are copied into each practice, which adds its own."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.symptoms.models import HAS_OWN_CODE, Retirable
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.movements.media.rules import MediaKind


class Movement(Retirable):
    """One movement to practise. `steps` is one round of {kind, words, seconds}; `targets` a list of
    {muscle_group, place} by code; `frees` and `integrates` weigh 0 to 3.

    Version 0 of `built_in_version` is the practice's own, `copied_from` another or not. `folded`
    keeps two of one name apart; the list stands in the order of `sort_name`.
    """

    subject = "movement"
    name = models.CharField(_("name"), max_length=120)
    aliases = models.JSONField(default=list)
    summary = models.CharField(_("in a sentence"), max_length=300, blank=True)
    start_position = models.CharField(max_length=30)
    variants = ArrayField(models.CharField(max_length=20), default=list)
    sides = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    cycles = models.PositiveSmallIntegerField(_("rounds"), default=1)
    start = models.TextField(_("how to begin"), blank=True)
    steps = models.JSONField(default=list)
    frees = models.PositiveSmallIntegerField()
    integrates = models.PositiveSmallIntegerField()
    targets = models.JSONField(default=list)
    contraindications = ArrayField(models.CharField(max_length=40), default=list)
    drawing = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200)
    rights = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    folded = models.CharField(max_length=120, blank=True, default="", db_default="")
    sort_name = models.CharField(
        max_length=140, blank=True, default="", db_default="", db_collation="C"
    )
    copied_from = TenantForeignKey("self", null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "built_in_code"), name="one_movement_a_code"
            ),
            models.UniqueConstraint(
                fields=("practice", "folded"),
                condition=models.Q(built_in_version=0),
                name="one_own_movement_a_name",
            ),
            models.CheckConstraint(condition=HAS_OWN_CODE, name="own_movement_has_own_code"),
            models.CheckConstraint(
                condition=models.Q(frees__lte=3, integrates__lte=3), name="weights_0_to_3"
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "sort_name", "id"),
                condition=models.Q(retired_at=None),
                name="movement_offered",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_own(self) -> bool:
        """Whether the practice wrote it, and so may change it."""
        return not self.built_in_version


class MovementBeginning(TenantModel):
    """One thing that a movement is found by: a beginning of a word of its names, folded, or a mark
    of what it reaches, where it starts, what it does and how long it takes (`rules.marks`).

    Built as what clients are found by (`ClientBeginning`): equality on text with collation C is
    leakproof, and the list's order stands in the index, so that a page is read and no more.
    """

    subject = "movement"
    movement = TenantForeignKey(Movement, related_name="beginnings")
    text = models.CharField(max_length=120, db_collation="C")
    sort_name = models.CharField(max_length=140, db_collation="C")
    is_retired = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "movement", "text"), name="one_movement_beginning_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "text", "is_retired", "sort_name", "movement"),
                name="movement_beginning",
            ),
        )

    def __str__(self) -> str:
        return self.text


class MovementMedia(TenantModel):
    """A picture, a sound, a video, or a link to one elsewhere, that belongs to a movement.

    `title` says what it shows, for who cannot see or hear it too; `transcript` what is said in it.
    The bytes lie in the store by a made name, `content_type` is what was found in them; a link has
    neither, and an address.
    """

    subject = "movement"
    movement = TenantForeignKey(Movement)
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in MediaKind])
    title = models.CharField(_("what it shows"), max_length=200)
    transcript = models.TextField(_("what is said in it"), blank=True)
    url = models.CharField(max_length=500, blank=True)
    stored_as = models.CharField(max_length=100, blank=True, editable=False)
    content_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    added_at = models.DateTimeField()
    added_by = TenantForeignKey("practice.Membership")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=MediaKind.LINK.value, stored_as="") & ~models.Q(url="")
                | ~models.Q(kind=MediaKind.LINK.value) & models.Q(url="") & ~models.Q(stored_as=""),
                name="media_file_or_link",
            ),
            models.UniqueConstraint(
                fields=("stored_as",), condition=~models.Q(stored_as=""), name="one_media_a_name"
            ),
        )
        indexes = (models.Index(fields=("practice", "movement", "id"), name="media_movement"),)

    def __str__(self) -> str:
        return self.title
