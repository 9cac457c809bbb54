"""The session note: two voices, technique lines, addenda, and the releases it recorded."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client, Episode
from clients.symptoms.models import MuscleGroup
from clients.symptoms.rules import Position, Side
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.appointments.authors import NoteManager
from sessions.appointments.models import Session
from sessions.evaluations.models import PositionTransitionAssessment
from sessions.movements.models import Movement
from sessions.notes.rules import Evidence, LowToneChoice, NoteState, Touch


class SessionNote(TenantModel):
    """What was said, seen, sensed and done in one session. Once signed, the database refuses
    every change to it, its lines and its cells; addenda hang on it."""

    subject = "note"
    client_path = "client__"
    client = TenantForeignKey(Client)
    session = TenantForeignKey(Session)
    assessment = TenantForeignKey(PositionTransitionAssessment, related_name="notes")
    author = TenantForeignKey("practice.Membership")
    state = models.CharField(
        max_length=24, default=NoteState.DRAFT.value, choices=NoteState.choices()
    )
    clients_words = models.TextField(_("client’s words"), blank=True)
    observed = models.TextField(_("observed"), blank=True)
    sensed_by_hand = models.TextField(_("sensed by hand"), blank=True)
    retest = models.TextField(_("re-test"), blank=True)
    felt_change = models.TextField(_("client’s felt change"), blank=True)
    home_movements = models.TextField(_("home movements"), blank=True)
    plan = models.TextField(_("plan, cautions, referral"), blank=True)
    pattern = models.TextField(_("habitual pattern"), blank=True, default="", db_default="")
    low_tone_choice = models.CharField(
        _("tone too low: what follows"),
        max_length=20,
        blank=True,
        choices=LowToneChoice.choices(),
    )
    low_tone_reason = models.TextField(_("to whom and when, or why"), blank=True)
    # Names of the protocols that lines were taken from, as they were.
    protocols = ArrayField(models.CharField(max_length=80), default=list, db_default=[])
    # How it stood with hands-on work as it was signed; "" of what was signed before it was kept.
    touch = models.CharField(
        max_length=20, blank=True, choices=Touch.choices(), default="", db_default=""
    )
    touch_at = models.DateTimeField(null=True)
    # The practice's own muscle groups as they were called when it was signed: name by code.
    muscle_names = models.JSONField(default=dict, db_default={})
    low_tone_to = models.CharField(
        _("referred to"), max_length=200, blank=True, default="", db_default=""
    )
    low_tone_on = models.DateField(_("referred for"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    signed_by = TenantForeignKey("practice.Membership", null=True)
    # The record it was signed for, where that has become part of another since.
    sealed_for = models.UUIDField(null=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True)
    # As the newest NoteVisibility says; the database writes it, and refuses any other hand.
    author_only = models.BooleanField(default=False, db_default=False, editable=False)

    objects: ClassVar[NoteManager[Self]] = NoteManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "assessment"), name="one_note_a_matrix"),
            models.CheckConstraint(
                condition=~models.Q(state="signed")
                | (
                    models.Q(signed_at__isnull=False)
                    & models.Q(signed_by__isnull=False)
                    & ~models.Q(content_hash="")
                ),
                name="signed_note_has_signer",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client", "-id"), name="note_client"),
            models.Index(
                fields=("practice", "saved_at"),
                name="note_unsigned",
                condition=~models.Q(state="signed"),
            ),
        )

    def __str__(self) -> str:
        return self.state


class TechniqueApplication(TenantModel):
    """One line of the lesson: technique, muscle group or movement, side, position, how often, how
    it answered. Names of techniques and movements are kept as they were."""

    subject = "note"
    client_path = "note__client__"
    note = TenantForeignKey(SessionNote)
    position = models.PositiveSmallIntegerField()
    technique = models.CharField(_("technique"), max_length=30)
    technique_name = models.CharField(max_length=60, blank=True, default="", db_default="")
    muscle_group = TenantForeignKey(MuscleGroup, verbose_name=_("muscle group"), null=True)
    movement = TenantForeignKey(Movement, verbose_name=_("movement"), null=True)
    movement_name = models.CharField(max_length=120, blank=True, default="", db_default="")
    side = models.CharField(_("side"), max_length=10, choices=Side.choices())
    place = models.CharField(
        _("position"),
        max_length=30,
        blank=True,
        choices=Position.choices(),
        default="",
        db_default="",
    )
    repetitions = models.PositiveSmallIntegerField(_("how often"), null=True)
    response = models.CharField(_("how it answered"), max_length=300, blank=True)

    objects: ClassVar[NoteManager[Self]] = NoteManager("note__")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "note", "position"), name="one_line_a_position"
            ),
            models.CheckConstraint(
                condition=models.Q(muscle_group__isnull=False) | models.Q(movement__isnull=False),
                name="line_muscle_or_movement",
            ),
            models.CheckConstraint(
                condition=models.Q(repetitions__isnull=True) | models.Q(repetitions__range=(1, 99)),
                name="line_1_to_99",
            ),
        )

    def __str__(self) -> str:
        return self.technique


class NoteAddendum(TenantModel):
    """What is added to a signed note later, with the reason. Insert-only."""

    subject = "note"
    client_path = "note__client__"
    note = TenantForeignKey(SessionNote)
    author = TenantForeignKey("practice.Membership")
    reason = models.CharField(_("why it is added"), max_length=200)
    text = models.TextField(_("what is added"))
    added_at = models.DateTimeField()

    objects: ClassVar[NoteManager[Self]] = NoteManager("note__")

    def __str__(self) -> str:
        return self.reason


class ReleaseMethod(models.TextChoices):
    """How a release came about; any way is only the start (seed row 86)."""

    IN_SESSION = "in_session", _("in a session")
    AT_HOME = "at_home", _("at home")
    OTHER_PROVIDER = "other_provider", _("with somebody else")


class ReleaseEvent(TenantModel):
    """Something let go. Integration, reminders and Today follow from it by reading it."""

    subject = "note"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    note = TenantForeignKey(SessionNote, null=True)
    muscle_group = TenantForeignKey(MuscleGroup, verbose_name=_("muscle group"))
    side = models.CharField(_("side"), max_length=10, choices=Side.choices())
    method = models.CharField(max_length=20, choices=ReleaseMethod.choices)
    evidence = models.CharField(
        max_length=20, blank=True, choices=Evidence.choices(), default="", db_default=""
    )
    released_on = models.DateField()

    objects: ClassVar[NoteManager[Self]] = NoteManager("note__", may_lack=True)

    class Meta:
        indexes = (
            models.Index(fields=("practice", "episode", "-released_on"), name="release_episode"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "note", "muscle_group", "side"), name="one_release_a_note"
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence="cells") | models.Q(note__isnull=False),
                name="cells_are_of_a_note",
            ),
        )

    def __str__(self) -> str:
        return f"{self.released_on}"


class Phrase(TenantModel):
    """Words that a practice uses often, offered beside one part of a note."""

    subject = "settings"
    part = models.CharField(_("part of the note"), max_length=20)
    text = models.CharField(_("phrase"), max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "part", "text"), name="one_phrase"),
        )

    def __str__(self) -> str:
        return self.text
