"""What the client did at home: many logs a day, each with how it was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.practice_logs.rules import SkipReason
from sessions.programs.models import HomeProgram, ProgramItem

RATINGS = ("slowness", "attention", "effort", "ease_after", "pain_during")


class LogSource(models.TextChoices):
    """Where a log was written."""

    PORTAL = "portal", _("in the portal")
    MAIL_LINK = "mail_link", _("from a reminder")
    TOGETHER = "together", _("together with the practice")
    API = "api", _("by a program")
    PHONE = "phone", _("on the phone, without a connection")


class PracticeLog(TenantModel):
    """One practice, done or skipped, of the `revision` that the program had then. `local_date` is
    the client's own day; ratings are 0–10 or not answered; `client_key` is the phone's own key, so
    that a repeat is one log."""

    subject = "practice_log"
    client_path = "client__"
    client = TenantForeignKey(Client)
    home_program = TenantForeignKey(HomeProgram)
    revision = models.PositiveIntegerField(default=1, db_default=1)
    local_date = models.DateField()
    logged_at = models.DateTimeField()
    client_key = models.UUIDField()
    source = models.CharField(max_length=12, choices=LogSource.choices)
    done = models.BooleanField()
    skip_reason = models.CharField(
        _("why not"), max_length=20, blank=True, choices=SkipReason.choices()
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True)
    slowness = models.PositiveSmallIntegerField(_("slowness"), null=True)
    attention = models.PositiveSmallIntegerField(_("attention"), null=True)
    effort = models.PositiveSmallIntegerField(_("effort"), null=True)
    ease_after = models.PositiveSmallIntegerField(_("ease after"), null=True)
    pain_during = models.PositiveSmallIntegerField(_("pain during"), null=True)
    soreness_hours = models.PositiveSmallIntegerField(_("hours of soreness"), null=True)
    worse = models.BooleanField(_("worse than before"), default=False)
    line = models.CharField(_("a line about it"), max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "client_key"), name="one_log_a_key"),
            models.CheckConstraint(
                condition=models.Q(done=True) | ~models.Q(skip_reason=""),
                name="skipped_has_reason",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{name}__isnull": True})
                    | models.Q(**{f"{name}__range": (0, 10)}),
                    name=f"log_{name}_0_to_10",
                )
                for name in RATINGS
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client", "-logged_at"), name="log_client"),
            models.Index(fields=("practice", "-logged_at"), name="log_recent"),
            models.Index(fields=("practice", "home_program", "local_date"), name="log_day"),
            models.Index(fields=("practice", "client", "-local_date"), name="log_client_day"),
        )

    def __str__(self) -> str:
        return f"{self.local_date}"


class PracticeLogItem(TenantModel):
    """Which item of the program was practised in a log."""

    subject = "practice_log"
    client_path = "log__client__"
    log = TenantForeignKey(PracticeLog)
    item = TenantForeignKey(ProgramItem)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "log", "item"), name="one_log_item"),
        )

    def __str__(self) -> str:
        return f"{self.item_id}"


class EndedLinks(TenantModel):
    """That a client, their `guardian`, or the practice (`ended_by`) ended what is out there of
    theirs: links in mails and phones that send logs, as far as they were made by `ended_at`."""

    subject = "practice_log"
    client_path = "client__"
    client = TenantForeignKey(Client)
    ended_at = models.DateTimeField()
    ended_by = TenantForeignKey("practice.Membership", null=True)
    guardian = TenantForeignKey("clients.Guardian", null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_by=None) | models.Q(guardian=None),
                name="links_ended_by_one_side",
            ),
        )
        indexes = (models.Index(fields=("practice", "client", "-ended_at"), name="links_ended"),)

    def __str__(self) -> str:
        return f"{self.ended_at:%Y-%m-%d %H:%M}"
