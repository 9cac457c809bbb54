"""Writes of the client record."""

from clients.records.services.clients import (
    ClientData,
    MaybeKnown,
    create_client,
    edit_client,
    set_client_state,
    stop_mail,
    update_contact,
)
from clients.records.services.episodes import begin_episode, close_episode, open_episode
from clients.records.services.invitations import (
    accept_with_login,
    accept_with_new_login,
    ask_again,
    invite,
    withdraw_invitation,
)
from clients.records.services.presence import require_present
from clients.records.services.refiling import refile
from clients.records.services.standing import keep_standing
from clients.records.services.tags import add_tag, remove_tag, rename_tag, tag_client

__all__ = [
    "ClientData",
    "MaybeKnown",
    "accept_with_login",
    "accept_with_new_login",
    "add_tag",
    "ask_again",
    "begin_episode",
    "close_episode",
    "create_client",
    "edit_client",
    "invite",
    "keep_standing",
    "open_episode",
    "refile",
    "remove_tag",
    "rename_tag",
    "require_present",
    "set_client_state",
    "stop_mail",
    "tag_client",
    "update_contact",
    "withdraw_invitation",
]
