"""Tables of the foundation: people, practice, membership, the two trails, signs of life."""

from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from practice.core.rules import STAFF_ROLES, Role
from practice.core.tenancy import SharedModel, TenantForeignKey, TenantModel
from practice.core.whereabouts import (
    ADDRESS_LENGTH,
    DIRECTIONS_LENGTH,
    LINE_LENGTH,
    ROOM_LENGTH,
    Whereabouts,
)
from practice.core.zones import ZoneField

ROLE_WORDS = {
    Role.OWNER: _("owner"),
    Role.PRACTITIONER: _("practitioner"),
    Role.TRAINEE: _("trainee"),
    Role.ASSISTANT: _("assistant"),
}


def fold_email(address: str) -> str:
    """The one spelling of an address: trimmed, case folded."""
    return address.strip().casefold()


class UserManager(BaseUserManager["User"]):
    """Makes logins; there is no superuser, since nobody passes every guard."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a login; without a password only mailed codes open it."""
        user = self.model(email=fold_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find a login by its folded address."""
        return self.get(email=fold_email(email or ""))


class User(SharedModel, AbstractBaseUser):
    """One login: an address, folded and unique. Belongs to no practice by itself."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False
    is_superuser = False

    objects = UserManager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="user_email_folded"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email


class Practice(SharedModel):
    """The tenant: one business with its own people, words and clock."""

    name = models.CharField(_("name of the practice"), max_length=200)
    slug = models.SlugField(max_length=60, unique=True)
    timezone = ZoneField(_("time zone"), max_length=64)
    locale = models.CharField(
        _("dates and numbers as in"), max_length=12, default="en-gb", db_default="en-gb"
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    sender_name = models.CharField(_("name that mails come from"), max_length=120)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True)
    emergency_text = models.TextField(_("what to do in an emergency"), blank=True)
    only_own_clients = models.BooleanField(
        _("practitioners see only their own clients"), default=False
    )
    answers_within = models.CharField(
        _("how soon you usually answer messages"), max_length=200, blank=True, db_default=""
    )
    # Source: domain/hanna.md, the field's usual duty (ISMETA): records kept at least three years.
    retention_years = models.PositiveSmallIntegerField(
        _("years records are kept"), default=3, db_default=3
    )
    # Source: docs/decisions/0019: eighteen nearly everywhere, and the practice sets its own.
    consent_age = models.PositiveSmallIntegerField(
        _("age from which clients sign for themself"), default=18, db_default=18
    )
    # Source: seed row 85: a release that nothing integrates returns to the old pattern.
    integrate_within_days = models.PositiveSmallIntegerField(
        _("days in which a release is to be integrated"), default=7, db_default=7
    )
    # Source: domain/ideas.md, the fading of reminders: automatic from a mean of five on.
    maintain_from = models.DecimalField(
        _("mean of the habit questions (SRBAI, 1 to 7) from which maintaining opens"),
        max_digits=2,
        decimal_places=1,
        default=Decimal(5),
        db_default=Decimal(5),
    )
    # Source: docs/decisions/0047: time that got free, to one after the other or to all.
    offers_to_all = models.BooleanField(
        _("offer time that gets free to everybody at once"), default=False, db_default=False
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours by day that an offer stands"), default=4, db_default=4
    )
    # Source: docs/decisions/0050: null is what the house says.
    mails_a_minute = models.PositiveSmallIntegerField(
        _("mails a minute at most"), null=True, blank=True
    )
    is_demo = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("practice")

    def __str__(self) -> str:
        return self.name


class Place(TenantModel):
    """Where sessions are held; appointments live in its zone."""

    subject = "settings"
    name = models.CharField(_("name"), max_length=120)
    timezone = ZoneField(_("time zone"), max_length=64)
    # Bookings there are never two at once, whoever gives them.
    takes_one = models.BooleanField(_("one lesson at a time"), default=False, db_default=False)
    # Where it is, as far as that is said; `address` is street and house, `country` ISO 3166-1.
    address = models.CharField(
        _("address"), max_length=ADDRESS_LENGTH, blank=True, default="", db_default=""
    )
    town = models.CharField(
        _("town"), max_length=LINE_LENGTH, blank=True, default="", db_default=""
    )
    region = models.CharField(
        _("region"), max_length=LINE_LENGTH, blank=True, default="", db_default=""
    )
    country = models.CharField(_("country"), max_length=2, blank=True, default="", db_default="")
    # How to find it: for clients, never for everybody or for another program.
    directions = models.CharField(
        _("how to find it"), max_length=DIRECTIONS_LENGTH, blank=True, default="", db_default=""
    )
    # On the public page, which shows the town anyway.
    shows_address = models.BooleanField(_("shown to everybody"), default=False, db_default=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> Whereabouts:
        """Where it is, for clients and colleagues."""
        return Whereabouts(
            address=self.address, town=self.town, region=self.region, country=self.country
        )

    @property
    def public_lines(self) -> list[str]:
        """Where it is, as everybody may read it."""
        return self.where.lines if self.shows_address else self.where.town_lines


class Membership(TenantModel):
    """A user's part in a practice. `online_room`: the address under which clients meet them online,
    "" where they say it otherwise."""

    subject = "settings"
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(
        _("role"), max_length=20, choices=[(role.value, ROLE_WORDS[role]) for role in STAFF_ROLES]
    )
    name = models.CharField(_("name"), max_length=200)
    supervisor = TenantForeignKey("practice.Membership", null=True, blank=True)
    is_active = models.BooleanField(default=True)
    online_room = models.CharField(
        _("online room"), max_length=ROOM_LENGTH, blank=True, default="", db_default=""
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "user"), name="one_membership_a_user"),
        )

    def __str__(self) -> str:
        return self.name


