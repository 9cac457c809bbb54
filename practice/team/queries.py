"""Reads of the team: logins, colleagues, their invitations, API tokens, the set-up link."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.models import BooleanField, CharField, ExpressionWrapper, F, Func, Q, Value
from django.db.models.functions import Cast
from django.http import Http404

from practice.core.actor import Actor, NotAllowed, aside, enter
from practice.core.clock import known_zone, now
from practice.core.models import Membership, Place, User, fold_email
from practice.core.queries import practices_of
from practice.core.rules import Reach, Role
from practice.core.tenancy import TenantQuerySet
from practice.team.models import ApiToken, SetupLink, StaffInvitation
from practice.team.rules import InvitationState, InvitationToken, invitation_state


@dataclass(frozen=True)
class Home:
    """The practice whose voice a login's mails have, and its zone."""

    practice_id: UUID
    zone: str


def works_somewhere(user_id: UUID) -> bool:
    """Whether a login belongs to the staff of any practice."""
    with aside():
        enter(practice_id=None, user_id=user_id)
        return bool(practices_of(user_id))


def home_of(user_id: UUID) -> Home | None:
    """Where a login works, else where it is a client. Leaves row security set to it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT practice_id, zone FROM supple_staff(%s, NULL, NULL)", [user_id])
        row = cursor.fetchone()
        if row is None:
            at: list[UUID | datetime] = [user_id, now()]
            cursor.execute("SELECT practice_id, zone FROM supple_client(%s, NULL, NULL, %s)", at)
            row = cursor.fetchone()
    return Home(row[0], known_zone(row[1])) if row else None


def login_with(address: str) -> User | None:
    """The active login that an address opens."""
    known = EmailAddress.objects.filter(email=fold_email(address), user__is_active=True)
    found = known.select_related("user").order_by("-verified").first()
    if found is not None:
        user: User = found.user
        return user
    return User.objects.filter(email=fold_email(address), is_active=True).first()


def owner_of(address: str) -> User | None:
    """The login that an address belongs to: as its own, or as a further one it has proved."""
    folded = fold_email(address)
    proved = EmailAddress.objects.filter(email=folded, verified=True).values("user_id")
    return User.objects.filter(Q(email=folded) | Q(pk__in=proved)).first()


def is_address_of(user: User, address: str) -> bool:
    """Whether an address belongs to a login right now."""
    if user.email == fold_email(address):
        return True
    return bool(EmailAddress.objects.filter(user=user, email=fold_email(address)).exists())


def open_setup_link(digest: str, *, lock: bool = False) -> SetupLink | None:
    """The set-up link with this digest, if it still works."""
    links = SetupLink.objects.filter(digest=digest, used_at=None, expires_at__gt=now())
    return (links.select_for_update() if lock else links).first()


def was_used(digest: str) -> bool:
    """Whether the set-up link with this digest founded a practice."""
    return SetupLink.objects.filter(digest=digest, used_at__isnull=False).exists()


def is_set_up() -> bool:
    """Whether any practice exists. Looks across practices: for the worker's role only."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE supple_claim")
        cursor.execute("SELECT EXISTS (SELECT id FROM practice_practice)")
        found = bool(cursor.fetchone()[0])
        cursor.execute("RESET ROLE")
    return found


@dataclass(frozen=True)
class Installation:
    """How many practices there are: demo ones, and others."""

    demos: int
    others: int


def installation() -> Installation:
    """Count practices. Looks across practices: for the worker's role only."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE supple_claim")
        cursor.execute(
            "SELECT count(*) FILTER (WHERE is_demo), count(*) FILTER (WHERE NOT is_demo)"
            " FROM practice_practice"
        )
        demos, others = cursor.fetchone()
        cursor.execute("RESET ROLE")
    return Installation(demos, others)


def membership_of(actor: Actor) -> UUID:
    """The actor's own place in the team; NotAllowed for the portal and the worker."""
    if actor.membership_id is None:
        raise NotAllowed("token.write")
    return actor.membership_id


def tokens_of(actor: Actor) -> list[ApiToken]:
    """API tokens that the actor may see, newest first: the owner all, others their own."""
    actor.require("token.read")
    rows = ApiToken.objects.visible_to(actor, "settings.read").select_related("membership")
    if actor.reach("token.read") is Reach.OWN:
        rows = rows.filter(membership_id=membership_of(actor))
    return list(rows.order_by("-made_at", "-id"))


def get_token(actor: Actor, token_id: UUID) -> ApiToken:
    """The one door to a token: Http404 unless the actor may change it."""
    actor.require("token.write")
    rows = ApiToken.objects.visible_to(actor, "settings.read").filter(pk=token_id)
    if actor.reach("token.write") is Reach.OWN:
        rows = rows.filter(membership_id=membership_of(actor))
    token = rows.first()
    if token is None:
        raise Http404("token")
    return token


def token_with(digest: str) -> ApiToken | None:
    """The working token with this digest in the entered practice, and who it acts as.

    The statement that finds it also tells row security whose it is.
    """
    entered = Func(
        Value("supple.user"),
        Cast("membership__user_id", CharField()),
        Value(True),
        function="set_config",
        output_field=CharField(),
    )
    working = ApiToken._base_manager.filter(
        Q(expires_at=None) | Q(expires_at__gt=now()),
        digest=digest,
        revoked_at=None,
        membership__is_active=True,
        membership__user__is_active=True,
        practice__is_active=True,
        membership__practice_id=F("practice_id"),
    ).annotate(entered=entered)
    token = working.select_related("membership__user", "practice").first()
    if token is None or not secrets.compare_digest(token.digest, digest):
        return None
    return token


