"""Tables of a practice's own questions: each published version, the draft of the next, answers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from clients.own_questions.rules import Kind
from clients.records.models import Client, Episode
from practice.core.tenancy import TenantForeignKey, TenantModel


class OwnForm(TenantModel):
    """One published version of the practice's own questions; it never changes."""

    subject = "vocabulary"
    version = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    published_by = TenantForeignKey("practice.Membership")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "version"), name="one_own_form_a_version"),
        )

    def __str__(self) -> str:
        return f"version {self.version}"


class OwnQuestion(TenantModel):
    """A question as one version asks it; `code` is the same in every version that asks it."""

    subject = "vocabulary"
    form = TenantForeignKey(OwnForm)
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=10, choices=Kind.choices())
    wording = models.CharField(max_length=200)
    help = models.CharField(max_length=300, blank=True)
    options = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    low = models.CharField(max_length=40, blank=True)
    high = models.CharField(max_length=40, blank=True)
    needed = models.BooleanField()
    future = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "form", "code"), name="one_question_a_form_and_code"
            ),
        )

    def __str__(self) -> str:
        return self.wording[:60]


class OwnDraft(TenantModel):
    """The practice's one draft of its next version; `revision` counts its changes.

    `questions` are `clients.own_questions.rules.Question`s as stored; `last_number` is the last
    code's, so that none is given twice.
    """

    subject = "settings"
    questions = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = TenantForeignKey("practice.Membership")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("practice",), name="one_own_draft"),)

    def __str__(self) -> str:
        return f"draft, revision {self.revision}"


class OwnAnswer(TenantModel):
    """What a client answered to one question in the intake that opened a course of work.

    One of `words`, `choice`, `number`, `yes` and `day` is the answer, as the question's kind has
    it; what was left open has no row. `code` is the question's in every version.
    """

    subject = "story"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    question = TenantForeignKey(OwnQuestion)
    code = models.CharField(max_length=8)
    words = models.TextField(null=True)
    choice = models.CharField(max_length=80, null=True)
    number = models.PositiveSmallIntegerField(null=True)
    yes = models.BooleanField(null=True)
    day = models.DateField(null=True)
    reported_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(number=None) | models.Q(number__range=(0, 10)),
                name="own_number_0_to_10",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client"), name="own_answer_client"),
            models.Index(fields=("practice", "code"), name="own_answer_code"),
        )

    def __str__(self) -> str:
        return f"{self.code} of {self.client_id}"
