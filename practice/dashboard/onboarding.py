"""The first steps of a practice that has invited nobody yet, told from what its rows say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Exists, Q, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.records.models import Client, Episode, Invitation
from practice.core.actor import Actor
from practice.core.models import AccessLog, Place, Practice
from practice.outbox.kept import kept_mail
from practice.team.services import FIRST_PLACE

SAID_WHO = "POST settings_home"
PLACED = ("GET place_list", "POST place_edit")
READ_TEXTS = "GET text_list"
FIRST = "?first=1"  # the settings lead back to the list of first steps


@dataclass(frozen=True)
class Beginning:
    """How far a practice is: its first client, whether anything has begun, its places."""

    client_id: UUID | None
    has_begun: bool
    has_place: bool


def beginning_of(actor: Actor) -> Beginning:
    """One statement over the practice's own row; each part of it stops at the first it finds."""
    clients = Client.objects.visible_to(actor)
    named = Place.objects.visible_to(actor, "settings.read").exclude(name=str(FIRST_PLACE))
    begun = (
        Exists(Invitation.objects.visible_to(actor))
        | Exists(Episode.objects.visible_to(actor))
        | Exists(clients.filter(user__isnull=False))
    )
    rows = Practice.objects.filter(pk=actor.practice_id).annotate(
        client_id=Subquery(clients.order_by("-id").values("id")[:1]),
        has_begun=begun,
        has_place=Exists(named),
    )
    return Beginning(*rows.values_list("client_id", "has_begun", "has_place").get())


@dataclass(frozen=True)
class Step:
    """One thing to do first."""

    title: str | Promise
    text: str | Promise
    act: str | Promise
    url: str
    is_done: bool
    is_next: bool = False


def steps_of(actor: Actor, beginning: Beginning) -> Sequence[Step]:
    """What to do first, with what is done; nothing once somebody is invited."""
    if beginning.has_begun or not actor.may("settings.write"):
        return []
    visits = AccessLog.objects.filter(
        Q(action__in=[SAID_WHO, *PLACED, READ_TEXTS]),
        practice_id=actor.practice_id,
        outcome__lt=400,
    )
    done = set(visits.values_list("action", flat=True).distinct())
    known = beginning.client_id
    invite = reverse("client_page", args=[known]) if known else reverse("client_list")
    steps = [
        Step(
            _("Say who you are"),
            _("Your name on mails, how to reach you, what to do in an emergency."),
            _("To the practice"),
            reverse("settings_home") + FIRST,
            SAID_WHO in done,
        ),
        Step(
            _("Look at your place"),
            _("Where you give lessons. One is there to begin with: rename it, add another."),
            _("To the places"),
            reverse("place_list") + FIRST,
            beginning.has_place or bool(done.intersection(PLACED)),
        ),
        Step(
            _("Look at the texts"),
            _("What clients agree to before the first lesson. Change what does not fit you."),
            _("To the texts"),
            reverse("text_list") + FIRST,
            READ_TEXTS in done,
        ),
        Step(
            _("Add the first client"),
            _("A given name is enough; an e-mail address lets you invite them."),
            _("Add a client"),
            reverse("client_new"),
            known is not None,
        ),
        Step(
            _("Invite them"),
            _("They get a mail, choose a password and fill in the intake.")
            if kept_mail() is None
            else _("No mail leaves yet: it is kept as a file. The page Mails says where."),
            _("To the client") if known else _("To the clients"),
            invite,
            False,
        ),
    ]
    following = next(step for step in steps if not step.is_done)
    return [replace(step, is_next=step is following) for step in steps]
