"""Mails about somebody's own login, and the invitation of a colleague."""

import json
from typing import NamedTuple

import css_inline
from cryptography.fernet import InvalidToken
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practice.core.actor import Actor
from practice.core.links import absolute
from practice.core.models import ROLE_WORDS, User
from practice.core.queries import get_practice
from practice.core.rules import Role
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.secrets import unseal
from practice.team.models import StaffInvitation
from practice.team.queries import is_address_of, state_of
from practice.team.rules import InvitationState, InvitationToken

KIND = "account"
OLD_ADDRESS = frozenset({"email_changed", "email_deleted"})


class Words(NamedTuple):
    """What one mail says; `act` is the word on its button."""

    subject: Promise
    text: Promise
    act: Promise | str = ""


_IF_NOT_YOU = _("If this was not you, ask for a new password at once and tell your practice.")
_EXISTS = _(
    "Somebody gave this address for another login. It already opens yours, so nothing changed."
)
MAILS: dict[str, Words] = {
    "login_code": Words(
        _("Your code to sign in"),
        _("Type this code into the page that asked for it. It works once, for ten minutes."),
    ),
    "password_reset_key": Words(
        _("Choose a new password"),
        _("You asked for a new password. This link works once, for one hour."),
        _("Choose a new password"),
    ),
    "email_confirmation": Words(
        _("Is this your address?"),
        _("Confirm that this address is yours, and it becomes the one you sign in with."),
        _("Confirm this address"),
    ),
    "email_confirm": Words(_("Your address is confirmed"), _("You sign in with it from now on.")),
    "password_changed": Words(_("Your password was changed"), _IF_NOT_YOU),
    "password_set": Words(_("You have a password now"), _IF_NOT_YOU),
    "password_reset": Words(_("Your password was changed"), _IF_NOT_YOU),
    "email_changed": Words(_("Your address was changed"), _IF_NOT_YOU),
    "email_deleted": Words(_("An address was taken off your login"), _IF_NOT_YOU),
    "account_already_exists": Words(_("You already have a login"), _EXISTS),
}


def render_account(actor: Actor, message: Message) -> Mail:
    """Check that the login and its address still stand, and write the mail."""
    if not message.secret:
        raise NotWanted("the secret is gone")
    carried = json.loads(unseal(message.secret))
    user = User.objects.filter(pk=message.person_id, is_active=True).first()
    if user is None:
        raise NotWanted("no such login")
    if carried["what"] not in OLD_ADDRESS and not is_address_of(user, carried["to"]):
        raise NotWanted("the address has changed")
    practice = get_practice(actor)
    words = MAILS[carried["what"]]
    context = {
        "subject": words.subject,
        "words": words,
        "name": user.name,
        "code": carried.get("code", ""),
        "url": carried.get("url", ""),
        "practice_name": practice.name,
    }
    html = render_to_string("emails/account.html", context)
    return Mail(
        to_name=user.name,
        to_address=carried["to"],
        from_name=practice.sender_name,
        reply_to=practice.contact_email,
        subject=render_to_string("emails/account.subject.txt", context).strip(),
        text=render_to_string("emails/account.txt", context),
        html=css_inline.CSSInliner(keep_style_tags=True).inline(html),
    )


def render_staff_invitation(actor: Actor, message: Message) -> Mail:
    """The colleague's invitation; NotWanted once it was used, withdrawn or too late."""
    rows = StaffInvitation.objects.visible_to(actor)
    invitation = rows.filter(pk=message.subject_id).first()
    if invitation is None or state_of(invitation) is not InvitationState.OPEN:
        raise NotWanted("the invitation is no longer open")
    try:
        secret = unseal(message.secret)
    except InvalidToken:
        raise NotWanted("its secret is gone; send a new invitation") from None
    practice = get_practice(actor)
    token = InvitationToken(actor.practice_id, invitation.pk, secret)
    context = {
        "practice_name": practice.name,
        "practice": practice,
        "name": invitation.name,
        "role": ROLE_WORDS[Role(invitation.role)],
        "url": absolute("staff_invitation_accept", token=token.packed()),
    }
    subject = render_to_string("emails/staff_invitation.subject.txt", context).strip()
    html = render_to_string("emails/staff_invitation.html", context | {"subject": subject})
    return Mail(
        to_name=invitation.name,
        to_address=invitation.email,
        from_name=practice.sender_name,
        reply_to=practice.contact_email,
        subject=subject,
        text=render_to_string("emails/staff_invitation.txt", context),
        html=css_inline.CSSInliner(keep_style_tags=True).inline(html),
    )
