"""Tables of the radar: a practice's own points, the verdict of each day, and the night's runs."""

from django.db import models
from django.db.models import Q

from clients.records.models import Client
from practice.core.tenancy import TenantForeignKey, TenantModel
from sessions.progress.radar.rules import Level, Signal


class RadarSettings(TenantModel):
    """What a practice counts otherwise than the house: whole numbers by their name in `RadarRules`.

    Without a row, as without a name in it, the house's default holds. `version` grows with each
    change; verdicts name the one that they were judged by, 0 where there was none.
    """

    subject = "settings"
    changed = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = TenantForeignKey("practice.Membership")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("practice",), name="one_radar_a_practice"),)

    def __str__(self) -> str:
        return f"{self.version}"


class RadarSnapshot(TenantModel):
    """What the radar said of a client on one day of the practice, and why.

    `reasons`: each signal once, in the shape of `rules.stored`; `leading` is the one with the most
    points, "" where none speaks. `level_since` is the day of the first of the verdicts in a row
    that say this level, `level_before` what the one before it said ("" before the first).
    `silent_since` is the last day with a practice of somebody who logged, and logs no more.
    `is_newest` is true of one row a client. Judged anew on the same day the row is written over: a
    day has one verdict.
    """

    subject = "radar"
    client_path = "client__"
    client = TenantForeignKey(Client)
    day = models.DateField()
    level = models.CharField(max_length=8, choices=Level.choices())
    points = models.SmallIntegerField()
    leading = models.CharField(max_length=12, blank=True, choices=Signal.choices())
    reasons = models.JSONField()
    level_since = models.DateField()
    level_before = models.CharField(max_length=8, blank=True, choices=Level.choices())
    silent_since = models.DateField(null=True)
    is_newest = models.BooleanField(default=True)
    rules_version = models.PositiveSmallIntegerField()
    settings_version = models.PositiveIntegerField()
    judged_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "client", "day"), name="one_radar_snapshot_a_day"
            ),
            models.UniqueConstraint(
                fields=("practice", "client"),
                condition=Q(is_newest=True),
                name="one_newest_radar_snapshot",
            ),
            models.CheckConstraint(
                condition=Q(level__in=[one.value for one in Level])
                & Q(level_before__in=["", *(one.value for one in Level)])
                & Q(leading__in=["", *(one.value for one in Signal)]),
                name="radar_words_known",
            ),
            models.CheckConstraint(
                condition=Q(level_since__lte=models.F("day")), name="radar_level_since"
            ),
        )
        indexes = (
            models.Index(
                fields=("practice", "level", "-points", "client"),
                condition=Q(is_newest=True),
                name="radar_newest",
            ),
            models.Index(fields=("practice", "day"), name="radar_day"),
            models.Index(
                fields=("practice", "silent_since"),
                condition=Q(is_newest=True, silent_since__isnull=False),
                name="radar_silent",
            ),
            models.Index(
                fields=("practice", "-day"),
                condition=Q(day=models.F("level_since")),
                name="radar_first_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.level}"


class RadarRun(TenantModel):
    """One night's run of a practice: of how many clients, how many are judged, when it ended.

    `after` is the last client that was judged; who goes on begins behind it.
    """

    subject = "settings"
    day = models.DateField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    after = models.UUIDField(null=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "day"), name="one_radar_run_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.done}/{self.total}"