class AccessLog(models.Model):
    """Who did what to which object, when, how it ended; no content. Insert-only.

    `client_id` is whose record it was: in the portal whose pages were open, elsewhere of whom the
    object is that the address names.
    """

    practice_id = models.UUIDField(null=True)
    at = models.DateTimeField(db_default=models.functions.Now())
    user_id = models.UUIDField(null=True)
    role = models.CharField(max_length=20, blank=True)
    client_id = models.UUIDField(null=True)
    action = models.CharField(max_length=120)
    object_id = models.CharField(max_length=80, blank=True)
    outcome = models.PositiveSmallIntegerField()
    request_id = models.UUIDField()

    objects: ClassVar[models.Manager["AccessLog"]] = models.Manager()

    class Meta:
        indexes = (
            models.Index(fields=("practice_id", "-id"), name="access_log_recent"),
            models.Index(
                fields=("practice_id", "client_id", "-id"),
                condition=models.Q(client_id__isnull=False),
                name="access_log_of_client",
            ),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.outcome}"


class RowHistory(models.Model):
    """What a row was before each change, written by trigger. Insert-only."""

    practice_id = models.UUIDField()
    at = models.DateTimeField(db_default=models.functions.Now())
    table_name = models.CharField(max_length=63)
    row_id = models.UUIDField()
    operation = models.CharField(max_length=6)
    before = models.JSONField(null=True)
    user_id = models.UUIDField(null=True)
    request_id = models.UUIDField(null=True)

    objects: ClassVar[models.Manager["RowHistory"]] = models.Manager()

    class Meta:
        indexes = (models.Index(fields=("practice_id", "row_id", "id"), name="row_history_row"),)

    def __str__(self) -> str:
        return f"{self.operation} {self.table_name}"


class Once(TenantModel):
    """An idempotency key, stored in the transaction of its effect."""

    subject = "settings"
    key = models.UUIDField()
    user_id = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    object_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("practice", "key"), name="one_effect_a_key"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.key}"


class Heartbeat(models.Model):
    """The last sign of life of a part (worker, beat), with figures for /readyz."""

    part = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.part