def team_of(actor: Actor) -> list[Membership]:
    """Everybody who works in the practice now, each with login and supervisor, by name."""
    rows = Membership.objects.visible_to(actor).filter(is_active=True)
    return list(rows.select_related("user", "supervisor").order_by("name", "pk"))


def get_member(actor: Actor, member_id: UUID) -> Membership:
    """The one door to a colleague who works here: Http404 unless the actor may change the team."""
    rows = Membership.objects.visible_to(actor, "settings.write").filter(is_active=True)
    member = rows.select_related("user").by_id(member_id)
    if member is None:
        raise Http404("membership")
    return member


def member_with(actor: Actor, user_id: UUID, *, active: bool | None = None) -> Membership | None:
    """A login's part in the practice, also one that has ended unless `active` says which."""
    rows = Membership.objects.visible_to(actor).filter(user_id=user_id)
    return (rows if active is None else rows.filter(is_active=active)).first()


def team_beside(actor: Actor, address: str) -> tuple[list[Membership], bool]:
    """Everybody who works here now, and whether an address belongs to one of them."""
    folded = fold_email(address)
    proved = EmailAddress.objects.filter(email=folded, verified=True).values("user_id")
    theirs = ExpressionWrapper(Q(user__email=folded) | Q(user_id__in=proved), BooleanField())
    rows: Any = Membership.objects.visible_to(actor, "settings.read").filter(is_active=True)
    team = list(rows.annotate(theirs=theirs).order_by("name"))
    return team, any(member.theirs for member in team)


def state_of(invitation: StaffInvitation) -> InvitationState:
    """Where a colleague's invitation stands now."""
    return invitation_state(
        accepted=invitation.accepted_at is not None,
        withdrawn=invitation.withdrawn_at is not None,
        expires_at=invitation.expires_at,
        at=now(),
    )


def waiting_invitations(actor: Actor) -> list[StaffInvitation]:
    """Colleagues' invitations that nobody has accepted, the newest first; some may be too late."""
    rows = StaffInvitation.objects.visible_to(actor).filter(accepted_at=None, withdrawn_at=None)
    return list(rows.order_by("-sent_at", "-pk"))


def get_staff_invitation(actor: Actor, invitation_id: UUID) -> StaffInvitation:
    """The one door to a colleague's invitation: Http404 unless the actor may change the team."""
    rows = StaffInvitation.objects.visible_to(actor, "settings.write").filter(pk=invitation_id)
    invitation = rows.first()
    if invitation is None:
        raise Http404("invitation")
    return invitation


def staff_invitation_behind(actor: Actor, token: InvitationToken) -> StaffInvitation | None:
    """The invitation whose mail carried this token, by its digest."""
    digest = hashlib.sha256(token.secret.encode()).hexdigest()
    found = StaffInvitation.objects.visible_to(actor).filter(pk=token.invitation_id).first()
    kept = found.digest if found else ""
    return found if secrets.compare_digest(kept, digest) else None


def team_names(actor: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of those of the ids that are colleagues, or invited ones, within the actor's reach."""
    if not actor.may("settings.read"):
        return {}
    invited = StaffInvitation.objects.visible_to(actor).filter(pk__in=ids).order_by()
    here = Membership.objects.visible_to(actor, "settings.read").filter(pk__in=ids).order_by()
    return dict(invited.values_list("id", "name").union(here.values_list("id", "name"), all=True))


def all_places(actor: Actor) -> list[Place]:
    """Where lessons are or were given: those in use first."""
    return list(
        Place.objects.visible_to(actor).order_by(F("retired_at").asc(nulls_first=True), "name")
    )


def get_place(actor: Actor, place_id: UUID) -> Place:
    """The one door to a place: Http404 unless the actor may change it."""
    place = Place.objects.visible_to(actor, "settings.write").by_id(place_id)
    if place is None:
        raise Http404("place")
    return place


def who_answers_for(actor: Actor, membership_id: UUID | None) -> Membership | None:
    """The colleague who works with somebody, with their login; None if nobody.

    For a trainee it is their supervisor who answers. Where none of them is there, the owner.
    """
    mine = Membership.objects.visible_to(actor).filter(Q(pk=membership_id))
    rows = _present(actor).filter(
        Q(pk=membership_id) | Q(pk__in=mine.values("supervisor")) | Q(role=Role.OWNER)
    )
    found = {member.pk: member for member in rows.order_by("pk")}
    mine_now = found.get(membership_id) if membership_id else None
    if mine_now is not None and mine_now.role == Role.TRAINEE:
        mine_now = found.get(mine_now.supervisor_id) if mine_now.supervisor_id else None
    owners = (member for member in found.values() if member.role == Role.OWNER)
    return mine_now or next(owners, None)


def trainee_working(actor: Actor, membership_id: UUID | None) -> Membership | None:
    """The trainee who works with somebody, with their login; None if it is none."""
    return _present(actor).filter(Q(pk=membership_id, role=Role.TRAINEE)).first()


def _present(actor: Actor) -> TenantQuerySet[Membership]:
    rows = Membership.objects.visible_to(actor).filter(is_active=True, user__is_active=True)
    return rows.select_related("user")
