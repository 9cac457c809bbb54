"""The home program: one plan with revisions, its items, its days and times."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client, Episode
from clients.symptoms.rules import Phase
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.movements.models import Movement
from sessions.program_templates.models import ProgramTemplate
from sessions.programs.rules import BUDGETS, MINUTES_DEFAULT, Dosed, HomeProgramState
from sessions.understanding.models import UnderstandingCard


class HomeProgram(TenantModel):
    """What a client practises at home. The schedule (ISO weekdays 1–7, local times, first and last
    day, cue) is data of the program; its zone is the client's.

    `starts_on` and `ends_on` are planned; `started_on` and `ended_on` are the days it began to run
    and ended; `begins_on` is the first while it is still to come, until its course of work says
    so, `paused_at` since when it rests, `resumed_on` the day on which it
    last went on after a day of rest. `many_reason`: why it holds more than is easily kept,
    `many_for` how many it held as that was said.
    `early_reason`: why it was `made_from` a template without what comes first.
    """

    subject = "program"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    state = models.CharField(
        max_length=10, default=HomeProgramState.DRAFT.value, choices=HomeProgramState.choices()
    )
    days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    times = ArrayField(models.TimeField(), default=list, blank=True)
    cue = models.CharField(_("what it follows in the day"), max_length=200, blank=True)
    note_to_client = models.TextField(_("a word to the client"), blank=True)
    made_from = TenantForeignKey(ProgramTemplate, null=True)
    early_reason = models.CharField(
        _("why without what comes first"), max_length=300, blank=True, default="", db_default=""
    )
    minutes_budget = models.PositiveSmallIntegerField(
        _("minutes there are a day"), default=MINUTES_DEFAULT, db_default=MINUTES_DEFAULT
    )
    many_reason = models.CharField(
        _("why so many"), max_length=300, blank=True, default="", db_default=""
    )
    many_for = models.PositiveSmallIntegerField(default=0, db_default=0)
    starts_on = models.DateField(_("first day"), null=True)
    ends_on = models.DateField(_("last day"), null=True)
    revision = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    started_on = models.DateField(null=True)
    begins_on = models.DateField(null=True, editable=False)
    ended_on = models.DateField(null=True)
    paused_at = models.DateTimeField(null=True)
    resumed_on = models.DateField(null=True, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "episode"),
                condition=models.Q(state__in=["active", "paused"]),
                name="one_running_program",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on"))
                | models.Q(starts_on=None)
                | models.Q(ends_on=None),
                name="program_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes_budget__in=BUDGETS), name="program_budget_known"
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client", "-id"), name="program_client"),
            models.Index(
                fields=("practice", "ends_on"),
                condition=models.Q(state__in=["active", "paused"], ends_on__isnull=False),
                name="program_to_end",
            ),
            models.Index(
                fields=("practice", "begins_on"),
                condition=models.Q(begins_on__isnull=False),
                name="program_to_begin",
            ),
            models.Index(
                fields=("practice", "id"), condition=models.Q(state="active"), name="program_active"
            ),
        )

    def __str__(self) -> str:
        return self.state


class HomeProgramRevision(TenantModel):
    """What the program was at one revision, item by item; the client's link stays the same."""

    subject = "program"
    client_path = "home_program__client__"
    home_program = TenantForeignKey(HomeProgram)
    number = models.PositiveIntegerField()
    items = models.JSONField()
    minutes_budget = models.PositiveSmallIntegerField(
        default=MINUTES_DEFAULT, db_default=MINUTES_DEFAULT
    )
    many_reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    many_for = models.PositiveSmallIntegerField(default=0, db_default=0)
    made_by = TenantForeignKey("practice.Membership", null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "home_program", "number"), name="one_revision_a_number"
            ),
        )

    def __str__(self) -> str:
        return str(self.number)


class ProgramItem(TenantModel):
    """One movement in a program, or a card to understand by: its phase, dose, side, variant and a
    word on how. A card is read once: it takes no minutes of a day.

    `unlock_reason` is the practitioner's reason for integrating before a release is recorded, or
    for maintaining before it is a habit; `against_reason` for a movement that asks the body for
    what a decision leaves out. `unlock_for` (Lock) and `against_for` (Contraindication) are what
    each was given for; it answers nothing else.
    """

    subject = "program"
    client_path = "home_program__client__"
    home_program = TenantForeignKey(HomeProgram)
    movement = TenantForeignKey(Movement, null=True)
    card = TenantForeignKey(UnderstandingCard, null=True)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices())
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    variant = models.CharField(_("variant"), max_length=20, blank=True)
    note = models.CharField(_("how, in a few words"), max_length=300, blank=True)
    repetitions = models.PositiveSmallIntegerField(_("repetitions"), null=True)
    side = models.CharField(
        _("side"), max_length=10, blank=True, default="", db_default="", choices=Dosed.choices()
    )
    unlock_reason = models.CharField(_("why before a release"), max_length=300, blank=True)
    unlock_for = ArrayField(
        models.CharField(max_length=40), default=list, db_default=[], blank=True
    )
    against_reason = models.CharField(
        _("why all the same"), max_length=300, blank=True, default="", db_default=""
    )
    against_for = ArrayField(
        models.CharField(max_length=40), default=list, db_default=[], blank=True
    )
    added_on = models.DateField()
    removed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "home_program", "movement", "phase"),
                condition=models.Q(removed_on=None),
                name="one_item_a_movement",
            ),
            models.UniqueConstraint(
                fields=("practice", "home_program", "card"),
                condition=models.Q(removed_on=None, card__isnull=False),
                name="one_item_a_card",
            ),
            models.CheckConstraint(
                condition=models.Q(card__isnull=False, movement=None, phase=Phase.UNDERSTAND.value)
                | models.Q(card=None, movement__isnull=False)
                & ~models.Q(phase=Phase.UNDERSTAND.value),
                name="item_is_movement_or_card",
            ),
        )
        indexes = (models.Index(fields=("practice", "home_program"), name="item_program"),)

    def __str__(self) -> str:
        return self.phase

    @property
    def name(self) -> str:
        """What it is called: the movement's name, or the card's title."""
        return str(self.movement.name if self.movement_id else self.card.title)

    @property
    def is_retired(self) -> bool:
        """Whether it has left the library since."""
        what = self.movement if self.movement_id else self.card
        return what.retired_at is not None
