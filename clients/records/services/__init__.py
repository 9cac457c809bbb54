"""Writes of the client record."""

from clients.records.services.clients import (
    ClientData,
    close_episode,
    create_client,
    edit_client,
    open_episode,
    set_client_state,
    stop_mail,
    update_contact,
)
from clients.records.services.invitations import (
    accept_with_login,
    accept_with_new_login,
    invite,
    withdraw_invitation,
)

__all__ = [
    "ClientData",
    "accept_with_login",
    "accept_with_new_login",
    "close_episode",
    "create_client",
    "edit_client",
    "invite",
    "open_episode",
    "set_client_state",
    "stop_mail",
    "update_contact",
    "withdraw_invitation",
]
