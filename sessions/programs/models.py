"""The home program: one plan with revisions, its items, its days and times."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client, Episode
from clients.symptoms.rules import Phase
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.movements.models import Movement
from sessions.programs.rules import HomeProgramState


class HomeProgram(TenantModel):
    """What a client practises at home. The schedule (ISO weekdays 1–7, local times, cue) is data
    of the program; its zone is the client's."""

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
    revision = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "episode"),
                condition=models.Q(state__in=["active", "paused"]),
                name="one_running_program",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client", "-id"), name="program_client"),
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
    """One movement in a program: its phase, minutes, variant and a word on how.

    `unlock_reason` is the practitioner's reason for integrating before a release is recorded.
    """

    subject = "program"
    client_path = "home_program__client__"
    home_program = TenantForeignKey(HomeProgram)
    movement = TenantForeignKey(Movement)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices())
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    variant = models.CharField(_("variant"), max_length=20, blank=True)
    note = models.CharField(_("how, in a few words"), max_length=300, blank=True)
    unlock_reason = models.CharField(_("why before a release"), max_length=300, blank=True)
    added_on = models.DateField()
    removed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "home_program", "movement", "phase"),
                condition=models.Q(removed_on=None),
                name="one_item_a_movement",
            ),
        )
        indexes = (models.Index(fields=("practice", "home_program"), name="item_program"),)

    def __str__(self) -> str:
        return self.phase
