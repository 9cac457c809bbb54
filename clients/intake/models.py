"""Tables of the intake: the submission with its answers, and what is kept of it on its own."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.own_questions.models import OwnForm
from clients.records.models import Client, Episode
from clients.symptoms.rules import Breathing, InjuryKind, Side
from practice.core.tenancy import TenantForeignKey, TenantModel

INTAKE_STATE_WORDS = {
    "draft": _("being filled in"),
    "signed": _("signed, to review"),
    "accepted": _("accepted"),
    "reopened": _("asked back on"),
    "withdrawn": _("no longer asked"),
}


class IntakeSubmission(TenantModel):
    """One intake of one client: a draft until signed, then immutable.

    `answers` has the shape of `clients.intake.rules.Answers`; `form_version` names the questions
    that were answered. Asked back on, it is `reopened` and stays as it was signed: a new draft
    with `previous` answers what was asked, unless that is `withdrawn` again. `filled_with` is who
    filled it in together with the client, last at `filled_with_at`. `own_form` is the version of
    the practice's own questions that was answered, from the signature on. For a client under age
    `guardian` signed it, with what they were to the client at that moment (`signed_as`).
    """

    subject = "intake"
    client_path = "client__"
    client = TenantForeignKey(Client)
    form_version = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, default="draft", choices=list(INTAKE_STATE_WORDS.items())
    )
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    typed_signature = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = TenantForeignKey("practice.Membership", null=True)
    episode = TenantForeignKey(Episode, null=True)
    previous = TenantForeignKey("clients.IntakeSubmission", null=True)
    filled_with = TenantForeignKey("practice.Membership", null=True)
    filled_with_at = models.DateTimeField(null=True)
    own_form = TenantForeignKey(OwnForm, null=True)
    asked_now: Any = ()  # not stored: what the practice asks of its own, if it was read along
    guardian = TenantForeignKey("clients.Guardian", null=True)
    signed_as = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "client"),
                condition=models.Q(state="draft"),
                name="one_intake_draft_a_client",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "withdrawn"])
                | models.Q(signed_at__isnull=False),
                name="signed_intake_has_time",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client", "-id"), name="intake_client"),
            models.Index(
                fields=("practice", "signed_at"),
                name="intake_to_review",
                condition=models.Q(state="signed"),
            ),
        )

    def __str__(self) -> str:
        return self.state


class QuestionBack(TenantModel):
    """What a practitioner asks back on one step of a signed intake ("": on the whole of it).

    `submission` is the new version that answers it; `answered_at` is when its step was kept.
    """

    subject = "intake"
    client_path = "client__"
    client = TenantForeignKey(Client)
    submission = TenantForeignKey(IntakeSubmission)
    step = models.CharField(max_length=40, blank=True)
    question = models.TextField(_("question"))
    asked_by = TenantForeignKey("practice.Membership")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    is_mailed = False  # not stored: whether a mail goes, for whoever asks

    class Meta:
        indexes = (models.Index(fields=("practice", "submission"), name="question_back"),)

    def __str__(self) -> str:
        return self.question[:60]


class PriorTreatment(TenantModel):
    """What was tried before, with whom and when, how much it helped, for how many days it held.

    `happened` is "2019" or "2019-05", or "".
    """

    subject = "story"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    approach = models.CharField(max_length=30)
    what = models.CharField(max_length=200, blank=True)
    relief_extent = models.CharField(max_length=10)
    relief_days = models.PositiveIntegerField(null=True)
    who = models.CharField(max_length=120, blank=True, default="", db_default="")
    happened = models.CharField(max_length=7, blank=True, default="", db_default="")

    class Meta:
        indexes = (models.Index(fields=("practice", "client"), name="prior_client"),)

    def __str__(self) -> str:
        return self.approach


class PriorInjury(TenantModel):
    """An injury, operation or accident before the work began; `happened` as of a treatment."""

    subject = "story"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    kind = models.CharField(max_length=20, choices=InjuryKind.choices())
    what = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=10, blank=True, choices=Side.choices())
    happened = models.CharField(max_length=7, blank=True)

    class Meta:
        indexes = (models.Index(fields=("practice", "client"), name="injury_client"),)

    def __str__(self) -> str:
        return self.kind


class Circumstances(TenantModel):
    """Work, stress, sleep and breathing, and what doctors said, as a course of work begins.

    `stress` 0 none to 10, `sleep` 0 to 10 wakes fully rested; None was not answered.
    """

    subject = "story"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    occupation = models.CharField(max_length=120, blank=True)
    habits = models.TextField(blank=True)
    stress = models.PositiveSmallIntegerField(null=True)
    sleep = models.PositiveSmallIntegerField(null=True)
    breathing = models.CharField(max_length=20, blank=True, choices=Breathing.choices())
    breathing_where = models.CharField(max_length=200, blank=True)
    findings = models.TextField(blank=True)
    medication = models.TextField(blank=True)
    reported_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(models.Q(stress=None) | models.Q(stress__range=(0, 10)))
                & (models.Q(sleep=None) | models.Q(sleep__range=(0, 10))),
                name="circumstances_0_to_10",
            ),
        )
        indexes = (models.Index(fields=("practice", "client"), name="circumstances_client"),)

    def __str__(self) -> str:
        return f"circumstances of {self.client_id}"


class ActivityGoal(TenantModel):
    """An activity a course of work is for, with how well it went as it began (PSFS, 0 to 10).

    `activity` is a pick's code or the client's words. `version` and `direction` say how to read
    `ability`, since a later version of the scale turns it round; None was not answered.
    """

    subject = "story"
    client_path = "client__"
    client = TenantForeignKey(Client)
    episode = TenantForeignKey(Episode)
    position = models.PositiveSmallIntegerField()
    activity = models.CharField(max_length=200)
    ability = models.PositiveSmallIntegerField(null=True)
    version = models.CharField(max_length=10)
    direction = models.CharField(max_length=10)
    reported_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ability__isnull=True) | models.Q(ability__range=(0, 10)),
                name="ability_0_to_10",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client", "episode"), name="activity_goal_client"),
        )

    def __str__(self) -> str:
        return self.activity


class RedFlagAnswer(TenantModel):
    """One answer to one screening question; a *yes* asks for a decision, never for a name.

    It was given in an intake, or `asking` says when somebody asked anew. `repeats` is the yes that
    this one says again: the same question in the version before, or in one before that. What was
    decided on that one holds on.
    """

    subject = "story"
    client_path = "client__"
    client = TenantForeignKey(Client)
    submission = TenantForeignKey(IntakeSubmission, null=True)
    asking = TenantForeignKey("clients.SafetyAsking", null=True)
    code = models.CharField(max_length=60)
    level = models.CharField(max_length=20)
    answer = models.BooleanField()
    answered_at = models.DateTimeField()
    repeats = TenantForeignKey("clients.RedFlagAnswer", null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "submission", "code"), name="one_answer_a_flag"
            ),
            models.UniqueConstraint(
                fields=("practice", "asking", "code"), name="one_answer_an_asking"
            ),
            models.CheckConstraint(
                condition=models.Q(submission=None) ^ models.Q(asking=None),
                name="a_flag_is_answered_somewhere",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "client"), name="red_flag_client"),
            models.Index(
                fields=("practice", "answered_at"),
                condition=models.Q(answer=True),
                name="red_flag_yes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.answer}"
