"""Templates of home programs: each practice has its copy of ours, and writes its own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.symptoms.models import HAS_OWN_CODE, Retirable
from clients.symptoms.rules import Phase
from practice.core.elsewhere import host_of
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.movements.models import Movement
from sessions.movements.rules import Dosed
from sessions.program_templates.rules import NAME_LENGTH, MadeFor, Tier


class ProgramTemplate(Retirable):
    """A program to begin from. Its `prerequisite` comes first; `refresher` is what brings it back
    later; `link` leads to a program that the client gets elsewhere. `version` counts changes."""

    subject = "movement"
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    folded = models.CharField(max_length=120)
    summary = models.CharField(_("in a sentence"), max_length=300, blank=True)
    made_for = models.CharField(
        _("made for"), max_length=12, choices=MadeFor.choices(), default=MadeFor.STANDARD.value
    )
    tier = models.CharField(_("tier"), max_length=8, choices=Tier.choices(), default="full")
    link = models.CharField(_("where the full program is"), max_length=500, blank=True)
    prerequisite = TenantForeignKey("care_sessions.ProgramTemplate", null=True)
    refresher = TenantForeignKey("care_sessions.ProgramTemplate", null=True)
    weeks = models.PositiveSmallIntegerField(_("weeks it usually takes"), null=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "built_in_code"), name="one_template_a_code"
            ),
            models.UniqueConstraint(fields=("practice", "folded"), name="one_template_a_name"),
            models.CheckConstraint(condition=HAS_OWN_CODE, name="own_template_has_own_code"),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"), name="template_link_https"
            ),
            models.CheckConstraint(
                condition=~Q(prerequisite=models.F("id")), name="template_not_before_itself"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_own(self) -> bool:
        """Whether the practice wrote it, and so may change it."""
        return not self.built_in_version

    @property
    def leads_on(self) -> bool:
        """Whether a client is told where the full program is."""
        return self.tier == Tier.SAMPLE and bool(self.link) and self.retired_at is None

    @property
    def link_host(self) -> str:
        """Whose site the link leads to."""
        return host_of(self.link)


class TemplateItem(TenantModel):
    """One movement of a template: what it puts into a program, to be changed there freely."""

    subject = "movement"
    template = TenantForeignKey(ProgramTemplate, related_name="items")
    position = models.PositiveSmallIntegerField()
    movement = TenantForeignKey(Movement)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices())
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    variant = models.CharField(_("variant"), max_length=20, blank=True)
    side = models.CharField(_("side"), max_length=10, blank=True, choices=Dosed.choices())
    note = models.CharField(_("how, in a few words"), max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "template", "position"), name="one_template_item_a_position"
            ),
        )

    def __str__(self) -> str:
        return f"{self.template_id} {self.position}"

    @property
    def name(self) -> str:
        """What it is called: its movement's name."""
        return str(self.movement.name)
